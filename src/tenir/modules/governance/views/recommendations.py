"""The recommendations of an evaluation, answered one by one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.models import places_reached_by
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.enums import ProvisionKind
from tenir.modules.commitments.models import Framework, Provision
from tenir.modules.governance import actions, permissions
from tenir.modules.governance.enums import Verdict
from tenir.modules.governance.forms.decisions import AnswerForm
from tenir.modules.governance.models import Answer, Body
from tenir.modules.governance.views.loading import FORM, answer_form, me, trail


@page(access=PUBLIC, cached=True)
def recommendations(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every recommendation of a text, by its part, with what was answered and why; four queries."""
    framework = _framework(slug)
    rows = list(_of(framework).select_related("heading", "source").order_by("position", "pk"))
    answers = _answers(rows)
    bodies = list(Body.objects.in_force().filter(frameworks=framework).select_related("place").order_by("name", "pk"))
    context = {
        "title": "Préconisations et réponses",
        "framework": framework,
        "trail": _trail(framework, ("Préconisations", "")),
        "sentence": _sentence(rows, answers),
        "groups": _grouped(rows, answers),
        "any_invented": any(one.is_invented for known in answers.values() for one in known),
        "bodies": bodies,
        "may_answer": any(rights.may(request.user, permissions.DECIDE, on=one) for one in bodies),
    }
    return render(request, "governance/recommendations.html", context)


@page(access=permissions.DECIDE, methods=FORM)
def answer(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The answer to one recommendation, by a body of my territory that follows its text."""
    framework = _framework(slug)
    row = _of(framework).filter(key=key).select_related("heading", "source").first()
    if row is None:
        raise Http404("Ce texte n'a pas cette préconisation.")
    bodies = _mine(request, framework)
    known = list(Answer.objects.filter(provision=row).select_related("body").order_by("-said_on", "-pk"))
    start: dict[str, Any] = {"said_on": timezone.localdate()}
    if known:
        start |= {"verdict": known[0].verdict, "reasons": known[0].reasons, "body": known[0].body_id}
    form = AnswerForm(request.POST or None, bodies=bodies, initial=start)
    back = reverse("governance:recommendations", args=[slug])
    context = {
        "title": "Répondre à une préconisation",
        "kicker": framework.short_title,
        "lead": row.text,
        "back": f"{back}#{key}",
        "send": "Enregistrer la réponse",
        "trail": _trail(framework, ("Préconisations", back), ("Répondre", "")),
        "organisations": [],
    }

    def do() -> str:
        told = form.cleaned_data
        actions.answer_recommendation(
            by=me(request),
            body=told["body"],
            provision=row,
            verdict=told["verdict"],
            reasons=told["reasons"],
            said_on=told["said_on"],
        )
        return f"{back}#{key}"

    return answer_form(request, form, context, do, done="La réponse est enregistrée.")


def _framework(slug: str) -> Framework:
    found = Framework.objects.public().select_related("place").filter(slug=slug).first()
    if found is None:
        raise Http404(f"Aucun cadre public n'a l'adresse «\u202f{slug}\u202f».")
    return found


def _of(framework: Framework) -> Any:
    return Provision.objects.filter(framework=framework, kind=ProvisionKind.RECOMMENDATION)


def _mine(request: HttpRequest, framework: Framework) -> Any:
    """Bodies that follow the text, of my territory; refused when there is none."""
    held = me(request).memberships.in_force().with_roles(rights.roles(permissions.DECIDE))
    bodies = Body.objects.in_force().filter(frameworks=framework, place__in=places_reached_by(held))
    if not bodies.exists():
        raise rights.Refused(permissions.DECIDE, framework)
    return bodies.order_by("name", "pk")


def _answers(rows: list[Provision]) -> dict[int, list[Answer]]:
    """By recommendation, the latest first."""
    found: dict[int, list[Answer]] = {}
    known = Answer.objects.filter(provision__in=rows).select_related("body").order_by("-said_on", "-pk")
    for one in known:
        found.setdefault(one.provision_id, []).append(one)
    return found


def _grouped(rows: list[Provision], answers: dict[int, list[Answer]]) -> list[tuple[str, list[Any]]]:
    """By part of the text, in its order: (title, [(recommendation, its answer, earlier ones)])."""
    groups: list[tuple[str, list[Any]]] = []
    for row in rows:
        title = _heading(row)
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        known = answers.get(row.pk, [])
        groups[-1][1].append((row, known[0] if known else None, known[1:]))
    return groups


def _heading(row: Provision) -> str:
    if row.heading is None:
        return "Préconisations"
    return f"{row.heading.get_kind_display()} {row.heading.number}\u202f: {row.heading.title}".strip()


def _sentence(rows: list[Provision], answers: dict[int, list[Answer]]) -> str:
    """« 34 préconisations : 12 retenues, 3 retenues en partie, 1 non retenue ; 18 attendent une réponse. »."""
    if not rows:
        return "Ce texte ne porte aucune préconisation."
    verdicts = [known[0].verdict for known in answers.values()]
    counts = [(verdicts.count(one), one.label.lower()) for one in Verdict]
    told = [f"{french.nombre(many)} {_plural(words, many)}" for many, words in counts if many]
    waiting = len(rows) - len(answers)
    total = french.accord(len(rows), "préconisation")
    verb = "attend" if waiting == 1 else "attendent"
    rest = f"{french.nombre(waiting)} {verb} une réponse" if waiting else "toutes ont une réponse"
    return f"{total}\u202f: {', '.join(told)}\u202f; {rest}." if told else f"{total}\u202f: {rest}."


def _plural(words: str, many: int) -> str:
    return words.replace("retenue", "retenues") if many > 1 else words


def _trail(framework: Framework, *further: tuple[str, str]) -> list[tuple[str, str]]:
    return trail((framework.short_title, framework.get_absolute_url()), *further)
