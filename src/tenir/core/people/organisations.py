"""Every write about organisations."""

from __future__ import annotations

from django.utils.text import slugify

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.places.models import Place


@action
def create_organisation(
    *,
    by: Actor,
    kind: str,
    name: str,
    place: Place,
    short_name: str = "",
    siren: str = "",
    is_invented: bool = False,
) -> Organisation:
    """A new organisation of `place`; its address (slug) is made from its name and never changes.

    Raises `BadInput` on a wrong SIREN or one that another organisation has, `Refused` outside one's territory.
    """
    rights.require(by, "people.manage_organisations", on=place)
    organisation = Organisation(
        kind=kind,
        slug=_free_slug(short_name or name),
        name=name.strip(),
        short_name=short_name.strip(),
        siren=siren,
        place=place,
        is_invented=is_invented,
    )
    save_checked(organisation)
    chain.record(chain.created("people.create_organisation", organisation), by=by)
    return organisation


@action
def amend_organisation(
    *, by: Actor, organisation: Organisation, kind: str, name: str, place: Place, short_name: str = "", siren: str = ""
) -> Organisation:
    """Correct an organisation; moving it asks for the right on both places. Repeating it changes nothing."""
    current = Organisation.objects.with_place().get(pk=organisation.pk)
    rights.require(by, "people.manage_organisations", on=current.place)
    rights.require(by, "people.manage_organisations", on=place)
    before = snapshot(current)
    current.kind, current.name, current.short_name = kind, name.strip(), short_name.strip()
    current.siren, current.place = siren, place
    if snapshot(current) == before:
        chain.nothing_to_record()
        return current
    save_checked(current)
    chain.record(chain.changed("people.amend_organisation", current, before=before), by=by)
    return current


def administration(*, by: System, name: str, place: Place) -> Organisation:
    """The organisation that runs this site, created on first need."""
    found = Organisation.objects.filter(name=name, place=place).first()
    return found or create_organisation(by=by, kind=OrganisationKind.STATE_SERVICE, name=name, place=place)


def _free_slug(name: str) -> str:
    """An address made from `name` that no organisation has: `caf-du-rhone`, then `caf-du-rhone-2`."""
    stem = slugify(name)[:90] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
