"""The organisation page: what it promised and where that stands, and the texts that it signed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tenir.core.people.models import Organisation
from tenir.core.web.exports import FORMATS
from tenir.modules.commitments import boards
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Signatory
from tenir.modules.commitments.promised import organisations

MOST_SIGNED = 50


def promised(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    """All that it holds or takes part in; four queries."""
    record = organisations.record(organisation)
    if not record.by_role:
        return None
    shown = organisations.table_of(record).bind(organisations.rows_of(organisation), request.GET)
    return {"record": record, "shown": shown, "files": _files(organisation, shown)}


def signed(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    """The public texts that it signed, the latest first, with how each stands; two queries."""
    rows = Signatory.objects.filter(organisation=organisation, framework__state=State.PUBLIC)
    ordered = rows.select_related("framework__place").order_by("-framework__signed_on", "framework__slug")
    signatures = list(ordered[:MOST_SIGNED])
    standings = boards.standings([one.framework for one in signatures])
    days = {one.framework_id: one.on or one.framework.signed_on for one in signatures}
    shown = [{"standing": one, "on": days[one.framework.pk]} for one in standings]
    return {"signed": shown} if shown else None


def _files(organisation: Organisation, shown: Any) -> list[tuple[str, str]]:
    """Each format with the address of all the lines asked for."""
    asked = shown.address(page=None)
    query = asked if len(asked) > 1 else ""
    name = "commitments:organisation-file"
    return [(kind.word, reverse(name, args=[organisation.slug, key]) + query) for key, kind in FORMATS.items()]
