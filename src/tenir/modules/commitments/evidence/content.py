"""What a person gives as proof, before it is a row: exactly one of a file, a link, a figure, a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tenir.core.errors import BadInput
from tenir.modules.commitments.evidence import links
from tenir.modules.commitments.evidence.enums import EvidenceKind
from tenir.modules.commitments.evidence.received import Kept
from tenir.modules.commitments.models import Evidence
from tenir.modules.indicators.models import Observation


@dataclass(frozen=True)
class Figure:
    """A number that is stated, with its unit and where it comes from; its date is that of the proof."""

    value: Decimal
    unit: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What is given. `about_on` is the day that it speaks of, `valid_until` the last on which it proves anything."""

    title: str
    about_on: date
    file: Kept | None = None
    link: str = ""
    figure: Figure | Observation | None = None
    words: str = ""
    valid_until: date | None = None
    replaces: Evidence | None = None
    is_invented: bool = False

    @property
    def kind(self) -> EvidenceKind:
        """Its sort, from what is filled. Raises `BadInput` on nothing, and on two at once."""
        filled = {
            EvidenceKind.FILE: self.file is not None,
            EvidenceKind.LINK: bool(self.link),
            EvidenceKind.FIGURE: self.figure is not None,
            EvidenceKind.DECISION: bool(self.words),
        }
        found = [kind for kind, given in filled.items() if given]
        if len(found) != 1:
            raise one_only(nothing=not found)
        return found[0]

    @property
    def columns(self) -> dict[str, Any]:
        """As a row keeps them; raises `BadInput` on a link that cannot be followed."""
        names = ("title", "about_on", "valid_until", "replaces", "words", "is_invented")
        columns: dict[str, Any] = {"kind": self.kind, **{name: getattr(self, name) for name in names}}
        if self.file is not None:
            columns |= self.file.columns
        if self.link:
            columns["link"] = links.checked(self.link)
        if isinstance(self.figure, Observation):
            columns["observation"] = self.figure
        elif self.figure is not None:
            names_of_figure = {"value": self.figure.value, "unit": self.figure.unit, "source": self.figure.source}
            columns |= {f"figure_{name}": value for name, value in names_of_figure.items()}
        return columns


def one_only(*, nothing: bool) -> BadInput:
    """The sentence for a proof of nothing, or of two sorts at once."""
    if nothing:
        return BadInput(
            "il manque la preuve elle-même.", remedy="Donnez un fichier, un lien, un chiffre ou une décision."
        )
    return BadInput(
        "une preuve est d'une seule sorte.",
        remedy="Gardez le fichier, le lien, le chiffre ou la décision\u202f; donnez le reste dans une autre preuve.",
    )
