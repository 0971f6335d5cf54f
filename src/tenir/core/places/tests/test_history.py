"""What was told of containments before it was corrected."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tenir.core.actions import System
from tenir.core.places import history
from tenir.core.places.actions import contain, end_containment
from tenir.core.places.models import Containment, FormerContainment, PlaceKind
from tenir.core.places.referential import _settle
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db
ME, YEAR_END = System("test"), date(2019, 12, 31)


def test_ended_containment_is_told_as_it_was_until_then() -> None:
    nation = france()
    commune = a_place(inside=nation)
    before = timezone.now()
    end_containment(by=ME, containment=Containment.objects.get(part=commune), until=YEAR_END)
    assert set(history.told(before)) == {(commune.pk, nation.pk, None, None)}
    assert set(history.told()) == {(commune.pk, nation.pk, None, YEAR_END)}


def test_two_corrections_are_told_each_in_its_time() -> None:
    commune = a_place(inside=france())
    told = [timezone.now()]
    for day in (date(2020, 6, 30), YEAR_END):
        end_containment(by=ME, containment=Containment.objects.get(part=commune), until=day)
        told.append(timezone.now())
    assert [next(history.told(at)).until for at in told] == [None, date(2020, 6, 30), YEAR_END]


def test_containment_told_later_was_not_known_before() -> None:
    nation = france()
    commune = a_place(inside=nation)
    region = a_place(kind=PlaceKind.REGION, inside=nation)
    before = timezone.now()
    contain(by=ME, part=commune, whole=region, share=None)
    assert commune.pk not in history.within(region, on=YEAR_END, at=before)
    assert history.within(region, on=YEAR_END, at=timezone.now()) == {region.pk, commune.pk}


def test_official_list_that_corrects_keeps_what_it_said() -> None:
    commune = a_place(inside=france())
    before = timezone.now()
    row = Containment.objects.get(part=commune)
    assert not _settle(row, share=row.share, until=row.until)
    assert not FormerContainment.objects.exists()
    assert _settle(row, share=row.share, until=YEAR_END)
    assert [one.until for one in history.told(before)] == [None]


def test_ground_that_nobody_touched_has_not_moved() -> None:
    commune = a_place(inside=france())
    before = timezone.now()
    assert not history.moved_since(before)
    end_containment(by=ME, containment=Containment.objects.get(part=commune), until=YEAR_END)
    assert history.moved_since(before)
    assert not history.moved_since(timezone.now())


def test_what_was_there_before_it_was_kept_is_known_since_always() -> None:
    commune = a_place(inside=france())
    Containment.objects.update(recorded_at=None)
    end_containment(by=ME, containment=Containment.objects.get(part=commune), until=YEAR_END)
    long_ago = timezone.make_aware(timezone.datetime(2020, 1, 1))
    assert [one.until for one in history.told(long_ago)] == [None]
