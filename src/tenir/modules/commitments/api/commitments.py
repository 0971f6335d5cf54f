"""One promise, whole: a fixed number of queries, whatever it carries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from tenir.core.web.api import access
from tenir.core.web.pages import PUBLIC
from tenir.core.web.signs import BY_CODE
from tenir.modules.commitments.api import rows, sight
from tenir.modules.commitments.api.frameworks import source
from tenir.modules.commitments.api.rows import in_source
from tenir.modules.commitments.api.shapes import CommitmentOut
from tenir.modules.commitments.models import Commitment, LevelRecord

router = Router(tags=["Engagements"])
MOST_LEVELS = 200


@router.get("cadres/{slug}/{number}", response=CommitmentOut, summary="Un engagement", operation_id="commitment")
@access(PUBLIC)
def show_commitment(request: HttpRequest, slug: str, number: str) -> Any:
    """Ses mots, ses lignes, qui le porte, ses liens dans les deux sens, ses niveaux dans le temps et dans les lieux."""
    seen = sight.of(request)
    return whole(one_of(seen, slug, number), seen)


def one_of(seen: sight.Sight, slug: str, number: str) -> Commitment:
    """The promise at an address, with what its line tells."""
    found = rows.told_with(seen.commitments()).select_related("source", "decided_at")
    return found.select_related("framework", "heading", "parent", "place").get(framework__slug=slug, slug=number)  # type: ignore[no-any-return]


def whole(row: Commitment, seen: sight.Sight) -> dict[str, Any]:
    """Everything about it that the caller may see."""
    return {
        **rows.line(row, timezone.localdate(), rows.TODAY),
        "revision": row.revision,
        "wording": row.framework.wording,
        "source": source(row.source),
        "recurrence": row.recurrence,
        "decided_by": row.decided_at.text if row.decided_at else None,
        "parties": [rows.party(one) for one in row.parties.all()],
        "levers": row.levers.order_by("name"),
        **_details(row),
        "links": _links(row.links.filter(seen.over("target__framework__")), "target"),
        "linked_from": _links(row.linked_from.filter(seen.over("origin__framework__")), "origin"),
        "inscriptions": _inscriptions(row, seen),
        "applications": [rows.application(one) for one in _applications(row)],
        "levels": [level(one) for one in _levels(row)],
        "disagreements": row.disagreements.order_by("slug"),
    }


def level(record: LevelRecord) -> dict[str, Any]:
    """A level of its history."""
    return {
        **{name: getattr(record, name) for name in ("level", "status", "sentence", "recorded_at", "is_invented")},
        "word": BY_CODE[record.level].word,
        "date": record.moment.iso,
        "organisation": record.organisation.slug if record.organisation else None,
        "place": rows.address(record.place) if record.place else None,
        **in_source(record),
    }


def _details(row: Commitment) -> dict[str, Any]:
    return {
        "sub_items": _told(row.sub_items, "text"),
        "figures": [
            {
                **{name: getattr(one, name) for name in ("kind", "value", "unit", "wording")},
                "date": one.moment.iso if one.moment else None,
                **in_source(one),
            }
            for one in _in_order(row.figures)
        ],
        "illustrations": _told(row.illustrations, "text", "place_name"),
        "citations": [{"text": one.note, **in_source(one)} for one in _in_order(row.citations)],
        "announced_indicators": _told(row.announced_indicators, "number", "wording"),
    }


def _told(related: Any, *names: str) -> list[dict[str, Any]]:
    return [{**{name: getattr(one, name) for name in names}, **in_source(one)} for one in _in_order(related)]


def _in_order(related: Any) -> Iterable[Any]:
    found: Iterable[Any] = related.select_related("source").order_by("position")
    return found


def _links(found: Any, end: str) -> list[dict[str, Any]]:
    ordered = found.select_related(f"{end}__framework").order_by("kind", f"{end}__framework__slug", f"{end}__position")
    return [{"kind": one.kind, "note": one.note, "commitment": rows.reference(getattr(one, end))} for one in ordered]


def _inscriptions(row: Commitment, seen: sight.Sight) -> list[dict[str, Any]]:
    found = row.inscriptions.filter(seen.over("framework__")).select_related("framework", "heading")
    return [
        {
            "framework": one.framework.slug,
            "number": one.number,
            "heading": one.heading.title if one.heading else None,
        }
        for one in found.order_by("framework__slug", "pk")
    ]


def _applications(row: Commitment) -> Any:
    return row.applications.select_related("place").order_by("place__kind", "place__code")


def _levels(row: Commitment) -> Any:
    return row.levels.select_related("source", "organisation", "place").order_by("-on", "-id")[:MOST_LEVELS]
