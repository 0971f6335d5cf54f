"""The rows read, made into items: framework, headings, measures, indicators."""

from collections import Counter
from dataclasses import dataclass, replace

from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.figures import ambiguous_start, indicator_figures, title_figures
from tenir.engines.documents.french import counted
from tenir.engines.documents.model import Item, Kind, Level
from tenir.engines.documents.recognisers.followup_table.model import Piece, ReadRow, Table, Title
from tenir.engines.documents.recognisers.followup_table.words import INDICATOR_NOUN, balanced, unfinished
from tenir.engines.documents.work import SummaryRow, Work


def make_items(work: Work) -> tuple[Work, str]:
    """Items of every table, in the order of the text. Several tables in a text: ids of the second begin with `t2-`."""
    items = list[Item]()
    for rank, table in enumerate(work.tables):
        prefix = f"t{rank + 1}-" if rank else ""
        items += _Maker(table, prefix, mismatches(table, work.summary if len(work.tables) == 1 else ())).items()
    items.sort(key=lambda item: item.lines or (0, 0))
    return replace(
        work, items=(*work.items, *items)
    ), f"{counted(len(items), 'élément reconnu', 'éléments reconnus')}." if items else ""


def counts_of(table: Table) -> dict[Level, int]:
    """Measures at each level; 1.a and 1.b are shown under 1 and are not counted."""
    levels = [row.row.anchor.level for row in table.read if row.row.anchor and not _is_part(row)]
    return {level: levels.count(level) for level in Level}


def mismatches(table: Table, summary: tuple[SummaryRow, ...]) -> dict[Level, bool] | None:
    """For each level, whether the printed summary says otherwise; None when none is printed, or several."""
    if not only_summary(summary):
        return None
    counts = counts_of(table)
    return {row.level: counts[row.level] != row.measures for row in summary if row.level}


def only_summary(summary: tuple[SummaryRow, ...]) -> bool:
    """Whether one summary is printed, and not several that may speak of other tables."""
    levels = [row.level for row in summary]
    return bool(levels) and len(set(levels)) == len(levels)


def _is_part(row: ReadRow) -> bool:
    return bool(
        row.row.number
        and row.row.number.rank
        and not row.row.number.printed.endswith(("bis", "ter", "quater", "quinquies"))
    )


@dataclass
class _Maker:
    table: Table
    prefix: str
    mismatch: dict[Level, bool] | None

    def items(self) -> list[Item]:
        found = list[Item]()
        self.taken = Counter[str]()
        self.mains = dict[int, str]()
        self.headings = 0
        if self.table.title:
            found.append(self._framework(self.table.title))
        for row in self.table.read:
            heading = self._heading(row.heading) if row.heading else None
            measure = self._measure(row, heading)
            found += [heading, measure] if heading else [measure]
            found += self._indicators(row, measure)
        return found

    def _id(self, wanted: str) -> str:
        """Stable and readable; a number printed twice gets `-2`."""
        self.taken[wanted] += 1
        again = self.taken[wanted]
        return f"{self.prefix}{wanted}" if again == 1 else self._id(f"{wanted}-{again}")

    def _framework(self, title: Title) -> Item:
        confidence, why = weigh(
            Sign(0.5, True, "titre voisin de l'en-tête du tableau"),
            Sign(0.3, title.times > 1, "titre répété de page en page", "titre imprimé une seule fois"),
            Sign(0.2, title.date is not None, "date imprimée", "pas de date imprimée"),
        )
        lines = (title.line, title.line)
        return Item(self._id("framework"), Kind.FRAMEWORK, title.text, lines, confidence, why, date=title.date)

    def _heading(self, piece: Piece) -> Item:
        self.headings += 1
        confidence, why = weigh(
            Sign(0.6, True, "capitales juste au-dessus d'un numéro"),
            Sign(
                0.2, "theme" in self.table.columns, "l'en-tête annonce des thèmes", "l'en-tête n'annonce pas de thèmes"
            ),
            Sign(0.2, len(piece.text) <= 80, "texte court", "texte long pour un thème"),
        )
        name = self._id(f"heading-{self.headings}")
        return Item(name, Kind.HEADING, piece.text, piece.lines, confidence, why, heading_kind="thématique")

    def _measure(self, row: ReadRow, heading: Item | None) -> Item:
        number, text = row.row.number, row.title.text
        confidence, why = weigh(*self._signs(row))
        name = self._id(f"measure-{_slug(number.printed)}" if number else "measure-sans-numero")
        parent = self.mains.get(number.main) if number and _is_part(row) else None
        if number and not number.rank:
            self.mains[number.main] = name
        return Item(
            name,
            Kind.MEASURE,
            text,
            row.title.lines,
            confidence,
            why,
            number=number.printed if number else None,
            parent=parent or (heading.id if heading else None),
            level=row.row.anchor.level if row.row.anchor else None,
            due=due_of(text),
            figures=title_figures(text),
        )

    def _signs(self, row: ReadRow) -> tuple[Sign, ...]:
        number, anchor, title = row.row.number, row.row.anchor, row.title
        printed = number.printed if number else ""
        layout = self.table.layout.words
        return (
            Sign(0.1, self.table.header is not None, "en-tête de tableau", "aucun en-tête de tableau"),
            Sign(0.1, number is not None, f"numéro {printed} imprimé", "numéro non trouvé", cap=0.4),
            Sign(0.2, row.row.follows, "numéro dans la suite", "numéro hors de la suite" if number else "", cap=0.75),
            Sign(0.1, not row.row.repeated, "", f"numéro {printed} déjà lu plus haut", cap=0.5),
            Sign(0.2, anchor is not None, f"niveau trouvé {layout}", "aucun niveau trouvé", cap=0.45),
            Sign(0.1, title.sure, "le titre s'arrête au niveau", "fin du titre devinée"),
            Sign(0.1, _well_formed(title.text), "titre entier", "titre mal formé ou incomplet", cap=0.7),
            self._summary_sign(row),
        )

    def _summary_sign(self, row: ReadRow) -> Sign:
        if self.mismatch is None:
            return Sign(0.1, False, "", "pas de récapitulatif imprimé pour vérifier")
        anchor = row.row.anchor
        wrong = anchor is not None and self.mismatch.get(anchor.level, False)
        return Sign(
            0.1,
            not wrong,
            "décompte conforme au récapitulatif",
            "le récapitulatif imprimé compte autrement ce niveau",
            cap=0.8,
        )

    def _indicators(self, row: ReadRow, measure: Item) -> list[Item]:
        stem = measure.id.removeprefix(self.prefix).removeprefix("measure-")
        alone = len(row.indicators) == 1
        return [self._indicator(piece, measure, stem, rank, alone) for rank, piece in enumerate(row.indicators)]

    def _indicator(self, piece: Piece, measure: Item, stem: str, rank: int, alone: bool) -> Item:
        suffix = f"-{piece.number}" if piece.number else ("" if alone else f"-n{rank + 1}")
        confidence, why = weigh(
            Sign(0.3, measure.confidence >= 0.8, "mesure sûre", "mesure peu sûre", cap=0.75),
            Sign(
                0.3,
                piece.sure,
                "numérotation suivie" if piece.number else "cellule sans numéro",
                "numérotation rompue",
                cap=0.7,
            ),
            Sign(
                0.2,
                bool(INDICATOR_NOUN.match(piece.text)),
                "commence comme un indicateur",
                "ne commence pas comme un indicateur",
            ),
            Sign(
                0.1,
                balanced(piece.text) and not unfinished(piece.text),
                "texte entier",
                "texte ou parenthèse non fermé",
            ),
            Sign(0.1, not ambiguous_start(piece.text), "", "départ de la cible à préciser"),
        )
        return Item(
            self._id(f"indicator-{stem}{suffix}"),
            Kind.INDICATOR,
            piece.text,
            piece.lines,
            confidence,
            why,
            number=piece.number,
            parent=measure.id,
            figures=indicator_figures(piece.text),
        )


def _slug(printed: str) -> str:
    return "-".join(printed.split())


def _well_formed(text: str) -> bool:
    opens = bool(text) and (text[0].isupper() or text[0].isdigit() or text[0] in "«\"“'")
    return opens and 8 <= len(text) <= 400 and balanced(text) and not unfinished(text)
