"""What referents do with progress reports, and what holders answer: verify, send back, contest, answer, settle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.core.web.pages import SIGNED_IN, page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.enums import ReportState, State, StepKind
from tenir.modules.commitments.evidence import sight
from tenir.modules.commitments.forms.reports import SettleForm, WordsForm
from tenir.modules.commitments.models import ProgressReport
from tenir.modules.commitments.reporting import mine
from tenir.modules.commitments.reporting.reciprocity import awaited_countersignatures, touched
from tenir.modules.commitments.views.editing import me

A_PAGE = 20


@dataclass(frozen=True)
class Verb:
    """One thing that may be done with a report: its words, its form, its action, what is said once it is done."""

    title: str
    button: str
    done: str
    act: Callable[..., Any]
    permission: str
    form: type[forms.Form] | None = None
    help_text: str = ""
    kind: str = "quiet"


VERBS = {
    "verifier": Verb(
        *("Vérifier", "Vérifier", "Ce niveau est maintenant officiel."),
        *(actions.verify_report, permissions.VERIFY),
        kind="main",
    ),
    "renvoyer": Verb(
        *("Renvoyer", "Renvoyer avec ce commentaire", "Le point d'avancement est renvoyé\u202f; il ne compte plus."),
        *(actions.send_back, permissions.VERIFY, WordsForm),
        help_text="Le porteur lira ce commentaire et enverra un autre point d'avancement.",
    ),
    "contester": Verb(
        *("Contester", "Contester", "La contestation est ouverte\u202f; le porteur est invité à répondre."),
        *(actions.contest_report, permissions.CONTEST, WordsForm),
        help_text="Le motif est public. Le porteur répond avant que quelqu'un d'autre ne tranche.",
    ),
    "repondre": Verb(
        *("Répondre", "Envoyer la réponse", "Votre réponse est publiée à côté de la contestation."),
        *(actions.answer_contest, permissions.DECLARE, WordsForm),
        kind="main",
    ),
    "trancher": Verb(
        *("Trancher", "Trancher", "Le débat est clos\u202f; les deux paroles restent lisibles."),
        *(actions.settle_contest, permissions.VERIFY, SettleForm),
        kind="main",
    ),
    "contresigner": Verb(
        *("Contresigner", "Contresigner", "Votre organisation a contresigné."),
        *(actions.countersign, permissions.DECLARE),
        help_text="Un de vos engagements dépend de celui-ci\u202f: vous avez pris acte de son arrêt.",
        kind="main",
    ),
}


@page(access=permissions.VERIFY)
def to_judge(request: HttpRequest) -> HttpResponse:
    """What waits for a verdict on my territory, whoever waited longest first."""
    shown = Paginator(mine.waiting_for_judge(me(request)), A_PAGE).get_page(request.GET.get("page"))
    context = {"shown": shown, "trail": [("Accueil", "/"), ("Points d'avancement à vérifier", "")]}
    return render(request, "commitments/reports/to_judge.html", context)


@page(access=SIGNED_IN)
def judged(request: HttpRequest, pk: int) -> HttpResponse:
    """One report with all that became of it, and what I may do."""
    report = _readable(request, pk)
    return render(request, "commitments/reports/report.html", _context(me(request), report))


@page(access=SIGNED_IN, methods=("GET", "HEAD", "POST"))
def judge(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one thing with a report; GET shows what it asks for."""
    report = _readable(request, pk)
    if verb not in VERBS:
        raise Http404("Cela ne se fait pas d'un point d'avancement.")
    asked = VERBS[verb]
    rights.require(me(request), asked.permission, on=report.shown_place)
    form = (asked.form or forms.Form)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked.act(by=me(request), report=report, **form.cleaned_data)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, asked.done)
            return redirect("commitments:judge-report", pk=report.pk)
    context = _context(me(request), report) | {"form": form, "asked": asked, "action": request.path}
    return render(request, "commitments/reports/report.html", context, status=422 if form.errors else 200)


def _readable(request: HttpRequest, pk: int) -> ProgressReport:
    rows = ProgressReport.objects.select_related(
        "commitment__framework", "commitment__place", "organisation", "place", "blocked_by__framework"
    )
    report = get_object_or_404(rows, pk=pk)
    framework = report.commitment.framework
    if framework.state != State.PUBLIC and not rights.may(request.user, permissions.READ_DRAFTS, on=framework):
        raise Http404("Ce point d'avancement n'est pas public.")
    return report


def _context(user: User, report: ProgressReport) -> dict[str, Any]:
    row = report.commitment
    return {
        "report": report,
        "row": row,
        "now": _now(report),
        "steps": report.steps.select_related("organisation").order_by("id"),
        "verbs": [(VERBS[name], _url(report, name)) for name in _open(user, report)],
        "proofs": list(sight.readable(user, row).filter(report=report)),
        "awaited": awaited_countersignatures(report) if report.state == ReportState.DECLARED else [],
        "touched": touched(report) if report.state == ReportState.DECLARED and report.place is None else [],
        "form": None,
        "asked": None,
        "trail": [
            *(("Accueil", "/"), (row.framework.short_title, row.framework.get_absolute_url())),
            *((str(row.number or row.title), row.get_absolute_url()), ("Point d'avancement", "")),
        ],
    }


def _now(report: ProgressReport) -> str:
    """The level today of what it speaks of: the promise, or its application in a place."""
    if report.place is None:
        return report.commitment.level
    applied = report.commitment.applications.filter(place=report.place).first()
    return applied.level if applied else ""


def _url(report: ProgressReport, verb: str) -> str:
    return reverse("commitments:judge-report-as", args=(report.pk, verb))


def _open(user: User, report: ProgressReport) -> list[str]:
    """What its state and the person's rights leave to be done; the actions ask again."""
    organisations = set(user.memberships.in_force().values_list("organisation", flat=True))
    own = report.organisation_id in organisations
    kinds = set(report.steps.values_list("kind", flat=True))
    possible = {
        ReportState.DECLARED: [] if own else ["verifier", "renvoyer", "contester"],
        ReportState.VERIFIED: [] if own or StepKind.CONTESTED in kinds else ["contester"],
        ReportState.CONTESTED: ["repondre"] if own and StepKind.ANSWERED not in kinds else [] if own else ["trancher"],
    }
    names = list(possible.get(ReportState(report.state), []))
    if report.state == ReportState.DECLARED and organisations & {one.pk for one in awaited_countersignatures(report)}:
        names.insert(0, "contresigner")
    return [name for name in names if rights.may(user, VERBS[name].permission, on=report.shown_place)]
