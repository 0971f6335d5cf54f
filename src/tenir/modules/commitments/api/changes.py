"""What changed lately: levels recorded and promises corrected, newest first, never by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from ninja import Router

from tenir.core.journal.models import Entry, Outcome
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.pages import PUBLIC
from tenir.modules.commitments.api import rows, sight
from tenir.modules.commitments.api.commitments import level
from tenir.modules.commitments.api.shapes import ChangeOut
from tenir.modules.commitments.models import Commitment, LevelRecord
from tenir.modules.commitments.standing import NOTHING_SAID

router = Router(tags=["Changements"])
LEVEL, CORRECTION = "niveau", "correction"
COLUMNS = ("when", "sort", "key")
AMENDED = "commitments.amend_commitment"
# A level that is recorded also amends its promise, which repeats it: told once, as a level.
REPEATED = set(NOTHING_SAID)


@router.get("changements", response=Page[ChangeOut], summary="Changements", operation_id="changes")
@access(PUBLIC)
def list_changes(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """Niveaux inscrits et engagements corrigés, du plus récent au plus ancien."""
    seen = sight.of(request)
    levels = LevelRecord.objects.filter(seen.over("commitment__framework__")).order_by()
    recorded = levels.annotate(when=F("recorded_at"), sort=Value(LEVEL, CharField()), key=F("pk")).values_list(*COLUMNS)
    found = recorded.union(_corrections(seen), all=True).order_by("-when", "-key", "sort")
    return paged(request, found, limit, offset, _told)


def _corrections(seen: sight.Sight) -> Any:
    names = sorted({field.name for field in Commitment._meta.fields} - REPEATED)
    keys = seen.commitments().order_by().annotate(text=Cast("pk", CharField())).values("text")
    found = Entry.objects.filter(verb=AMENDED, outcome=Outcome.DONE, object_id__in=keys, after__has_any_keys=names)
    key = Cast("sequence", BigIntegerField())
    found = found.order_by().annotate(when=F("at"), sort=Value(CORRECTION, CharField()), key=key)
    return found.values_list(*COLUMNS)


def _told(shown: Iterable[tuple[Any, str, int]]) -> list[dict[str, Any]]:
    """Three queries: the levels, the journal's rows, the promises that these speak of."""
    told = list(shown)
    levels = LevelRecord.objects.select_related("commitment__framework", "source", "organisation", "place")
    recorded = levels.in_bulk([key for _, kind, key in told if kind == LEVEL])
    amended = Entry.objects.in_bulk([key for _, kind, key in told if kind == CORRECTION])
    about = Commitment.objects.select_related("framework").in_bulk([int(one.object_id) for one in amended.values()])
    return [
        _recorded(at, recorded[key]) if kind == LEVEL else _corrected(at, amended[key], about) for at, kind, key in told
    ]


def _recorded(at: Any, record: LevelRecord) -> dict[str, Any]:
    return {
        "at": at,
        "kind": LEVEL,
        "commitment": rows.reference(record.commitment),
        "level": level(record),
        "fields": [],
    }


def _corrected(at: Any, entry: Entry, about: dict[int, Commitment]) -> dict[str, Any]:
    return {
        "at": at,
        "kind": CORRECTION,
        "commitment": rows.reference(about[int(entry.object_id)]),
        "level": None,
        "fields": sorted(set(entry.after or {}) - REPEATED),
    }
