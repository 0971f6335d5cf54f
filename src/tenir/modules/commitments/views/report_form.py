"""The page on which somebody says where one promise stands, itself or in a place that applies it; then the next."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.link_pages import Visitor
from tenir.core.places.models import Place
from tenir.core.web import signs
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, PeriodKind
from tenir.modules.commitments.actions import ReportedMeanwhile
from tenir.modules.commitments.enums import LinkKind
from tenir.modules.commitments.evidence import depositors, lines, received
from tenir.modules.commitments.forms.reports import ReportForm, new_key
from tenir.modules.commitments.models import Commitment, CommitmentLink, Deposit, Following, ProgressReport
from tenir.modules.commitments.permissions import GIVE_EVIDENCE
from tenir.modules.commitments.reporting.mine import Owed
from tenir.modules.commitments.views.sending import Answer, answer
from tenir.modules.indicators.enums import IndicatorKind, Periodicity
from tenir.modules.indicators.models import Indicator, PanelPlace
from tenir.modules.indicators.permissions import DECLARE as SEND_FIGURES

MOST_IN_A_ROW = 999


def form_page(request: HttpRequest, reporter: Visitor, one: Owed, owed: list[Owed]) -> HttpResponse:
    """The form, what was refused of it, or the next one of `owed` once it is sent."""
    indicator, period = _asked_figure(reporter, one.commitment, one.place or one.commitment.place)
    asked: dict[str, Any] = {"needs": _needs(one.commitment), "indicator": indicator, "period": period}
    # A proof is of the promise itself, and judged where it was made.
    asked["takes_proof"] = one.place is None and rights.may(reporter.user, GIVE_EVIDENCE, on=one.commitment)
    latest = ProgressReport.objects.of(one.commitment, one.place).select_related("organisation").first()
    answered = Answer()
    if request.method == "POST":
        form = ReportForm(request.POST, **asked)
        answered = answer(request, reporter.user, one, form, period)
        if answered.report is not None:
            return redirect(_next(request, reporter, answered.report, owed))
        latest = answered.refusal.latest if isinstance(answered.refusal, ReportedMeanwhile) else latest
    else:
        form = ReportForm(initial={"key": new_key(), "seen": latest.pk if latest else 0}, **asked)
    context = _context(request, reporter, one, form, latest, owed) | _file(one, answered.deposit)
    context["refusal"] = answered.refusal
    return render(request, "commitments/reports/form.html", context, status=422 if request.method == "POST" else 200)


def address_of(reporter: Visitor, row: Commitment, place: Place | None = None) -> str:
    """Of the form of a promise, through the door by which somebody came; of a place, for accounts alone."""
    if place is not None:
        return reverse("commitments:place-report", args=(place.kind, place.code, row.framework.slug, row.slug))
    return reporter.url("commitments:report", row.framework.slug, row.slug)


def list_of(reporter: Visitor, place: Place | None = None) -> str:
    """Of the list that they are in, with a query begun."""
    if place is not None:
        return reverse("commitments:place-reports", args=(place.kind, place.code)) + "?liste=oui"
    return reporter.url("commitments:reports") + "?liste=oui"


def sent(request: HttpRequest, reporter: Visitor) -> dict[str, Any] | None:
    """What was just sent, and the way back to say it otherwise."""
    key = count_of(request.GET.get("envoye"), most=2**53)
    rows = ProgressReport.objects.filter(pk=key, author=reporter.user)
    found = rows.select_related("commitment__framework", "place").first()
    if found is None:
        return None
    row = found.commitment
    return {"report": found, "again": address_of(reporter, row, found.place), "deposits_url": _deposits(row)}


def count_of(text: str | None, most: int = MOST_IN_A_ROW) -> int:
    """A count of the address; anything else is nothing."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 17 else 0


def _context(
    request: HttpRequest,
    reporter: Visitor,
    one: Owed,
    form: ReportForm,
    latest: ProgressReport | None,
    owed: list[Owed],
) -> dict[str, Any]:
    due = [each for each in owed if each.is_due]
    done = count_of(request.GET.get("fait"))
    rank = done + 1 if one.is_due else 0
    return {
        "reporter": reporter,
        "one": one,
        "row": one.commitment,
        "place": one.place,
        "form": form,
        "latest": latest,
        # What a second sending says it has seen.
        "seen": latest.pk if latest else 0,
        "levels": signs.LEVELS,
        "official": [level.code for level in signs.OFFICIAL],
        "now": one.now,
        "news": one.shown.news_moment if one.shown else None,
        "draft": f"{one.commitment.pk}.{one.place.pk}" if one.place else one.commitment.pk,
        "rank": rank if rank and one.commitment == due[0].commitment else 0,
        "total": done + len(due),
        "done": done,
        "sent": sent(request, reporter),
        "answer_url": reverse("commitments:judge-report", args=(latest.pk,)) if latest else "",
        "action": f"{address_of(reporter, one.commitment, one.place)}?fait={done}",
        "list_url": list_of(reporter, one.place),
    }


def _file(one: Owed, deposit: Deposit | None) -> dict[str, Any]:
    """What the page needs to deposit a file, and the one that has arrived."""
    return {
        "deposits_url": _deposits(one.commitment),
        "largest": received.LARGEST,
        "link_header": depositors.HEADER,
        "deposit": deposit,
        "weight": lines.weight(deposit.length) if deposit else "",
    }


def _deposits(row: Commitment) -> str:
    return reverse("commitments:deposits", args=(row.framework.slug, row.slug))


def _next(request: HttpRequest, reporter: Visitor, report: ProgressReport, owed: list[Owed]) -> str:
    """The next one that is due, else the list, with how many are done and what was just sent."""
    left = [one for one in owed if one.is_due and one.commitment.pk != report.commitment_id]
    told = f"fait={count_of(request.GET.get('fait')) + 1}&envoye={report.pk}"
    if not left:
        return f"{list_of(reporter, report.place)}&{told}"
    return f"{address_of(reporter, left[0].commitment, report.place)}?{told}"


def _needs(commitment: Commitment) -> list[Commitment]:
    """What it depends on, which may be what blocks it."""
    needed = CommitmentLink.objects.filter(origin=commitment, kind=LinkKind.CONDITIONAL_ON)
    return [link.target for link in needed.select_related("target__framework").order_by("target__position")]


def _asked_figure(reporter: Visitor, commitment: Commitment, place: Place) -> tuple[Indicator | None, Period | None]:
    """The first indicator that follows it and takes one number from this place, for its last whole period; none of
    those who send no figures.
    """
    if not rights.may(reporter.user, SEND_FIGURES, on=place):
        return None, None
    asked = PanelPlace.objects.filter(panel=OuterRef("indicator__panel"), place=place)
    found = Following.objects.filter(Exists(asked), commitment=commitment).select_related("indicator").order_by("id")
    for one in found:
        indicator = one.indicator
        if indicator.kind in (IndicatorKind.COUNT, IndicatorKind.AMOUNT) and indicator.periodicity != Periodicity.DATE:
            kind = PeriodKind(indicator.periodicity)
            return indicator, periods.following(periods.containing(kind, timezone.localdate()), -1)
    return None, None
