"""Saying where it stands: one promise a screen, from a letter or signed in; and promises as a place applies them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tenir.core import rights
from tenir.core.people import link_pages, links
from tenir.core.people.link_pages import Visitor
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.reporting import applied, mine
from tenir.modules.commitments.reporting.letters import REPORT
from tenir.modules.commitments.reporting.mine import Owed
from tenir.modules.commitments.views.report_form import address_of, count_of, form_page, sent

NOT_YOURS = "Cet engagement n'est pas de ceux dont vous pouvez dire où ils en sont."


def _all_of(request: HttpRequest, reporter: Visitor) -> HttpResponse:
    """What waits for the person. From a letter, the first one at once; `?liste=oui` shows them all."""
    owed = mine.owed_by(reporter.user)
    due = [one for one in owed if one.is_due]
    if reporter.link is not None and due and "liste" not in request.GET:
        return form_page(request, reporter, due[0], owed)
    return render(request, "commitments/reports/list.html", _listed(request, reporter, owed))


def _one(request: HttpRequest, reporter: Visitor, slug: str, number: str) -> HttpResponse:
    """One promise of theirs: the form, what was refused of it, or the next one once it is sent."""
    commitment = _commitment(slug, number)
    owed = mine.owed_by(reporter.user)
    found = next((one for one in owed if commitment and one.commitment.pk == commitment.pk), None)
    if found is None or (reporter.link and not links.covers(reporter.link, found.commitment)):
        raise Http404(NOT_YOURS)
    return form_page(request, reporter, found, owed)


def _in_place(request: HttpRequest, reporter: Visitor, kind: str, code: str) -> HttpResponse:
    """Promises of larger places that are applied in one of theirs."""
    place = _place(reporter, kind, code)
    context = _listed(request, reporter, applied.owed_in(reporter.user, place)) | {"place": place}
    return render(request, "commitments/reports/place.html", context)


def _one_in_place(
    request: HttpRequest, reporter: Visitor, kind: str, code: str, slug: str, number: str
) -> HttpResponse:
    """One of them, whether it was told of there before or not."""
    place, commitment = _place(reporter, kind, code), _commitment(slug, number)
    found = applied.owed_one(reporter.user, commitment, place) if commitment else None
    if found is None:
        raise Http404(NOT_YOURS)
    return form_page(request, reporter, found, [])


def _place(reporter: Visitor, kind: str, code: str) -> Place:
    place = get_object_or_404(Place, kind=kind, code=code)
    rights.require(reporter.user, permissions.DECLARE, on=place)
    return place


def _commitment(slug: str, number: str) -> Commitment | None:
    rows = Commitment.objects.filter(framework__slug=slug, slug=number)
    return rows.select_related("framework", "place").first()


def _listed(request: HttpRequest, reporter: Visitor, owed: list[Owed]) -> dict[str, Any]:
    return {
        "reporter": reporter,
        "due": [_line(reporter, one) for one in owed if one.is_due],
        "others": [_line(reporter, one) for one in owed if not one.is_due],
        "done": count_of(request.GET.get("fait")),
        "sent": sent(request, reporter),
    }


def _line(reporter: Visitor, one: Owed) -> dict[str, Any]:
    url = address_of(reporter, one.commitment, one.place)
    return {"one": one, "row": one.commitment, "shown": one.shown, "url": url}


reports, reports_by_link = link_pages.signed_in(_all_of), link_pages.by_link(_all_of, REPORT)
report = link_pages.signed_in(_one, link_pages.SEND)
report_by_link = link_pages.by_link(_one, REPORT, link_pages.SEND)
place_reports = link_pages.signed_in(_in_place)
place_report = link_pages.signed_in(_one_in_place, link_pages.SEND)
