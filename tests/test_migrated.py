"""A database filled once and copied: the same again, and nothing that was there is taken away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tests import migrated
from tests.builders import a_user, france

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
NAME = "invented for a test"


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    migrated._FILLED.pop(NAME, None)


def empty() -> None:
    User.objects.all().delete()
    Place.objects.all().delete()


def test_second_time_is_a_copy_of_the_first() -> None:
    made = migrated.filled(NAME, france)
    empty()
    again = migrated.filled(NAME, lambda: pytest.fail("filled twice"))
    assert (again, Place.objects.get().pk) == (made, made.pk)


def test_what_is_there_is_kept() -> None:
    migrated.filled(NAME, france)
    empty()
    before = a_user()
    migrated.filled(NAME, france)
    assert (User.objects.get(), Place.objects.count()) == (before, 1)
