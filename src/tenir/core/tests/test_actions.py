"""An action cannot write without the journal knowing."""

from __future__ import annotations

import pytest

from tenir.core.actions import NothingJournalled, System, action
from tenir.core.journal import chain
from tenir.core.journal.models import Entry
from tenir.core.places.models import Place, PlaceKind

pytestmark = pytest.mark.django_db
ME = System("test")


@action
def create_place(*, by: System, code: str, tell: bool) -> Place:
    place = Place.objects.create(kind=PlaceKind.COMMUNE, code=code, name="Invented")
    if tell:
        chain.record(chain.created("places.create", place), by=by)
    return place


def test_action_journals_in_its_transaction() -> None:
    place = create_place(by=ME, code="00001", tell=True)
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.object_id) == ("system:test", "places.create", str(place.pk))
    assert entry.after["code"] == "00001"


def test_silent_action_is_rolled_back() -> None:
    with pytest.raises(NothingJournalled):
        create_place(by=ME, code="00002", tell=False)
    assert not Place.objects.filter(code="00002").exists()


def test_action_must_be_keyword_only_with_by() -> None:
    with pytest.raises(TypeError, match="keyword-only"):

        @action
        def wrong(code: str) -> None: ...
