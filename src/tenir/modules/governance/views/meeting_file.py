"""The file of a meeting, to be saved: made anew each time, kept nowhere, for those who hold the meetings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

from tenir.core.web import exports
from tenir.core.web.pages import page
from tenir.modules.governance import permissions
from tenir.modules.governance.dossier import gathering, layout
from tenir.modules.governance.dossier.formats import FORMATS
from tenir.modules.governance.views.loading import own_meeting


@page(access=permissions.MEET)
def meeting_file(request: HttpRequest, slug: str, pk: int, format: str) -> HttpResponseBase:
    """As DOCX, ODT or PDF/UA. It holds nothing that is not public, but who sends it on should have read it first."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    if format not in FORMATS:
        raise Http404("Le dossier d'une réunion n'existe pas dans ce format.")
    chosen = FORMATS[format]
    address = request.build_absolute_uri(meeting.get_absolute_url())
    made = chosen.write(layout.sheet(gathering.of(meeting, address=address)))
    response = HttpResponse(made, content_type=chosen.type)
    title = f"Dossier {meeting.body.slug} {meeting.day.isoformat()}"
    response["Content-Disposition"] = exports.disposition(title, format)
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
