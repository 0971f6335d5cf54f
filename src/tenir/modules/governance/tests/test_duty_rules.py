"""Duties that a territory writes: listed with the official ones, their rule corrected, notified days held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tenir.core.actions import action
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.rights import Refused, Role
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.commitments.models import Source
from tenir.modules.governance.actions import duties, duty_rules
from tenir.modules.governance.actions.duty_rules import DutyContent, Text
from tenir.modules.governance.duties import opening
from tenir.modules.governance.duties.notifying import mark_notified
from tenir.modules.governance.models import Duty, DutyInstance
from tenir.modules.governance.tests.duty_builders import ME, a_departement, a_duty, prefecture, signed_in
from tests.builders import a_member, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
NEW = "/obligations/nouvelle/"


@pytest.fixture
def here() -> Place:
    return a_departement()


def written(**fields: object) -> DutyContent:
    """A half-yearly report of a named organisation, due on 30 June and 31 December."""
    given = {
        "title": "Rendre compte des chantiers",
        "sentence": "Dire chaque semestre où en sont les chantiers.",
        "organisation": an_organisation(name="Bailleur inventé"),
        "recurrence": "P6M",
        "first_due": date(2025, 12, 31),
        "reach": "departement",
        "text": Text(title="Convention inventée"),
    }
    return DutyContent(**{**given, **fields})  # type: ignore[arg-type]


def typed(here: Place, **fields: str) -> dict[str, str]:
    """The form of a new duty as a préfecture fills it."""
    named = Organisation.objects.filter(name="Bailleur inventé").first() or an_organisation(name="Bailleur inventé")
    given = {
        "place": str(here.pk),
        "title": "Rendre compte des chantiers",
        "sentence": "Dire où en sont les chantiers.",
        "owed_by": "organisation_nommee",
        "organisation": named.name,
        "modality": "doit",
        "due_on": "2026-06-30",
        "fulfilled_by": "rapport",
        "reach": "departement",
        "text_title": "Convention inventée",
        "lines": "12-14",
    }
    return {**given, **fields}


@action
def notify(*, by: object, instance: DutyInstance, on: date) -> None:
    mark_notified([instance], on=on, by=ME)


def test_a_prefecture_writes_one_and_everybody_reads_it_with_the_official_ones(here: Place) -> None:
    a_duty(title="Obligation officielle")
    client = signed_in(prefecture(here))
    sent = client.post(NEW, typed(here))
    duty = Duty.objects.get(place=here)
    assert (sent.status_code, sent["Location"]) == (302, duty.get_absolute_url())
    assert (duty.text, duty.where, duty.owner_words) == ("Convention inventée", "lignes 12 à 14", "Bailleur inventé")
    assert Entry.objects.filter(verb="governance.create_duty").count() == 1
    page = client.get("/obligations/").content.decode()
    assert all(words in page for words in ("Obligation officielle", "Rendre compte des chantiers", here.name))
    assert "Rédaction des services du territoire" in client.get(duty.get_absolute_url()).content.decode()


def test_who_has_no_right_there_writes_none(here: Place) -> None:
    for who in (a_member(Role.DELEGATE, here), prefecture(a_departement("99"))):
        with pytest.raises(Refused):
            duty_rules.create_duty(by=who, place=here, content=written())
    duty = duty_rules.create_duty(by=ME, place=here, content=written())
    with pytest.raises(Refused):
        duty_rules.amend_duty(by=prefecture(a_departement("98")), duty=duty, content=written(title="Autre"))


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"organisation": ""}, "quelle organisation"),
        ({"recurrence": "P6M", "due_on": ""}, "première échéance"),
        ({"recurrence": "P6M", "first_due": "2026-06-30"}, "pas les deux"),
        ({"text_title": ""}, "l&#x27;un des deux"),
        ({"lines": "14-12"}, "le plus petit d&#x27;abord"),
        ({"text_url": "http://127.0.0.1/"}, "fermée au public"),
        ({"reach": "region"}, "rien ne la doit dans ce territoire"),
    ],
)
def test_what_says_too_little_is_refused_and_stays_typed(here: Place, fields: dict[str, str], fault: str) -> None:
    answer = signed_in(prefecture(here)).post(NEW, typed(here, **fields))
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert "Dire où en sont les chantiers." in answer.content.decode()
    assert not Duty.objects.exists()
    assert not Source.objects.filter(title="Convention inventée").exists()


def test_its_instances_open_in_its_territory_alone(here: Place) -> None:
    elsewhere = a_departement("99")
    duty = duty_rules.create_duty(by=ME, place=here, content=written())
    assert list(opening.places_of(duty, Place.objects.france())) == [here]
    with pytest.raises(BadInput, match="se suit autrement"):
        duties.follow_duty(by=ME, duty=duty, place=elsewhere, since=date(2026, 1, 1))
    duties.follow_duty(by=ME, duty=duty, place=Place.objects.france(), since=date(2025, 12, 1))
    assert list(DutyInstance.objects.values_list("place", "due_on")) == [(here.pk, date(2025, 12, 31))]


def test_a_corrected_rule_moves_what_nobody_was_told_and_a_notified_day_holds(here: Place) -> None:
    duty = duty_rules.create_duty(by=ME, place=here, content=written(recurrence="P1M", first_due=date(2026, 3, 31)))
    duties.follow_duty(by=ME, duty=duty, place=here, since=date(2026, 3, 1))
    told, untold, _ = DutyInstance.objects.filter(duty=duty).order_by("due_on")
    notify(by=ME, instance=told, on=date(2026, 3, 9))
    rule = written(recurrence="P1M", first_due=date(2026, 3, 15))
    duty_rules.amend_duty(by=prefecture(here), duty=duty, content=rule, revision=1)
    for row in (told, untold):
        row.refresh_from_db()
    assert (told.due_on, untold.due_on) == (date(2026, 3, 31), date(2026, 4, 15))
    page = signed_in(prefecture(here)).get(told.get_absolute_url()).content.decode()
    assert "la date qui tient, même si la règle change" in page
    assert "La règle d'aujourd'hui donnerait le 15 mars 2026." in page
    verbs = Entry.objects.filter(verb__in=("governance.amend_duty", "governance.move_duty")).values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["governance.amend_duty", *["governance.move_duty"] * (len(verbs) - 1)]


def test_another_rhythm_asks_nothing_twice_for_the_same_time(here: Place) -> None:
    duty = duty_rules.create_duty(by=ME, place=here, content=written(recurrence="P1M", first_due=date(2026, 3, 31)))
    duties.follow_duty(by=ME, duty=duty, place=here, since=date(2026, 3, 1))
    days = list(DutyInstance.objects.values_list("due_on", flat=True))
    duty_rules.amend_duty(by=ME, duty=duty, content=written(recurrence="P3M", first_due=date(2026, 3, 31)))
    assert list(DutyInstance.objects.values_list("due_on", flat=True)) == days


def test_official_ones_come_from_their_list_alone(here: Place) -> None:
    official = a_duty()
    with pytest.raises(BadInput, match="textes officiels"):
        duty_rules.amend_duty(by=ME, duty=official, content=written())
    assert "Corriger" not in signed_in(prefecture(here)).get(official.get_absolute_url()).content.decode()


def test_the_second_of_two_is_told_what_the_first_stored(here: Place) -> None:
    content = written(due_on=date(2026, 6, 30), recurrence="", first_due=None)
    duty = duty_rules.create_duty(by=ME, place=here, content=content)
    duty_rules.amend_duty(by=ME, duty=duty, content=replace(content, deliverable="Un tableau"), revision=1)
    with pytest.raises(Conflict):
        duty_rules.amend_duty(by=ME, duty=duty, content=content, revision=1)
    form = typed(here, deliverable="Un plan", revision="1")
    answer = signed_in(prefecture(here)).post(f"{duty.get_absolute_url()}corriger/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(words in page for words in ("Un tableau", "Un plan", "pendant que vous écriviez"))
    assert Duty.objects.get(pk=duty.pk).deliverable == "Un tableau"


def test_a_named_owner_is_named(here: Place) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_duty(owed_by="organisation_nommee")
    with pytest.raises(BadInput, match="dit laquelle"):
        duty_rules.create_duty(by=ME, place=here, content=written(organisation=None))


def test_the_same_title_is_the_same_text_and_addresses_differ(here: Place) -> None:
    first, second = (duty_rules.create_duty(by=ME, place=here, content=written()) for _ in range(2))
    assert (first.source, first.position, second.position) == (second.source, 1, 2)
    assert (first.slug, second.slug) == ("rendre-compte-des-chantiers-21", "rendre-compte-des-chantiers-21-2")
