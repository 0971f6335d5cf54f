"""What a person types for an organisation, a place, a promise or an indicator, and what it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from tenir.core.people.models import Organisation, User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import roles
from tenir.core.web.columns import fold
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.indicators.models import Indicator

# Names offered as one types; any other that exists is accepted too.
OFFERED = 300


def organisations(names: Iterable[str]) -> dict[str, str]:
    """Addresses by what was typed: an address, a name, a short name; one that several bear leads nowhere."""
    typed = {name.strip() for name in names} - {""}
    found: dict[str, set[str]] = {}
    asked = sorted(typed)
    for start in range(0, len(asked), 2_000):
        part = asked[start : start + 2_000]
        slugs = {slugify(name) for name in part} | set(part)
        rows = Organisation.objects.filter(Q(slug__in=slugs) | Q(name__in=part) | Q(short_name__in=part))
        for slug, name, short in rows.values_list("slug", "name", "short_name"):
            for word in {slug, fold(name), fold(short)} - {""}:
                found.setdefault(word, set()).add(slug)
    return {name: _one(name, found) for name in typed}


def shown(slugs: Iterable[str]) -> dict[str, str]:
    """How a form names organisations: by their name, by their address where several bear that name."""
    wanted = set(slugs)
    named = dict(Organisation.objects.filter(slug__in=wanted).values_list("slug", "name")) if wanted else {}
    back = organisations(named.values())
    return {slug: name if back.get(name) == slug else slug for slug, name in named.items()}


def _one(name: str, found: dict[str, set[str]]) -> str:
    for word in (name, fold(name), slugify(name)):
        if len(found.get(word, ())) == 1:
            return next(iter(found[word]))
    return name


def offered_organisations(framework: Framework | None) -> list[str]:
    """Names to offer: those that the framework's promises name first, then others."""
    rows = Organisation.objects.order_by("name")
    named = rows.filter(promises__commitment__framework=framework).distinct() if framework else rows.none()
    names = [*named.values_list("name", flat=True)[:OFFERED], *rows.values_list("name", flat=True)[:OFFERED]]
    return list(dict.fromkeys(names))[:OFFERED]


def places(typed: Iterable[str]) -> dict[str, str]:
    """« kind/code » by what was typed: that, a code or a name that only one place bears."""
    words = {one.strip() for one in typed} - {""}
    codes = {word.partition("/")[2] or word for word in words}
    found: dict[str, set[str]] = {}
    if words:
        rows = Place.objects.filter(Q(code__in=codes) | Q(name__in=words)).values_list("kind", "code", "name")
        for kind, code, name in rows:
            for word in {f"{kind}/{code}", code, name}:
                found.setdefault(word, set()).add(f"{kind}/{code}")
    return {word: next(iter(found[word])) if len(found.get(word, ())) == 1 else word for word in words}


def places_of(user: User) -> Any:
    """The places where an account may amend promises."""
    held = user.memberships.in_force().with_roles(roles(permissions.AMEND))
    return places_reached_by(held)


def offered_places(user: User) -> list[tuple[str, str]]:
    """(address, words) of places to offer."""
    rows = places_of(user).largest_first()[:OFFERED]
    return [(f"{one.kind}/{one.code}", f"{one.name} ({PlaceKind(one.kind).label})") for one in rows]


def indicator(typed: str) -> Indicator | None:
    """An indicator by its address, that of its page, or a title that it alone bears."""
    typed = typed.strip()
    slug = typed.rpartition("/chiffres/")[2].partition("?")[0].strip("/")
    rows = Indicator.objects.filter(Q(slug=slug) | Q(title__iexact=typed)).order_by("pk")
    found = list(rows[:2])
    return next((one for one in found if one.slug == slug), found[0] if len(found) == 1 else None)


def offered_indicators(row: Commitment) -> list[tuple[str, str]]:
    """(what to type, words) of indicators to offer: those of the territories around that of the promise, or in it,
    that do not follow it yet. What to type is the title, the address where several bear it; one query.
    """
    place = row.framework.place
    rows = Indicator.objects.exclude(followings__commitment=row)
    if place.kind != PlaceKind.NATION:
        near = Place.objects.containing(place) | Place.objects.within(place)
        rows = rows.filter(place__in=near.values("pk"))
    told = list(rows.order_by("title", "pk").values_list("title", "slug", "place__name")[:OFFERED])
    borne = Counter(title for title, _, _ in told)
    return [(title if borne[title] == 1 else slug, f"{title} ({where})") for title, slug, where in told]


def commitment(framework: Framework, typed: str) -> str:
    """The address of a promise of a framework by its address or its number; what was typed when there is none."""
    typed = typed.strip()
    if not typed:
        return ""
    rows = Commitment.objects.filter(framework=framework)
    found = rows.filter(Q(slug=typed) | Q(number=typed)).order_by("slug").values_list("slug", flat=True)[:2]
    return typed if typed in found or len(found) != 1 else found[0]


def anywhere(typed: str) -> Commitment | None:
    """A promise by « framework/address », or by the whole address of its page."""
    path = typed.strip().rpartition("/cadres/")[2].strip("/")
    slug, _, number = path.partition("/")
    rows = Commitment.objects.select_related("framework__place")
    return rows.filter(framework__slug=slug, slug=number.strip("/")).first()
