"""The index follows every action, in its transaction, and can be held against the tables."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tenir.core.actions import System, action
from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal import chain
from tenir.core.journal.models import Entry
from tenir.core.people.organisations import amend_organisation, create_organisation
from tenir.core.places.actions import create_place
from tenir.core.places.models import Place, PlaceKind
from tenir.core.search import index
from tenir.core.search.actions import rebuild
from tenir.core.search.comparison import compare
from tenir.core.search.models import Document, Posting
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db
ME = System("test")


def titles(model: str = "places.place") -> set[str]:
    return set(Document.objects.filter(object_type=model).values_list("title", flat=True))


@action
def delete_place(*, by: System, place: Place) -> None:
    event = chain.Event("places.delete", on=place, before={"name": place.name})
    chain.record(event, by=by)
    place.delete()


@action
def create_and_fail(*, by: System, inside: Place) -> None:
    create_place(by=by, kind=PlaceKind.COMMUNE, code="00001", name="Oubliée", inside=inside)
    raise BadInput("non")


def test_created_and_amended_objects_are_found_at_once() -> None:
    one = create_organisation(by=ME, kind="city", name="Ville de Valmy", place=france())
    amend_organisation(by=ME, organisation=one, kind="city", name="Ville d'Ys", place=france())
    assert titles("people.organisation") == {"Ville d'Ys"}
    assert not Posting.objects.filter(term="valmy").exists()
    assert Posting.objects.filter(term="ys", document__object_id=str(one.pk)).exists()


def test_deleted_object_leaves_with_its_postings() -> None:
    place = create_place(by=ME, kind=PlaceKind.COMMUNE, code="00001", name="Partie", inside=france())
    assert titles() == {"Partie"}
    delete_place(by=ME, place=place)
    assert not Document.objects.exists()
    assert not Posting.objects.exists()


def test_index_is_rolled_back_with_the_action() -> None:
    nation = france()
    with pytest.raises(BadInput):
        create_and_fail(by=ME, inside=nation)
    assert titles() == set()


def test_index_is_seen_inside_the_same_transaction_only() -> None:
    nation = france()
    with transaction.atomic():
        create_place(by=ME, kind=PlaceKind.COMMUNE, code="00001", name="Essayée", inside=nation)
        assert titles() == {"Essayée"}
        transaction.set_rollback(True)
    assert titles() == set()


def test_action_that_changes_nothing_found_writes_nothing() -> None:
    one = create_organisation(by=ME, kind="city", name="Ville de Valmy", place=france())
    before = Document.objects.get()
    index.keep_in_step(list(Entry.objects.filter(object_id=str(one.pk))))
    assert Document.objects.get().pk == before.pk


def test_events_of_what_is_not_searched_cost_no_query() -> None:
    entry = chain.record(chain.Event("search.rebuild"), by=ME)
    with CaptureQueriesContext(connection) as asked:
        index.keep_in_step([entry])
    assert len(asked) == 0


def test_rebuild_makes_the_index_what_the_tables_say() -> None:
    a_place(name="Sans action")
    assert compare(write=False).missing
    difference = rebuild(by=ME)
    assert f"places.place:{Place.objects.get().pk}" in difference.missing
    assert Entry.objects.latest("sequence").verb == "search.rebuild"
    assert not compare(write=False)


def test_rebuild_of_a_right_index_leaves_no_event() -> None:
    rebuild(by=ME)
    count = Entry.objects.count()
    assert not rebuild(by=ME)
    assert Entry.objects.count() == count


def damage_posting() -> None:
    Posting.objects.filter(term="nulle").delete()


def damage_weight() -> None:
    Posting.objects.filter(term="~action").update(weight=1)


def damage_document() -> None:
    Document.objects.filter(object_type="places.place").update(public=False)


def damage_total() -> None:
    Posting.objects.filter(term="~action").update(total=1)


def damage_publicity() -> None:
    Posting.objects.filter(term="~action").update(public=False)


def damage_gone() -> None:
    Document.objects.filter(object_type="places.place").update(object_id="999999")


def damage_unknown() -> None:
    Document.objects.filter(object_type="places.place").update(object_type="no.such")


DAMAGES = (damage_posting, damage_weight, damage_total, damage_publicity, damage_document, damage_gone, damage_unknown)


@pytest.mark.parametrize("damage", DAMAGES)
def test_check_sees_each_damage_and_rebuild_mends_it(damage: Any) -> None:
    a_place(name="Sans nulle action")
    rebuild(by=ME)
    damage()
    with pytest.raises(CheckFailed, match="tenir search rebuild"):
        call_command("search", "rebuild", "--check")
    call_command("search", "rebuild")
    call_command("search", "rebuild", "--check")


def test_dry_run_tells_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    place = a_place(name="Sans action")
    call_command("search", "rebuild", "--dry-run")
    assert "manquant" in capsys.readouterr().out
    assert not Document.objects.filter(object_id=str(place.pk), object_type="places.place").exists()


@pytest.mark.postgres
def test_words_are_compared_byte_by_byte() -> None:
    sql = """SELECT column_name FROM information_schema.columns
             WHERE table_name IN ('search_posting', 'search_document') AND collation_name = 'C'"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert {row[0] for row in cursor.fetchall()} == {"term", "sort_key", "url"}
