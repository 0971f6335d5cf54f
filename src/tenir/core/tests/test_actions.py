"""An action cannot write without the journal knowing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tenir.core.actions import NothingJournalled, System, action
from tenir.core.journal import chain
from tenir.core.journal.models import Entry
from tenir.core.journal.verify import verify
from tenir.core.places.models import Place, PlaceKind

pytestmark = pytest.mark.django_db
ME = System("test")


@action
def create_place(*, by: System, code: str, tell: bool = True, fail: bool = False) -> Place:
    place = Place.objects.create(kind=PlaceKind.COMMUNE, code=code, name="Invented")
    if tell:
        chain.record(chain.created("places.create", place), by=by)
    if fail:
        raise LookupError(code)
    return place


@action
def create_two(*, by: System, second_fails: bool = False) -> None:
    create_place(by=by, code="00001")
    create_place(by=by, code="00002", fail=second_fails)


@action
def survive_a_failed_action(*, by: System) -> None:
    try:
        create_place(by=by, code="00001", fail=True)
    except LookupError:
        Place.objects.create(kind=PlaceKind.COMMUNE, code="00002", name="Silent")


@action
def find_all_as_asked(*, by: System) -> None:
    chain.nothing_to_record()


def test_action_journals_in_its_transaction() -> None:
    place = create_place(by=ME, code="00001")
    entry = Entry.objects.get()
    assert (entry.actor, entry.verb, entry.object_id) == ("system:test", "places.create", str(place.pk))
    assert entry.after["code"] == "00001"


def test_silent_action_is_rolled_back() -> None:
    with pytest.raises(NothingJournalled, match="create_place"):
        create_place(by=ME, code="00002", tell=False)
    assert not Place.objects.filter(code="00002").exists()


def test_failed_action_leaves_neither_row_nor_event() -> None:
    with pytest.raises(LookupError):
        create_place(by=ME, code="00003", fail=True)
    assert not Place.objects.filter(code="00003").exists()
    assert Entry.objects.count() == 0


def test_action_that_finds_all_as_asked_leaves_no_event() -> None:
    find_all_as_asked(by=ME)
    assert Entry.objects.count() == 0


def test_events_of_nested_actions_count_for_the_outer_one() -> None:
    create_two(by=ME)
    assert Entry.objects.count() == 2
    assert verify().broken is None


def test_nested_failure_takes_the_outer_action_along() -> None:
    with pytest.raises(LookupError):
        create_two(by=ME, second_fails=True)
    assert (Place.objects.filter(name="Invented").count(), Entry.objects.count()) == (0, 0)


def test_event_that_was_rolled_back_does_not_count_for_the_outer_action() -> None:
    with pytest.raises(NothingJournalled, match="survive"):
        survive_a_failed_action(by=ME)
    assert not Place.objects.filter(name="Silent").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("fails", "letters"), [(False, ["letter"]), (True, [])])
def test_mail_leaves_after_commit_only(fails: bool, letters: list[str]) -> None:
    sent: list[str] = []

    @action
    def write_and_tell(*, by: System) -> None:
        transaction.on_commit(lambda: sent.append("letter"))
        create_place(by=by, code="00001", fail=fails)
        assert sent == []

    try:
        write_and_tell(by=ME)
    except LookupError:
        assert fails
    assert sent == letters


def test_action_must_be_keyword_only_with_by() -> None:
    with pytest.raises(TypeError, match="keyword-only"):

        @action
        def positional(code: str) -> None: ...

    with pytest.raises(TypeError, match="keyword-only"):

        @action
        def by_nobody(*, code: str) -> None: ...


def test_action_must_run_inside_its_own_transaction() -> None:
    with pytest.raises(TypeError, match="plain function"):

        @action
        def later(*, by: System) -> Iterator[int]:
            yield 1
