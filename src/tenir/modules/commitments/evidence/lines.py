"""Proofs as screens tell them: one line each, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from tenir.core.statements import Kept
from tenir.core.web import french
from tenir.modules.commitments.dossier.around import amount
from tenir.modules.commitments.evidence import links, sight
from tenir.modules.commitments.evidence.enums import VOID, EvidenceKind, EvidenceState, FileSort, Standing
from tenir.modules.commitments.models import Commitment, Evidence


class Line(NamedTuple):
    """One proof, as a page tells it."""

    pk: int
    kind: str
    title: str
    about_on: date
    valid_until: date | None
    given_at: datetime
    state: str
    is_public: bool
    is_invented: bool
    organisation: str
    organisation_slug: str
    file_sort: str
    file_bytes: int | None
    link: str
    figure_value: Decimal | None
    figure_unit: str
    figure_source: str
    indicator: str | None
    indicator_slug: str | None
    words: str
    was_replaced: bool

    @property
    def url(self) -> str:
        """Its page."""
        return f"/preuves/{self.pk}/"

    @property
    def file_url(self) -> str:
        """Where its file is read; empty once it was taken back, and for what is no file."""
        return f"{self.url}fichier/" if self.file_sort and self.state != EvidenceState.WITHDRAWN else ""

    @property
    def is_picture(self) -> bool:
        """Whether a page may show its file."""
        return bool(self.file_url) and FileSort(self.file_sort).is_picture

    @property
    def standing(self) -> Standing:
        """How it stands today."""
        return standing_of(self.state, self.valid_until, timezone.localdate(), was_replaced=self.was_replaced)

    @property
    def waits(self) -> bool:
        """Whether nobody judged it yet."""
        return self.state == EvidenceState.GIVEN

    @property
    def made_of(self) -> str:
        """« PDF, 1,2 Mo », « Lien vers example.org », « Chiffre », « Décision »."""
        if self.file_sort:
            return f"{FileSort(self.file_sort).label}, {weight(self.file_bytes or 0)}"
        if self.link:
            return f"Lien vers {links.host_of(self.link)}"
        return str(EvidenceKind(self.kind).label)

    @property
    def figure(self) -> str:
        """« 151 logements », or nothing where it is a value of an indicator, which its own page shows."""
        return "" if self.figure_value is None else amount(self.figure_value, self.figure_unit)


_COLUMNS = (
    *("pk", "kind", "title", "about_on", "valid_until", "given_at", "state", "is_public", "is_invented"),
    *("organisation__name", "organisation__slug", "file_sort", "file_bytes", "link", "figure_value"),
    *("figure_unit", "figure_source", "observation__indicator__title", "observation__indicator__slug", "words"),
    "was_replaced",
)


def standing_of(state: str, valid_until: date | None, today: date, *, was_replaced: bool) -> Standing:
    """How a proof stands on a day: what was said of it, unless a better one or time went past it."""
    if state in VOID:
        return Standing(state)
    if was_replaced:
        return Standing.REPLACED
    if valid_until is not None and valid_until < today:
        return Standing.EXPIRED
    return Standing(state)


def weight(length: int) -> str:
    """« 512 ko », « 1,2 Mo »."""
    if length < 1024 * 1024:
        return f"{french.nombre(max(1, round(length / 1024)))}\u00a0ko"
    return f"{french.decimal(length / 1024 / 1024)}\u00a0Mo"


def of(actor: Any, commitment: Commitment) -> list[Line]:
    """The proofs of a promise that somebody may read, the latest first; one taken back has its own page only."""
    if getattr(actor, "is_authenticated", False):
        rows = sight.readable(actor, commitment).exclude(state=EvidenceState.WITHDRAWN)
        found = [_line(cells) for cells in _cells(rows)]
    else:
        found = _PUBLIC.of(commitment.pk)
    return sorted(found, key=lambda one: (one.about_on, one.pk), reverse=True)


def one(evidence: Evidence) -> Line:
    """The line of one proof."""
    return _line(_cells(Evidence.objects.filter(pk=evidence.pk)).get())


def _public(key: int) -> QuerySet[Evidence, tuple[Any, ...]]:
    return _cells(Evidence.objects.filter(commitment=key, is_public=True))


def _cells(rows: Any) -> QuerySet[Evidence, tuple[Any, ...]]:
    found: QuerySet[Evidence, tuple[Any, ...]] = rows.standing().order_by().values_list(*_COLUMNS)
    return found


def _line(cells: Sequence[Any]) -> Line:
    """SQLite gives decimals as numbers, and instants in UTC without saying so."""
    line = Line._make(cells)
    value = None if line.figure_value is None else Decimal(str(line.figure_value))
    given_at = line.given_at.replace(tzinfo=line.given_at.tzinfo or UTC)
    return line._replace(figure_value=value, given_at=given_at, was_replaced=bool(line.was_replaced))


_PUBLIC = Kept(_public, _line)
