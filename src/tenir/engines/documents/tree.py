"""Items to tree: the summary as figures, the cross-check of what was read, the order of the text."""

from collections import Counter
from dataclasses import replace

from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.decoding import unreadable
from tenir.engines.documents.french import counted
from tenir.engines.documents.model import Figure, FigureKind, Item, Kind
from tenir.engines.documents.recognisers.followup_table.items import counts_of, only_summary
from tenir.engines.documents.work import SummaryRow, Work


def add_summary_figures(work: Work) -> tuple[Work, str]:
    """One figure a level and one for the total, with the printed count and share."""
    total = next((row.measures for row in work.summary if row.level is None), None)
    counts = counts_of(work.tables[0]) if len(work.tables) == 1 and only_summary(work.summary) else None
    framework = next((item.id for item in work.items if item.kind is Kind.FRAMEWORK), None)
    items = list[Item]()
    taken = Counter[str]()
    for row in work.summary:
        read = None if counts is None else (counts[row.level] if row.level else sum(counts.values()))
        item = _figure(row, total, read, framework)
        taken[item.id] += 1
        items.append(item if taken[item.id] == 1 else replace(item, id=f"{item.id}-{taken[item.id]}"))
    return replace(
        work, items=(*work.items, *items)
    ), f"{counted(len(items), 'chiffre')} du récapitulatif." if items else ""


def _figure(row: SummaryRow, total: int | None, read: int | None, framework: str | None) -> Item:
    confidence, why = weigh(
        Sign(0.4, True, "ligne d'un récapitulatif par niveau"),
        Sign(
            0.2,
            _share_agrees(row, total),
            "part conforme au total",
            "part imprimée différente du calcul, ou sans total",
        ),
        Sign(
            0.4,
            read == row.measures,
            "compte retrouvé dans le tableau",
            f"compte non retrouvé dans le tableau{_other(read)}",
            cap=0.6,
        ),
    )
    figures = [Figure(row.measures, "mesures", FigureKind.FACT)]
    if row.percent is not None:
        figures.append(Figure(int(row.percent) if row.percent.is_integer() else row.percent, "%", FigureKind.FACT))
    name = f"figure-{row.level.value.replace('_', '-')}" if row.level else "figure-total"
    return Item(
        name,
        Kind.FIGURE,
        row.text,
        row.lines,
        confidence,
        why,
        parent=framework,
        level=row.level,
        figures=tuple(figures),
    )


def _other(read: int | None) -> str:
    return "" if read is None else f" (lu : {read})"


def _share_agrees(row: SummaryRow, total: int | None) -> bool:
    """Within half a unit of the last printed digit, bounds included: shares are rounded, one way or the other."""
    if not total or row.percent is None:
        return False
    step = 1.0 if row.percent.is_integer() else 0.1
    return abs(100 * row.measures / total - row.percent) <= step / 2 + 1e-9


def cross_check(work: Work) -> tuple[Work, str]:
    """Say whether the levels counted in the table are those of the printed summary. `items` has weighed it already."""
    if len(work.tables) != 1 or not only_summary(work.summary):
        return work, ""
    counts = counts_of(work.tables[0])
    wrong = [
        f"{row.level.label} : {row.measures} imprimé, {counts[row.level]} lu"
        for row in work.summary
        if row.level and counts[row.level] != row.measures
    ]
    if wrong:
        return work, f"Le récapitulatif imprimé ne s'accorde pas avec la lecture ({' ; '.join(wrong)})."
    told = ", ".join(f"{row.measures} {row.level.label}" for row in work.summary if row.level)
    return work, f"Décompte par niveau conforme au récapitulatif imprimé : {told}."


def order_items(work: Work) -> tuple[Work, str]:
    """The order of the text; a document in which nothing was recognised is refused."""
    if not work.items:
        form = "un en-tête, des numéros, un niveau d'engagement par mesure"
        sentence = f"ne contient aucun tableau de suivi reconnaissable ({form})"
        remedy = "vérifiez que le texte du tableau s'y trouve bien, avec ses niveaux en toutes lettres"
        raise unreadable(work.source.name, sentence, remedy)
    items = tuple(sorted(work.items, key=lambda item: item.lines or (0, 0)))
    doubtful = sum(item.confidence < 0.8 for item in items)
    doubt = f", dont {doubtful} à vérifier de près" if doubtful else ""
    return replace(work, items=items), f"{counted(len(items), 'élément')} au total{doubt}."
