"""Importing writes everything or nothing, once, with one event, and only where one may."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.places.models import Containment, Place
from tenir.core.rights import Refused, Role
from tenir.core.search.models import Document
from tenir.modules.territories import actions, crosswalks
from tenir.modules.territories.models import Boundary, Crosswalk
from tenir.modules.territories.tests.builders import BY, file, imported, prepared, square
from tests.builders import a_member, a_place, france

pytestmark = pytest.mark.django_db


def test_import_writes_places_contours_and_one_event() -> None:
    france()
    batch = imported(file(("R1", square(0)), ("R2", square(2))))
    assert (batch.added, batch.boundaries) == (2, 2)
    assert [place.name for place in Place.objects.filter(kind="qrr").order_by("code")] == ["Lieu R1", "Lieu R2"]
    entry = Entry.objects.get(verb="territories.import")
    assert entry.after["boundaries"] == 2
    assert entry.after["sha256"] == batch.sha256
    assert Document.objects.filter(object_type="places.place", title="Lieu R1").exists()


def test_import_of_the_same_again_changes_nothing() -> None:
    france()
    data = file(("R1", square(0)))
    imported(data)
    before = Entry.objects.count()
    again = imported(data)
    assert (again.pk, again.added, again.boundaries) == (None, 0, 0)
    assert (Entry.objects.count(), Boundary.objects.count()) == (before, 1)


def test_better_line_of_the_same_generation_replaces_the_first() -> None:
    france()
    imported(file(("R1", square(0))))
    imported(file(("R1", square(0, width=2))))
    imported(file(("R1", square(5))), generation="2015")
    assert list(Boundary.objects.order_by("generation").values_list("generation", flat=True)) == ["2015", "2024"]
    assert Boundary.objects.get(generation="2024").east == pytest.approx(5.02)


def test_refused_place_forbids_the_whole_file() -> None:
    france()
    with pytest.raises(BadInput, match="1 lieux ne peuvent pas"):
        imported(file(("R1", square(0)), ("R2", None)))
    assert not Place.objects.filter(kind="qrr").exists()


def test_code_of_another_form_is_refused() -> None:
    faults = prepared(file(("X12", square(0))), "qpv").refused
    assert [fault.code for fault in faults] == ["X12"]
    assert "n'a pas la forme attendue" in faults[0].sentence


def test_region_that_is_not_known_is_refused() -> None:
    assert "aucun lieu connu" in prepared(file(("99", square(0))), "region").refused[0].sentence


def test_place_lies_in_the_communes_that_its_contour_meets() -> None:
    for code in ("21001", "21002"):
        a_place(kind="commune", code=code, inside=france())
    imported(file(("21001", square(0)), ("21002", square(1))), "commune", "2018")
    imported(file(("R1", square(0.5)), ("R2", square(1.2, width=0.5))))
    told = Containment.objects.filter(part__kind="qrr").order_by("part__code", "whole__code")
    assert list(told.values_list("part__code", "whole__code", "share")) == [
        ("R1", "21001", Decimal("0.5")),
        ("R1", "21002", Decimal("0.5")),
        ("R2", "21002", Decimal(1)),
    ]


def test_administrator_of_a_territory_imports_inside_it_only() -> None:
    own, other = a_place(inside=france(), code="21001"), a_place(inside=france(), code="21002")
    imported(file(("21001", square(0)), ("21002", square(1))), "commune", "2018")
    by = a_member(Role.ADMINISTRATOR, own)
    mine, theirs = prepared(file(("R1", square(0)))), prepared(file(("R2", square(1))))
    assert actions.import_boundaries(by=by, prepared=mine).added == 1
    with pytest.raises(Refused):
        actions.import_boundaries(by=by, prepared=theirs)
    with pytest.raises(Refused):
        actions.import_boundaries(by=a_member(Role.PREFECTURE, own), prepared=mine)
    assert other.contents.count() == 0


def link(source: str, target: str) -> list[tuple[str, str | None, str]]:
    """Rows of a crosswalk that was computed and kept."""
    rows = crosswalks.compute("qrr", source, target)
    actions.link_generations(by=BY, kind="qrr", source=source, target=target, rows=rows)
    kept = Crosswalk.objects.filter(source_generation=source).order_by("source__code", "id")
    return [
        (row.source.code, row.target.code if row.target else None, str(row.surface_share))
        for row in kept.select_related("source", "target")
    ]


def test_generations_are_tied_by_shares_with_the_remainder() -> None:
    france()
    imported(file(("A", square(0)), ("B", square(9))), generation="2015")
    imported(file(("C", square(0.5))), generation="2024")
    assert link("2015", "2024") == [("A", "C", "0.500000"), ("A", None, "0.500000")]
    # Only a file of the whole country can tell that a place is in none.
    imported(file(("D", square(20))), generation="2024", whole_country=True)
    assert ("B", None, "1.000000") in link("2015", "2024")


def test_tie_that_did_not_change_is_not_told_again() -> None:
    france()
    imported(file(("A", square(0))), generation="2015")
    imported(file(("C", square(0))), generation="2024")
    first, before = link("2015", "2024"), Entry.objects.count()
    assert link("2015", "2024") == first
    assert Entry.objects.count() == before
    assert Crosswalk.objects.get(source__code="A").population_share == 1
