"""Who must keep a promise, in the five words that an inhabitant needs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery, TextChoices

from tenir.core.people.models import OrganisationKind
from tenir.core.web import french
from tenir.modules.commitments.enums import Side
from tenir.modules.commitments.models import Party


class Keeper(TextChoices):
    """Groups of the place page, in its order."""

    STATE = "etat", "L'État"
    CITY = "collectivites", "La ville et les collectivités"
    PARTNERS = "partenaires", "Leurs partenaires"
    COMPANIES = "entreprises", "Les entreprises"
    UNSAID = "non-dit", "Qui doit tenir\u202f? Le texte ne le dit pas"


_OF_KIND = {
    **dict.fromkeys(
        (OrganisationKind.STATE_SERVICE, OrganisationKind.MINISTRY, OrganisationKind.AGENCY, OrganisationKind.SCHOOL),
        Keeper.STATE,
    ),
    **dict.fromkeys(
        (
            *(OrganisationKind.CITY, OrganisationKind.INTERCOMMUNALITE),
            *(OrganisationKind.DEPARTEMENT, OrganisationKind.REGION),
        ),
        Keeper.CITY,
    ),
    OrganisationKind.COMPANY: Keeper.COMPANIES,
}
_OF_SIDE = {Side.STATE: Keeper.STATE, Side.CITY: Keeper.CITY}


def keeper(holder_kind: str | None, side: str) -> Keeper:
    """By its first holder; where the text names none, by the side that commits."""
    if holder_kind:
        return _OF_KIND.get(OrganisationKind(holder_kind), Keeper.PARTNERS)
    return _OF_SIDE.get(Side(side), Keeper.UNSAID) if side else Keeper.UNSAID


def first_holder_kind() -> Subquery:
    """The sort of organisation that holds a promise first, as a column of a query on promises."""
    holders = Party.objects.holding().filter(commitment=OuterRef("pk")).order_by("position", "pk")
    return Subquery(holders.values("organisation__kind")[:1])


def shared_out(counts: Mapping[Keeper, int]) -> str:
    """« L'État doit en tenir 21, la ville et les collectivités 25 ; pour 4, le texte ne dit pas qui. »."""
    named = [(one, counts[one]) for one in Keeper if one is not Keeper.UNSAID and counts.get(one)]
    unsaid = counts.get(Keeper.UNSAID, 0)
    parts = [_part(one, count, first=rank == 0) for rank, (one, count) in enumerate(named)]
    if not parts:
        return "Le texte ne dit pas qui doit les tenir." if unsaid > 1 else "Le texte ne dit pas qui doit la tenir."
    rest = f"\u202f; pour {french.nombre(unsaid)}, le texte ne dit pas qui" if unsaid else ""
    return f"{french.liste_et(parts)}{rest}."


def _part(one: Keeper, count: int, *, first: bool) -> str:
    who = one.label if first else one.label[:1].lower() + one.label[1:]
    if not first:
        return f"{who} {french.nombre(count)}"
    plural = one in (Keeper.PARTNERS, Keeper.COMPANIES, Keeper.CITY)
    return f"{who} {'doivent' if plural else 'doit'} en tenir {french.nombre(count)}"
