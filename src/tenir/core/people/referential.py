"""The bodies that the source texts commit, as `referentials/organisations/` lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import resources

from tenir.core import referentials, rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.places.models import Place

COLUMNS = ("slug", "kind", "name", "short_name", "siren", "place_kind", "place_code", "source")
FOLDER = "organisations"


def load(say: Callable[[str], None]) -> None:
    """`tenir referentials load`: every list of the folder."""
    changed = bring_up_to_date(by=System("referentials"), rows=list(_listed()))
    say(
        f"Organisations des textes\u202f: {changed} mises à jour."
        if changed
        else "Organisations des textes\u202f: à jour."
    )


def _listed() -> Iterable[referentials.Row]:
    folder = resources.files("tenir").joinpath("referentials", FOLDER)
    for name in sorted(file.name for file in folder.iterdir() if file.name.endswith(".csv")):
        yield from referentials.read(f"{FOLDER}/{name}", COLUMNS)


@action
def bring_up_to_date(*, by: Actor, rows: list[referentials.Row], is_invented: bool = False) -> int:
    """Add the organisations of a list and correct their names; how many changed.

    Raises `BadInput` (file, line, column) on an unknown kind or place.
    """
    places = {(place.kind, place.code): place for place in Place.objects.order_by("pk")}
    known = {one.slug: one for one in Organisation.objects.select_related("place").order_by("pk")}
    rights.require(by, "people.manage_organisations", on=places.get(("nation", "FR")))
    events = [event for row in rows if (event := _settled(row, places, known, is_invented=is_invented))]
    if events:
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    return len(events)


def _settled(
    row: referentials.Row,
    places: dict[tuple[str, str], Place],
    known: dict[str, Organisation],
    *,
    is_invented: bool,
) -> chain.Event | None:
    slug, kind = row.text("slug"), row.text("kind")
    if kind not in OrganisationKind.values:
        raise row.wrong("kind", f"la sorte «\u202f{kind}\u202f» n'existe pas.")
    found = known.get(slug)
    before = snapshot(found) if found else None
    one = found or Organisation(slug=slug, is_invented=is_invented)
    one.kind, one.name, one.short_name = kind, row.text("name"), row.cells["short_name"].strip()
    one.siren, one.place = row.cells["siren"].strip(), _place(row, places)
    if before == snapshot(one):
        return None
    save_checked(one)
    known[slug] = one
    if before is None:
        return chain.created("people.create_organisation", one)
    return chain.changed("people.amend_organisation", one, before=before)


def _place(row: referentials.Row, places: dict[tuple[str, str], Place]) -> Place:
    key = row.text("place_kind"), row.text("place_code")
    if key not in places:
        raise row.wrong("place_code", f"le lieu «\u202f{' '.join(key)}\u202f» n'est pas connu.")
    return places[key]
