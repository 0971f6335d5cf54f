"""What becomes of a report that a form sends: written with its file, or refused; the file then stays with the form."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.engines.rollup.model import Period
from tenir.modules.commitments.actions import Figure, Told, drop_deposit, report_progress
from tenir.modules.commitments.evidence import deposits, uploads
from tenir.modules.commitments.evidence.content import Proof, one_only
from tenir.modules.commitments.forms.reports import ReportForm
from tenir.modules.commitments.models import Commitment, Deposit, ProgressReport
from tenir.modules.commitments.reporting.mine import Owed


@dataclass(frozen=True)
class Answer:
    """What became of a sending: a report, or why not; neither where the form itself says what is wrong.

    `deposit` is the file that stays with the form while the rest is mended.
    """

    report: ProgressReport | None = None
    refusal: BadInput | None = None
    deposit: Deposit | None = None


def answer(request: HttpRequest, user: User, one: Owed, form: ReportForm, period: Period | None) -> Answer:
    """The file is kept whatever else is wrong. Of two sendings at once, the second finds what the first wrote."""
    deposit = None
    try:
        deposit = _deposit(request, user, one.commitment) if form.takes_proof else None
        if not form.is_valid():
            return Answer(deposit=deposit)
        report = _send(user, one, form, period, deposit)
        _drop(user, uploads.still(deposit))
        return Answer(report)
    except BadInput as error:
        key = request.POST.get("key", "")
        sent = ProgressReport.objects.filter(key=key, author=user, commitment=one.commitment, place=one.place).first()
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


def _send(user: User, one: Owed, form: ReportForm, period: Period | None, deposit: Deposit | None) -> ProgressReport:
    told = form.cleaned_data
    return report_progress(
        by=user,
        commitment=one.commitment,
        organisation=one.organisation,
        told=_told(one, form, period),
        key=told["key"],
        seen=told["seen"],
        proof=_proof(user, one, deposit, told.get("proof_link", "").strip()),
        deposit=deposit,
    )


def _told(one: Owed, form: ReportForm, period: Period | None) -> Told:
    told, indicator = form.cleaned_data, form.indicator
    figure = told.get("figure")
    return Told(
        told["level"],
        told["sentence"].strip(),
        place=one.place,
        blocked_by=told.get("blocked_by"),
        blocked_words=told["blocked_words"].strip(),
        figure=Figure(indicator, period, figure) if figure and indicator and period else None,
        is_invented=one.is_invented,
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
    return Proof(title=title, about_on=today, file=kept, link=link, is_invented=one.is_invented)
