"""Load and authorise in one step; what the screens of figures share."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse

from tenir.core import rights
from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.modules.indicators.models import Indicator, Observation

Trail = list[tuple[str, str]]


def indicator_of(slug: str) -> Indicator:
    """The indicator of an address, with what its page names."""
    found = Indicator.objects.select_related("panel", "producer", "place").filter(slug=slug).first()
    if found is None:
        raise Http404(f"Aucun indicateur n'a l'adresse «\u202f{slug}\u202f».")
    return found


def observation_of(request: HttpRequest, pk: int, permission: str) -> Observation:
    """A value sent, for those who have a permission on its place; `Refused` for others."""
    related = ("indicator__panel", "indicator__place", "place", "sender", "source")
    found = Observation.objects.select_related(*related).filter(pk=pk).first()
    if found is None:
        raise Http404("Cette valeur n'existe pas.")
    rights.require(me(request), permission, on=found.place)
    return found


def me(request: HttpRequest) -> User:
    """The signed-in account; `page(access=…)` let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def acting_for(user: User, permission: str, place: Place) -> Organisation | None:
    """The organisation in whose name somebody does what a permission allows on a place."""
    held = user.memberships.in_force().with_roles(rights.roles(permission)).reaching(place)
    found = held.select_related("organisation").order_by("pk").first()
    return found.organisation if found else None


def trail(*further: tuple[str, str], indicator: Indicator | None = None) -> Trail:
    """Where a screen stands."""
    top = [("Accueil", "/"), ("Chiffres", reverse("indicators:indicators"))]
    if indicator is not None:
        top.append((indicator.title, indicator.get_absolute_url()))
    return [*top, *further]
