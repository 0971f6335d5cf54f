"""The parts of a protocol put together as items: stakes, axes, priorities, recommendations, commitments."""

from collections import Counter
from dataclasses import replace

from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of, told_date
from tenir.engines.documents.figures import title_figures
from tenir.engines.documents.french import counted, fold
from tenir.engines.documents.model import Figure, Item, Kind
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.recognisers.cell_tables import find_cell_tables
from tenir.engines.documents.recognisers.genre import is_minutes
from tenir.engines.documents.recognisers.marks import is_noise, mark_of, opens_with_verb
from tenir.engines.documents.recognisers.protocol.assign import assign
from tenir.engines.documents.recognisers.protocol.grid import table_of
from tenir.engines.documents.recognisers.protocol.names import without_article
from tenir.engines.documents.recognisers.protocol.partners import Names, take_mentions
from tenir.engines.documents.recognisers.protocol.parts import Part
from tenir.engines.documents.recognisers.protocol.provisions import Entry, read_provisions
from tenir.engines.documents.recognisers.protocol.recommendations import read_recommendations
from tenir.engines.documents.recognisers.protocol.rows import (
    Row,
    Table,
    Theme,
    names_columns_beside,
    read_table,
    table_texts,
)
from tenir.engines.documents.recognisers.protocol.sections import Section, find_sections
from tenir.engines.documents.recognisers.protocol.stakes import Stake, find_stakes
from tenir.engines.documents.recognisers.side_by_side import Grid, find_grids
from tenir.engines.documents.work import Line, Work

FEWEST = 3  # commitments without heading: fewer in a row may be prose


def read_protocol(work: Work) -> tuple[Work, str]:
    """Stakes and what stands under them. Without a stake nor a table with partners, a text is no protocol."""
    if is_minutes(work.lines):
        return work, ""
    grids = [grid for grid in _grids(work) if not work.tables and "level" not in grid.columns]
    sections = _with_unnamed(work, _sections(work, grids))
    if not sections:
        return work, ""
    maker = _Maker(work, sections, grids)
    items = _without_empty_titles(maker.make()) if _is_protocol(sections, grids, maker) else []
    commitments = sum(item.kind is Kind.COMMITMENT for item in items)
    if not any(item.kind is not Kind.HEADING for item in items):
        return work, ""
    sentence = f"Protocole : {counted(len(items), 'élément')}, dont {counted(commitments, 'engagement')}."
    return replace(work, items=(*work.items, *items)), sentence


def _grids(work: Work) -> list[Grid]:
    """Tables left side by side by spaces, and those whose cells the file tells."""
    return sorted([*find_grids(work), *find_cell_tables(work)], key=lambda grid: grid.first)


def _without_empty_titles(items: list[Item]) -> list[Item]:
    """A title that nothing of the protocol stands under is left to the lists, which may hold what it announces."""
    held = {item.parent for item in items if item.parent}
    kept = [item for item in items if item.kind is not Kind.HEADING or item.id in held]
    return kept if len(kept) == len(items) else _without_empty_titles(kept)


def _is_protocol(sections: list[Section], grids: list[Grid], maker: "_Maker") -> bool:
    """Axes or priorities under their label, recommendations, or a column of partners: lists of promises have none."""
    advised = any(section.part is Part.RECOMMENDATIONS for section in sections)
    return bool(grids) or advised or "partenaire" in maker.columns or maker.labelled


def _sections(work: Work, grids: list[Grid]) -> list[Section]:
    """Sections under a stake; without stakes, those that name their columns or are lists of a protocol."""
    stakes = find_stakes(work.lines)
    sections = find_sections(work.lines, stakes)
    kept = [section for section in sections if section.stake]
    tables = [section for section in sections if not section.stake and _names_partners(work, section)]
    others = [
        section
        for section in sections
        if not section.stake and section.heading and section.part in (Part.PROVISIONS, Part.RECOMMENDATIONS)
    ]
    found = [*kept, *tables, *others]
    found += [_around(grid, sections) for grid in grids if not any(_holds(section, grid) for section in found)]
    return sorted(found, key=lambda section: section.first)


def _holds(section: Section, grid: Grid) -> bool:
    return section.part is Part.COMMITMENTS and section.first - 1 <= grid.first <= section.last


def _around(grid: Grid, sections: list[Section]) -> Section:
    """A table of commitments that no heading announces is a section of its own, under the stake around it."""
    stake = next((one.stake for one in reversed(sections) if one.first <= grid.first and one.stake), None)
    return Section(Part.COMMITMENTS, "", grid.first, grid.first + 1, grid.first + 1, stake)


def _names_partners(work: Work, section: Section) -> bool:
    """Whether a section of commitments has a column of partners, named within its heading or its first lines."""
    if section.part is not Part.COMMITMENTS or section.heading is None:
        return False
    head = [line.plain for line in work.lines[section.heading : section.first + 6] if line.text]
    return any("partenaire" in plain and names_columns_beside(plain) for plain in head)


def _with_unnamed(work: Work, sections: list[Section]) -> list[Section]:
    """Commitments that a page prints without any heading, after the context of a stake."""
    found = list[Section]()
    for section in sections:
        cut = _commitments_after(work.lines, section) if section.part is Part.CONTEXT and section.stake else None
        if cut is None:
            found.append(section)
        else:
            found.append(replace(section, last=cut - 1))
            found.append(Section(Part.COMMITMENTS, "", None, cut, section.last, section.stake, named=False))
    return found


def _commitments_after(lines: tuple[Line, ...], section: Section) -> int | None:
    """The first of at least three paragraphs that open with a verb, at the end of a part, only lists between."""
    opening = list[int]()
    blank = True
    for place in range(section.first, section.last + 1):
        line = lines[place]
        if line.dropped or not line.text:
            blank = blank or not line.text
            continue
        mark = mark_of(line.text)
        if not mark.kind and opens_with_verb(line.text) and (blank or bool(opening)):
            opening.append(place)
        elif not mark.kind and blank and line.text[0].isupper() and not is_noise(line.text):
            opening = []
        blank = line.text.endswith(".")
    return opening[0] if len(opening) >= FEWEST else None


class _Maker:
    def __init__(self, work: Work, sections: list[Section], grids: list[Grid]) -> None:
        self.work = work
        self.sections = sections
        self.grids = grids
        self.items: list[Item] = []
        self.taken: Counter[str] = Counter()
        tables = [self._lines(section) for section in sections if section.part is Part.COMMITMENTS]
        self.columns = _column_words(work, sections)
        self.labelled = self.has_provisions()
        self.names = _learn(tables, levers="levier" in self.columns)

    def make(self) -> list[Item]:
        seen = set[int]()
        for section in self.sections:
            if section.stake and section.stake.first not in seen:
                seen.add(section.stake.first)
                self._add(_stake_item(section.stake, self.work.lines))
            self._read(section)
        return self.items

    def has_provisions(self) -> bool:
        """Whether a label of axes or priorities stands in one part at least."""
        parts = [section for section in self.sections if section.part is Part.PROVISIONS]
        return any(read_provisions(tuple(self._lines(section))) for section in parts)

    def _lines(self, section: Section) -> list[Line]:
        """The lines of a section that no table side by side holds."""
        places = range(section.first, section.last + 1)
        inside = {place for grid in self.grids for place in range(grid.first, grid.last + 1)}
        return [self.work.lines[place] for place in places if place not in inside]

    def _read(self, section: Section) -> None:
        parent = section.stake.key if section.stake else None
        if section.part is Part.PROVISIONS:
            under = section.stake is not None and section.heading == section.stake.first
            kind = None if under else _kind_told(section.title)
            for entry in read_provisions(tuple(self._lines(section)), kind, told=under and self.labelled):
                self._add(_provision(entry, parent))
        elif section.part is Part.RECOMMENDATIONS:
            found, titles = read_recommendations(tuple(self._lines(section)))
            self._add(*(_recommendation(entry, parent) for entry in found))
            self._add(*(_heading(Theme(title.text, title.first), parent) for title in titles if found))
        elif section.part is Part.COMMITMENTS:
            self._read_commitments(section, parent)

    def _read_commitments(self, section: Section, parent: str | None) -> None:
        table = read_table(self._lines(section), self.names, self.columns)
        assign(table)
        self._add_table(table, section, parent)
        for grid in self.grids:
            if _holds(section, grid):
                self._add_table(table_of(grid), section, parent)

    def _add_table(self, table: Table, section: Section, parent: str | None) -> None:
        for theme in table.themes:
            self._add(_heading(theme, parent))
        for row in table.rows:
            commitment = _commitment(row, parent, section, self.columns)
            self._add(commitment, *_indicators(row, commitment.id))

    def _add(self, *items: Item) -> None:
        for item in items:
            self.taken[item.id] += 1
            times = self.taken[item.id]
            self.items.append(item if times == 1 else replace(item, id=f"{item.id}-{times}"))


def _learn(tables: list[list[Line]], *, levers: bool) -> Names:
    texts = [table_texts([line for line in lines if line.text and not line.dropped]) for lines in tables]
    names = Names([text for table in texts for text in table], levers=levers)
    for table in texts:
        names.learn(take_mentions(table, names, levers=levers).mentions)
    return names


def _column_words(work: Work, sections: list[Section]) -> set[str]:
    """Which of the columns `partenaire`, `levier` and `echeance` the headings of the tables name."""
    told = set[str]()
    for section in sections:
        if section.part is Part.COMMITMENTS:
            first = section.first if section.heading is None else section.heading
            near = work.lines[max(0, first - 6) : first + 8]
            said = " ".join(line.plain for line in near if names_columns_beside(line.plain))
            told |= {word for word in ("partenaire", "levier", "echeance") if word in said}
    return told


def _kind_told(title: str) -> Kind:
    return Kind.PRIORITY if fold(title).lstrip("0123456789.) ").startswith("priorite") else Kind.STRATEGIC_AXIS


def _stake_item(stake: Stake, lines: tuple[Line, ...]) -> Item:
    confidence, why = weigh(
        Sign(0.6, True, "titre numéroté"),
        Sign(0.4, bool(stake.title), "intitulé lu", "intitulé non lu", cap=0.7),
    )
    span = (lines[stake.first].number, lines[stake.last].number)
    text = stake.title or lines[stake.first].text
    return Item(stake.key, Kind.HEADING, text, span, confidence, why, number=stake.number, heading_kind=stake.word)


def _heading(theme: Theme, parent: str | None) -> Item:
    confidence, why = weigh(
        Sign(0.7, True, "ligne courte qui en introduit d'autres"), Sign(0.3, False, "", "sans numéro ni capitales")
    )
    lines = (theme.number, theme.number)
    return Item(
        f"heading-{theme.number}", Kind.HEADING, theme.text, lines, confidence, why, parent=parent, heading_kind="theme"
    )


def _provision(entry: Entry, parent: str | None) -> Item:
    name = "axe stratégique" if entry.kind is Kind.STRATEGIC_AXIS else "priorité"
    confidence, why = weigh(
        Sign(0.4, True, f"liste sous l'intitulé « {name} »"),
        Sign(0.3, bool(entry.mark), "numéro ou puce", "ni numéro ni puce", cap=0.75),
        Sign(0.3, opens_with_verb(entry.text), "verbe à l'infinitif", "ne commence pas par un infinitif", cap=0.85),
    )
    kind = entry.kind or Kind.STRATEGIC_AXIS
    lines = (entry.first, entry.last)
    return Item(
        _key(kind.value, parent, entry.number or f"l{entry.first}"),
        kind,
        entry.text,
        lines,
        confidence,
        why,
        number=entry.number or None,
        parent=parent,
    )


def _recommendation(entry: Entry, parent: str | None) -> Item:
    confidence, why = weigh(
        Sign(0.5, True, "sous un titre de préconisations"),
        Sign(0.3, bool(entry.mark), "puce ou numéro", "sans puce", cap=0.7),
        Sign(0.2, opens_with_verb(entry.text), "verbe à l'infinitif", "ne commence pas par un infinitif"),
    )
    return Item(
        _key("recommendation", parent, entry.number or f"l{entry.first}"),
        Kind.RECOMMENDATION,
        entry.text,
        (entry.first, entry.last),
        confidence,
        why,
        number=entry.number or None,
        parent=parent,
        due=due_of(entry.text),
        periodicity=periodicity_of(entry.text),
    )


def _commitment(row: Row, parent: str | None, section: Section, columns: set[str]) -> Item:
    confidence, why = weigh(*_signs(row, section, columns))
    words = " ".join([row.text, *(sub.text for sub in row.subs)])
    labels = _labelled(row)
    return Item(
        _key("commitment", parent, row.number or f"l{row.first}"),
        Kind.COMMITMENT,
        row.text,
        (row.first, row.last),
        confidence,
        why,
        number=row.number or None,
        parent=parent,
        partners=tuple(dict.fromkeys([*(mention.name for mention in row.partners), *labels["partners"]])),
        levers=tuple(dict.fromkeys([*(mention.name for mention in row.levers), *labels["levers"]])),
        due=due_of(words) or next(map(told_date, labels["due"]), None),
        periodicity=periodicity_of(words),
        figures=_figures(row),
        sub_items=tuple(sub.text.rstrip(" ;,") for sub in row.subs),
    )


def _indicators(row: Row, parent: str) -> list[Item]:
    """Indicators printed in a column of their own."""
    confidence, why = weigh(Sign(1.0, True, "colonne d'indicateurs"))
    lines = (row.first, row.last)
    return [
        Item(f"indicator-{parent}-{rank}", Kind.INDICATOR, text, lines, confidence, why, parent=parent)
        for rank, text in enumerate(row.labels.get("indicateur", []), start=1)
    ]


def _signs(row: Row, section: Section, columns: set[str]) -> tuple[Sign, ...]:
    sure = all(mention.exact for mention in row.partners)
    return (
        Sign(0.4, section.named, "sous un titre d'engagements", "sans titre d'engagements au-dessus", cap=0.7),
        Sign(0.4, row.verb, "verbe d'engagement", "liste de noms, sans verbe", cap=0.6),
        Sign(0.1, row.capital, "", "première lettre perdue", cap=0.6),
        Sign(
            0.2,
            bool(row.partners or any(row.labels.values())) or "partenaire" not in columns,
            "partenaires à côté" if row.partners or any(row.labels.values()) else "",
            "aucun partenaire lu à côté",
            cap=0.75,
        ),
        Sign(0.1, sure, "", "nom de partenaire mal imprimé", cap=0.75),
    )


def _figures(row: Row) -> tuple[Figure, ...]:
    found = [*title_figures(row.text)]
    for sub in row.subs:
        found += title_figures(sub.text)
    return tuple(dict.fromkeys(found))


_LABELS = {
    "partners": ("partenaire", "acteur", "pilote", "porteur", "chef"),
    "levers": ("levier", "dispositif", "financement", "moyen"),
    "due": ("echeance", "calendrier", "delai"),
}


def _labelled(row: Row) -> dict[str, list[str]]:
    """Attributes printed after a label, under the commitment."""
    return {
        field: [
            without_article(value)
            for label, values in row.labels.items()
            for value in values
            if label.startswith(heads)
        ]
        for field, heads in _LABELS.items()
    }


def _key(kind: str, parent: str | None, number: str) -> str:
    return "-".join(filter(None, (kind.replace("_", "-"), parent, number.replace(" ", "-"))))
