"""What a reading is made of: frozen values, the same for every form of document.

The names of the fields are those of `tenir documents read --format json`; scripts rely on them.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Closed list of what may be recognised in a document."""

    FRAMEWORK = "framework"
    HEADING = "heading"
    OBJECTIVE = "objective"
    STRATEGIC_AXIS = "strategic_axis"
    PRIORITY = "priority"
    MEASURE = "measure"
    INDICATOR = "indicator"
    COMMITMENT = "commitment"
    RECOMMENDATION = "recommendation"
    DUTY = "duty"
    DECISION = "decision"
    FIGURE = "figure"
    ILLUSTRATION = "illustration"
    ACRONYM = "acronym"


class Level(StrEnum):
    """The four levels of engagement of a measure (circulaire n° 6057/SG of 22 January 2019, annexe 3)."""

    OBJECTIF_ATTEINT = "objectif_atteint"
    EN_VOIE_DE_FINALISATION = "en_voie_de_finalisation"
    EN_COURS_DE_DEPLOIEMENT = "en_cours_de_deploiement"
    EN_COURS_DE_LANCEMENT = "en_cours_de_lancement"

    @property
    def label(self) -> str:
        return LEVEL_LABELS[self]


LEVEL_LABELS = {
    Level.OBJECTIF_ATTEINT: "Objectif atteint",
    Level.EN_VOIE_DE_FINALISATION: "En voie de finalisation",
    Level.EN_COURS_DE_DEPLOIEMENT: "En cours de déploiement",
    Level.EN_COURS_DE_LANCEMENT: "En cours de lancement",
}


class FigureKind(StrEnum):
    """What a number printed in a promise is: what is aimed at, where it started, money, a factor, or a plain fact."""

    TARGET = "target"
    MINIMUM = "minimum"
    BASELINE = "baseline"
    AMOUNT = "amount"
    RELATIVE = "relative"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and the date printed with it: ISO when day, month and year are known, else the words."""

    value: int | float
    unit: str | None
    kind: FigureKind
    date: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"value": self.value, "unit": self.unit, "date": self.date, "kind": self.kind.value}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing recognised, with where it stands and how sure the reading is (0 to 1) and why, in French.

    `lines` is [first, last], counted from 1, split on newlines only. When the source is no plain text they are
    those of `Reading.text`, and the `page` or the words of `where` are published in their place.
    `parent` is the `id` of another item.
    `date` is the document's own date, ISO 8601 to the precision printed; only a framework has one.
    """

    id: str
    kind: Kind
    text: str
    lines: tuple[int, int] | None
    confidence: float
    why: str
    number: str | None = None
    parent: str | None = None
    side: str | None = None
    level: Level | None = None
    partners: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    due: str | None = None
    periodicity: str | None = None
    figures: tuple[Figure, ...] = ()
    sub_items: tuple[str, ...] = ()
    heading_kind: str | None = None
    date: str | None = None
    page: int | None = None
    where: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "number": self.number,
            "text": self.text,
            "parent": self.parent,
            "side": self.side,
            "level": self.level.value if self.level else None,
            "partners": list(self.partners),
            "levers": list(self.levers),
            "due": self.due,
            "periodicity": self.periodicity,
            "figures": [figure.to_json() for figure in self.figures],
            "sub_items": list(self.sub_items),
            "heading_kind": self.heading_kind,
            "date": self.date,
            "lines": list(self.lines) if self.lines and self.page is None and self.where is None else None,
            "page": self.page,
            "where": self.where,
            "confidence": self.confidence,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """The file read: its name, the SHA-256 of its bytes, its length: lines (text), pages (PDF), paragraphs (Word)."""

    name: str
    sha256: str
    lines: int | None = None
    pages: int | None = None
    paragraphs: int | None = None

    def to_json(self) -> dict[str, Any]:
        lengths = {"lines": self.lines, "pages": self.pages, "paragraphs": self.paragraphs}
        length = {name: count for name, count in lengths.items() if count is not None}
        return {"name": self.name, "sha256": self.sha256, **length}


@dataclass(frozen=True, slots=True)
class Repair:
    """A line that the reading changed or set aside; `after` is empty when it was set aside."""

    line: int
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class StepNote:
    """What one step of the pipeline did, in a French sentence."""

    stage: str
    step: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its items in the order of the text, and how the reading went.

    `text` is what was read in a source that is no plain text, one line a line; it is empty for plain text, whose bytes
    in `encoding` say it all.
    """

    source: Source
    items: tuple[Item, ...]
    encoding: str
    steps: tuple[StepNote, ...] = field(default=())
    repairs: tuple[Repair, ...] = field(default=())
    text: str = ""

    def to_json(self) -> dict[str, Any]:
        """The published format of `tenir documents read --format json`."""
        return {"source": self.source.to_json(), "items": [item.to_json() for item in self.items]}
