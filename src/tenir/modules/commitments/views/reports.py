"""Saying where it stands: one promise a screen, from a letter or signed in; then the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.people import link_pages, links
from tenir.core.people.link_pages import Visitor
from tenir.core.people.models import User
from tenir.core.web import french, signs
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, PeriodKind
from tenir.modules.commitments.actions import Figure, ReportedMeanwhile, Told, drop_deposit, report_progress
from tenir.modules.commitments.enums import LinkKind
from tenir.modules.commitments.evidence import depositors, deposits, lines, received, uploads
from tenir.modules.commitments.evidence.content import Proof, one_only
from tenir.modules.commitments.forms.reports import ReportForm, new_key
from tenir.modules.commitments.models import Commitment, CommitmentLink, Deposit, Following, Framework, ProgressReport
from tenir.modules.commitments.reporting import mine
from tenir.modules.commitments.reporting.letters import REPORT
from tenir.modules.commitments.reporting.mine import Owed
from tenir.modules.indicators.enums import IndicatorKind, Periodicity
from tenir.modules.indicators.models import Indicator, PanelPlace

MOST_IN_A_ROW = 999


@dataclass(frozen=True)
class Answer:
    """What became of a sending: a report, or why not; neither where the form itself says what is wrong.

    `deposit` is the file that stays with the form while the rest is mended.
    """

    report: ProgressReport | None = None
    refusal: BadInput | None = None
    deposit: Deposit | None = None


def _all_of(request: HttpRequest, reporter: Visitor) -> HttpResponse:
    """What waits for the person. From a letter, the first one at once; `?liste=oui` shows them all."""
    owed = mine.owed_by(reporter.user)
    due = [one for one in owed if one.is_due]
    if reporter.link is not None and due and "liste" not in request.GET:
        return _form(request, reporter, due[0], owed)
    context = {
        "reporter": reporter,
        "due": [_line(reporter, one) for one in due],
        "others": [_line(reporter, one) for one in owed if not one.is_due],
        "done": _number(request.GET.get("fait")),
        "sent": _sent(request, reporter),
    }
    return render(request, "commitments/reports/list.html", context)


def _one(request: HttpRequest, reporter: Visitor, slug: str, number: str) -> HttpResponse:
    """One promise of theirs: the form, what was refused of it, or the next one once it is sent."""
    framework = Framework.objects.filter(slug=slug).first()
    rows = Commitment.objects.filter(framework=framework, slug=number).select_related("framework", "place")
    commitment = rows.first()
    owed = mine.owed_by(reporter.user)
    found = next((one for one in owed if commitment and one.commitment.pk == commitment.pk), None)
    if found is None or (reporter.link and not links.covers(reporter.link, found.commitment)):
        raise Http404("Cet engagement n'est pas de ceux dont vous pouvez dire où ils en sont.")
    return _form(request, reporter, found, owed)


def _form(request: HttpRequest, reporter: Visitor, one: Owed, owed: list[Owed]) -> HttpResponse:
    needs = _needs(one.commitment)
    indicator, period = _asked_figure(one.commitment)
    asked: dict[str, Any] = {"needs": needs, "indicator": indicator, "period": period}
    latest = ProgressReport.objects.of(one.commitment).select_related("organisation").first()
    answer = Answer()
    if request.method == "POST":
        form = ReportForm(request.POST, **asked)
        answer = _answer(request, reporter, one, form, period)
        if answer.report is not None:
            return redirect(_next(request, reporter, answer.report, owed))
        latest = answer.refusal.latest if isinstance(answer.refusal, ReportedMeanwhile) else latest
    else:
        form = ReportForm(initial={"key": new_key(), "seen": latest.pk if latest else 0}, **asked)
    context = _context(request, reporter, one, form, latest, owed) | _file(one, answer.deposit)
    context["refusal"] = answer.refusal
    return render(request, "commitments/reports/form.html", context, status=422 if request.method == "POST" else 200)


def _context(
    request: HttpRequest,
    reporter: Visitor,
    one: Owed,
    form: ReportForm,
    latest: ProgressReport | None,
    owed: list[Owed],
) -> dict[str, Any]:
    due = [each for each in owed if each.is_due]
    done = _number(request.GET.get("fait"))
    rank = done + 1 if one.is_due else 0
    return {
        "reporter": reporter,
        "one": one,
        "row": one.commitment,
        "form": form,
        "latest": latest,
        # What a second sending says it has seen.
        "seen": latest.pk if latest else 0,
        "levels": signs.LEVELS,
        "official": [level.code for level in signs.OFFICIAL],
        "now": one.commitment.declared_level or one.commitment.level,
        "rank": rank if rank and one.commitment == due[0].commitment else 0,
        "total": done + len(due),
        "done": done,
        "sent": _sent(request, reporter),
        "answer_url": reverse("commitments:judge-report", args=(latest.pk,)) if latest else "",
        "action": reporter.url("commitments:report", one.commitment.framework.slug, one.commitment.slug)
        + f"?fait={done}",
        "list_url": reporter.url("commitments:reports") + "?liste=oui",
    }


def _address(reporter: Visitor, row: Commitment) -> str:
    return reporter.url("commitments:report", row.framework.slug, row.slug)


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


def _answer(request: HttpRequest, reporter: Visitor, one: Owed, form: ReportForm, period: Period | None) -> Answer:
    """The file is kept whatever else is wrong. Of two sendings at once, the second finds what the first wrote."""
    deposit = None
    try:
        deposit = _deposit(request, reporter.user, one.commitment)
        if not form.is_valid():
            return Answer(deposit=deposit)
        report = _send(reporter, one, form, period, deposit)
        _drop(reporter.user, uploads.still(deposit))
        return Answer(report)
    except BadInput as error:
        sent = ProgressReport.objects.filter(
            key=request.POST.get("key", ""), author=reporter.user, commitment=one.commitment
        ).first()
        return Answer(sent, None if sent else error, uploads.still(deposit))


def _deposit(request: HttpRequest, user: User, row: Commitment) -> Deposit | None:
    token = request.POST.get("depot", "")
    if "sans_fichier" not in request.POST:
        return uploads.given(user, row, request.FILES.get("proof_file"), token)
    _drop(user, deposits.of(user, row, token))
    return None


def _drop(user: User, deposit: Deposit | None) -> None:
    """Give up a file that is not wanted, or that came twice."""
    if deposit is not None:
        drop_deposit(by=user, deposit=deposit)


def _send(
    reporter: Visitor, one: Owed, form: ReportForm, period: Period | None, deposit: Deposit | None
) -> ProgressReport:
    told = form.cleaned_data
    proof = _proof(reporter.user, one, deposit, told["proof_link"].strip())
    figure = told.get("figure")
    indicator = form.indicator
    return report_progress(
        by=reporter.user,
        commitment=one.commitment,
        organisation=one.organisation,
        told=Told(
            told["level"],
            told["sentence"].strip(),
            blocked_by=told.get("blocked_by"),
            blocked_words=told["blocked_words"].strip(),
            figure=Figure(indicator, period, figure) if figure and indicator and period else None,
            is_invented=one.commitment.framework.is_invented,
        ),
        key=told["key"],
        seen=told["seen"],
        proof=proof,
        deposit=deposit,
    )


def _proof(user: User, one: Owed, deposit: Deposit | None, link: str) -> Proof | None:
    """What came with the report; the file is examined before anything is written."""
    if deposit is None and not link:
        return None
    if deposit is not None and link:
        raise one_only(nothing=False)
    kept = uploads.kept(user, deposit) if deposit else None
    today = timezone.localdate()
    title = f"Jointe au point d'avancement du {french.date_longue(today)}"
    return Proof(title=title, about_on=today, file=kept, link=link, is_invented=one.commitment.framework.is_invented)


def _next(request: HttpRequest, reporter: Visitor, report: ProgressReport, owed: list[Owed]) -> str:
    """The next one that is due, else the list, with how many are done and what was just sent."""
    left = [one for one in owed if one.is_due and one.commitment.pk != report.commitment_id]
    told = f"?fait={_number(request.GET.get('fait')) + 1}&envoye={report.pk}"
    if not left:
        return reporter.url("commitments:reports") + told + "&liste=oui"
    return _address(reporter, left[0].commitment) + told


def _sent(request: HttpRequest, reporter: Visitor) -> dict[str, Any] | None:
    """What was just sent, and the way back to say it otherwise."""
    key = _number(request.GET.get("envoye"), most=2**53)
    found = ProgressReport.objects.filter(pk=key, author=reporter.user).select_related("commitment__framework").first()
    if found is None:
        return None
    row = found.commitment
    return {"report": found, "again": _address(reporter, row), "deposits_url": _deposits(row)}


def _needs(commitment: Commitment) -> list[Commitment]:
    """What it depends on, which may be what blocks it."""
    needed = CommitmentLink.objects.filter(origin=commitment, kind=LinkKind.CONDITIONAL_ON)
    return [link.target for link in needed.select_related("target__framework").order_by("target__position")]


def _asked_figure(commitment: Commitment) -> tuple[Indicator | None, Period | None]:
    """The first indicator that follows it and takes one number, for its last whole period."""
    asked = PanelPlace.objects.filter(panel=OuterRef("indicator__panel"), place=commitment.place)
    found = Following.objects.filter(Exists(asked), commitment=commitment).select_related("indicator").order_by("id")
    for one in found:
        indicator = one.indicator
        if indicator.kind in (IndicatorKind.COUNT, IndicatorKind.AMOUNT) and indicator.periodicity != Periodicity.DATE:
            kind = PeriodKind(indicator.periodicity)
            return indicator, periods.following(periods.containing(kind, timezone.localdate()), -1)
    return None, None


def _line(reporter: Visitor, one: Owed) -> dict[str, Any]:
    return {"one": one, "row": one.commitment, "url": _address(reporter, one.commitment)}


def _number(text: str | None, most: int = MOST_IN_A_ROW) -> int:
    """A count of the address; anything else is nothing."""
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 17 else 0


reports, reports_by_link = link_pages.signed_in(_all_of), link_pages.by_link(_all_of, REPORT)
report = link_pages.signed_in(_one, link_pages.SEND)
report_by_link = link_pages.by_link(_one, REPORT, link_pages.SEND)
