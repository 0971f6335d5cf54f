"""« Qui doit quoi », the page of a duty, and following one on one's territory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import User, places_reached_by
from tenir.core.web import exports, french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.duties import columns, opening, reading
from tenir.modules.governance.duties.enums import OwedBy, Rhythm
from tenir.modules.governance.duties.forms import StartForm
from tenir.modules.governance.duties.permissions import FOLLOW, WRITE
from tenir.modules.governance.models import Duty, DutyInstance, DutyStart

FORM = ("GET", "HEAD", "POST")
Link = tuple[str, str, bool]
MOST_STARTS = 200


@page(access=PUBLIC, cached=True)
def duties(request: HttpRequest) -> HttpResponseBase:
    """Every duty by who owes it; filtered by text, owner and rhythm through plain links."""
    today = timezone.localdate()
    everything = _in_order(
        reading.with_counts(Duty.objects.select_related("source", "place", "organisation"), today).order_by(
            "source__slug", "position"
        )
    )
    asked = {name: request.GET.get(name, "") for name in ("texte", "par", "rythme")}
    shown = [duty for duty in everything if _kept(duty, asked)]
    context = {
        "trail": [("Accueil", "/"), ("Qui doit quoi", "")],
        "sentence": reading.sentence(shown, len(everything)),
        "tally": reading.counts_of(DutyInstance.objects.filter(duty__in=shown), today),
        "groups": reading.groups(shown, today),
        "filters": _filters(everything, asked),
        "asked": asked,
        "owners": _owners(everything),
        "any": bool(everything),
        "create_url": reverse("governance:create-duty") if rights.may(request.user, WRITE) else "",
    }
    return render(request, "governance/duties/list.html", context)


def _in_order(found: Iterable[Duty]) -> list[Duty]:
    """The text that poses most of them first, each in its own order."""
    duties = list(found)
    many = Counter(duty.text for duty in duties)
    return sorted(duties, key=lambda duty: (-many[duty.text], duty.text, duty.position))


def _kept(duty: Duty, asked: dict[str, str]) -> bool:
    told = {"texte": slugify(duty.text), "par": duty.owed_by, "rythme": duty.rhythm}
    return all(not value or value == told[name] for name, value in asked.items())


def _filters(everything: list[Duty], asked: dict[str, str]) -> list[tuple[str, list[Link]]]:
    """Each choice with its words, the ones that some duty answers to."""
    texts = {slugify(duty.text): duty.text for duty in everything}
    rhythms = {one.value: str(one.label) for one in Rhythm if any(duty.rhythm == one for duty in everything)}
    return [
        ("Par texte", _links("texte", "Tous les textes", texts, asked)),
        ("Par rythme", _links("rythme", "Tous les rythmes", rhythms, asked)),
    ]


def _owners(everything: list[Duty]) -> list[tuple[str, str]]:
    present = {duty.owed_by for duty in everything}
    return [(one.value, str(one.label)) for one in OwedBy if one.value in present]


def _links(name: str, everything: str, choices: dict[str, str], asked: dict[str, str]) -> list[Link]:
    return [
        (words, "?" + urlencode({key: one for key, one in {**asked, name: value}.items() if one}), asked[name] == value)
        for value, words in {"": everything, **choices}.items()
    ]


@page(access=PUBLIC, cached=True)
def duty(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One duty: its rule, its lines, its instances place by place."""
    found, today = duty_of(slug), timezone.localdate()
    instances = DutyInstance.objects.filter(duty=found)
    shown = columns.INSTANCES.bind(instances.select_related("place", "organisation").with_standing(), request.GET)
    if shown.format:
        return exports.respond(
            shown.sheet(source=f"Saisies des services, dans Tenir\u202f: {found.title}"), shown.format
        )
    tally = reading.counts_of(instances, today)
    starts = list(
        found.starts.in_force(today).select_related("place").order_by("place__kind", "place__code")[:MOST_STARTS]
    )
    context = {
        "trail": _trail((found.title, "")),
        "duty": found,
        "facts": _facts(found),
        "standing": reading.of_instances(tally),
        "past": found.due_on is not None and found.due_on < today,
        "any": bool(tally.total),
        "shown": shown,
        "starts": starts,
        "mine": _mine(request.user, starts),
        "may_follow": rights.may(request.user, FOLLOW),
        "follow_url": reverse("governance:follow-duty", args=[found.slug]),
        "amend_url": _amend_url(request.user, found),
        "follows": opening.can_be_followed(found, today),
    }
    return render(request, "governance/duties/duty.html", context)


def _amend_url(user: Any, found: Duty) -> str:
    """Where its rule is corrected, for those who may; official ones come from their list alone."""
    if found.place is None or not rights.may(user, WRITE, on=found.place):
        return ""
    return reverse("governance:amend-duty", args=[found.slug])


def _mine(user: Any, starts: list[DutyStart]) -> set[int]:
    """The places of these that somebody may stop following; two queries, whatever their number."""
    if not starts or not rights.may(user, FOLLOW):
        return set()
    reached = places_reached_by(user.memberships.in_force().with_roles(rights.roles(FOLLOW)))
    return set(reached.filter(pk__in=[one.place_id for one in starts]).values_list("pk", flat=True))


def duty_of(slug: str) -> Duty:
    """The duty of an address, with what its page names."""
    found = Duty.objects.select_related("source", "organisation", "place").filter(slug=slug).first()
    if found is None:
        raise Http404(f"Aucune obligation n'a l'adresse «\u202f{slug}\u202f».")
    return found


def _facts(found: Duty) -> list[tuple[str, Any]]:
    today = timezone.localdate()
    told = reading.when(found, today)
    steps = f"{found.manager_after}, {found.delegate_after} et {found.prefect_after} jours après l'échéance"
    return [
        ("Due par", found.owner_words),
        ("Due à", french.typographie(found.owed_to) if found.owed_to else "Le texte ne le dit pas"),
        ("Quand", told),
        ("Règle de l'échéance", found.due_words or "Le texte ne donne pas de date."),
        ("Ce qui la montre", found.deliverable or found.get_fulfilled_by_display()),
        ("Où elle se suit", found.get_reach_display()),
        *([("Écrite pour", found.place.name)] if found.place else []),
        ("En cas de retard, relances", steps),
    ]


@page(access=FOLLOW, methods=FORM)
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow it on one's territory, or open one instance where the text gives no day to come."""
    found = duty_of(slug)
    form = StartForm(request.POST or None, by=me(request), duty=found)
    if request.method == "POST" and form.is_valid():
        try:
            said = _start(request, found, form)
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, said)
            return redirect(found)
    title = "Suivre cette obligation" if form.follows else "Ouvrir une échéance"
    context = {"trail": _trail((found.title, found.get_absolute_url()), (title, "")), "duty": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "governance/duties/follow.html", context | {"title": title}, status=status)


def _start(request: HttpRequest, found: Duty, form: StartForm) -> str:
    place, day = form.cleaned_data["place"], form.cleaned_data.get("day")
    if not form.follows or day is None:
        actions.open_by_hand(by=me(request), duty=found, place=place, due_on=day)
        return f"L'échéance est ouverte pour {place.name}."
    actions.follow_duty(by=me(request), duty=found, place=place, since=day)
    return f"L'obligation est suivie\u202f: {place.name}, à partir du {french.date_longue(day)}."


@page(access=FOLLOW, methods=("POST",))
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Open nothing more in a place."""
    start = DutyStart.objects.select_related("duty", "place").filter(pk=pk).first()
    if start is None:
        raise Http404("Ce suivi n'existe pas.")
    actions.stop_following(by=me(request), start=start)
    messages.success(request, f"Plus rien ne s'ouvrira\u202f: {start.place.name}. Ce qui est ouvert reste dû.")
    return redirect(start.duty)


def me(request: HttpRequest) -> User:
    """The signed-in account; `page(access=…)` let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def _trail(*further: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Accueil", "/"), ("Qui doit quoi", reverse("governance:duties")), *further]
