"""Which instances open, when, once; and that a day once notified holds."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Refused
from tenir.modules.commitments.models import Framework
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.duties import jobs, opening
from tenir.modules.governance.duties.notifying import mark_notified
from tenir.modules.governance.models import Duty, DutyInstance, DutyStart
from tenir.modules.governance.tests.duty_builders import (
    ME,
    TODAY,
    a_departement,
    a_duty,
    an_instance,
    dated,
    prefecture,
    undated,
)
from tests.builders import a_place, an_organisation, france

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def days() -> list[date]:
    return list(DutyInstance.objects.order_by("place__code", "due_on").values_list("due_on", flat=True))


def test_nothing_opens_that_nobody_asked() -> None:
    a_duty()
    a_departement()
    assert "0" in jobs.open_duties()
    assert days() == []


def test_following_opens_what_is_due_from_that_day_to_a_quarter_ahead() -> None:
    actions.follow_duty(by=ME, duty=a_duty(), place=a_departement(), since=date(2025, 11, 1))
    assert days() == [date(2025, 11, 30), date(2026, 2, 28), date(2026, 5, 31)]
    assert Entry.objects.filter(verb="governance.open_duty").count() == 3


def test_each_departement_of_the_nation_has_its_own() -> None:
    for code in ("21", "41", "75"):
        a_departement(code)
    a_place(kind=PlaceKind.COMMUNE, inside=france())
    actions.follow_duty(by=ME, duty=a_duty(), place=france(), since=TODAY)
    assert days() == [date(2026, 5, 31)] * 3


def test_a_contract_has_its_own_where_a_public_contract_is() -> None:
    town = a_place(inside=a_departement())
    perimeter = a_place(kind=PlaceKind.CONTRAT, inside=town)
    duty = a_duty(reach="contrat")
    assert list(opening.places_of(duty, france())) == [perimeter]
    Framework.objects.create(slug="contrat", kind="contrat_de_ville", title="Contrat", place=town, source=duty.source)
    assert set(opening.places_of(duty, france())) == {perimeter, town}
    Framework.objects.update(state="draft")
    assert list(opening.places_of(duty, france())) == [perimeter]


def test_the_job_run_twice_has_one_effect() -> None:
    place = a_departement()
    actions.follow_duty(by=ME, duty=a_duty(), place=place, since=TODAY)
    DutyInstance.objects.all().delete()
    assert "1" in jobs.open_duties()
    assert "0" in jobs.open_duties()
    assert days() == [date(2026, 5, 31)]


def test_a_quarter_later_the_job_opens_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    actions.follow_duty(by=ME, duty=a_duty(), place=a_departement(), since=TODAY)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY + timedelta(days=92))
    jobs.open_duties()
    assert days() == [date(2026, 5, 31), date(2026, 8, 31)]


def test_a_day_once_notified_holds_though_the_rule_changes() -> None:
    told, untold = a_departement("21"), a_departement("41")
    duty = a_duty()
    actions.follow_duty(by=ME, duty=duty, place=france(), since=date(2026, 3, 20))
    with transaction.atomic():
        mark_notified(DutyInstance.objects.filter(place=told), on=TODAY, by=ME)
    Duty.objects.update(first_due=date(2019, 3, 15))
    jobs.open_duties()
    assert DutyInstance.objects.get(place=told).due_on == date(2026, 5, 31)
    assert DutyInstance.objects.get(place=untold).due_on == date(2026, 6, 15)
    assert DutyInstance.objects.count() == 2
    moved = Entry.objects.get(verb="governance.move_duty")
    assert (moved.before, moved.after) == ({"due_on": "2026-05-31"}, {"due_on": "2026-06-15"})


def test_what_was_settled_keeps_its_day_too() -> None:
    done = an_instance(
        period="P3M-28", state="dispensee", reason="Motif", settled_on=TODAY, organisation=an_organisation()
    )
    Duty.objects.update(first_due=date(2019, 3, 15))
    actions.open_instances(by=ME, duty=done.duty)
    assert days() == [date(2026, 2, 28)]


def test_another_rhythm_does_not_ask_twice_for_the_same_time() -> None:
    duty, place = a_duty(), a_departement()
    actions.follow_duty(by=ME, duty=duty, place=place, since=TODAY)
    Duty.objects.update(recurrence="P1M")
    jobs.open_duties()
    # The one of 31 May was asked at the rhythm of before; nothing monthly is due after it within a quarter.
    assert days() == [date(2026, 5, 31)]


def test_a_single_day_to_come_is_followed_and_one_that_is_past_is_not() -> None:
    place = a_departement()
    actions.follow_duty(by=ME, duty=dated(date(2026, 4, 1)), place=place, since=TODAY)
    assert days() == [date(2026, 4, 1)]
    with pytest.raises(BadInput, match="ne donne pas d'échéance à venir"):
        actions.follow_duty(by=ME, duty=dated(), place=place, since=TODAY)


def test_following_goes_a_year_back_at_most() -> None:
    duty, place = a_duty(), a_departement()
    with pytest.raises(BadInput, match="un an au plus"):
        actions.follow_duty(by=ME, duty=duty, place=place, since=TODAY - timedelta(days=367))
    assert not DutyStart.objects.exists()
    assert days() == []
    actions.follow_duty(by=ME, duty=duty, place=place, since=TODAY - timedelta(days=366))


def test_a_place_without_any_that_owes_is_refused() -> None:
    commune = a_place(inside=a_departement())
    with pytest.raises(BadInput, match="une par département"):
        actions.follow_duty(by=ME, duty=a_duty(), place=commune, since=TODAY)


def test_following_again_corrects_the_day_and_repeating_does_nothing() -> None:
    duty, place = a_duty(), a_departement()
    first = actions.follow_duty(by=ME, duty=duty, place=place, since=TODAY)
    assert actions.follow_duty(by=ME, duty=duty, place=place, since=TODAY) == first
    actions.follow_duty(by=ME, duty=duty, place=place, since=date(2026, 2, 1))
    assert days() == [date(2026, 2, 28), date(2026, 5, 31)]
    assert Entry.objects.filter(verb="governance.follow_duty").count() == 2


def test_no_more_is_opened_once_it_is_no_longer_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    start = actions.follow_duty(by=ME, duty=a_duty(), place=a_departement(), since=TODAY)
    actions.stop_following(by=ME, start=start)
    actions.stop_following(by=ME, start=start)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY + timedelta(days=92))
    jobs.open_duties()
    assert days() == [date(2026, 5, 31)]


def test_following_is_for_those_of_the_place() -> None:
    here, elsewhere = a_departement("21"), a_departement("41")
    duty = a_duty()
    with pytest.raises(Refused):
        actions.follow_duty(by=prefecture(elsewhere), duty=duty, place=here, since=TODAY)
    start = actions.follow_duty(by=prefecture(here), duty=duty, place=here, since=TODAY)
    with pytest.raises(Refused):
        actions.stop_following(by=prefecture(elsewhere), start=start)
    with pytest.raises(Refused):
        actions.open_instances(by=prefecture(here), duty=duty)


def test_one_instance_is_opened_by_hand_at_the_text_s_day_or_a_chosen_one() -> None:
    place = a_departement()
    past = actions.open_by_hand(by=prefecture(place), duty=dated(), place=place, due_on=date(2030, 1, 1))
    assert (past.due_on, past.period) == (date(2019, 3, 15), "une_fois")
    chosen = undated()
    for day in (date(2026, 4, 1), date(2026, 5, 1)):
        assert actions.open_by_hand(by=ME, duty=chosen, place=place, due_on=day).period == day.isoformat()
    with pytest.raises(BadInput, match="déjà ouverte"):
        actions.open_by_hand(by=ME, duty=chosen, place=place, due_on=date(2026, 5, 1))


def test_opening_by_hand_is_refused_without_day_with_rhythm_elsewhere_or_without_right() -> None:
    place, commune = a_departement(), a_place(inside=france())
    with pytest.raises(BadInput, match="n'a pas de date"):
        actions.open_by_hand(by=ME, duty=undated(), place=place)
    with pytest.raises(BadInput, match="n'a pas de date"):
        actions.open_by_hand(by=ME, duty=a_duty(), place=place, due_on=TODAY)
    with pytest.raises(BadInput, match="une par département"):
        actions.open_by_hand(by=ME, duty=dated(), place=commune)
    with pytest.raises(Refused):
        actions.open_by_hand(by=prefecture(commune), duty=dated(), place=place)


def test_a_hundred_departements_are_opened_in_as_many_queries_as_two() -> None:
    for code in ("01", "02"):
        a_departement(code)
    few = _queries_of(a_duty())
    for code in range(3, 101):
        a_departement(f"{code:02}")
    # SQLite takes 999 values a statement: instances and events go in two statements each instead of one.
    assert _queries_of(a_duty()) <= few + 2
    assert DutyInstance.objects.count() == 102


def _queries_of(duty: Duty) -> int:
    with CaptureQueriesContext(connection) as asked:
        actions.follow_duty(by=ME, duty=duty, place=france(), since=TODAY)
    return len(asked)


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_open_each_instance_once() -> None:
    with transaction.atomic():
        for code in ("21", "41"):
            a_departement(code)
        duty = a_duty()
        actions.follow_duty(by=ME, duty=duty, place=france(), since=TODAY)
        DutyInstance.objects.all().delete()
    start, faults = threading.Barrier(4), []

    def run() -> None:
        start.wait()
        try:
            jobs.open_duties()
        except Exception as error:
            faults.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults == []
    assert DutyInstance.objects.count() == 2
    # Two events the first time, two the second: none doubled.
    assert Entry.objects.filter(verb="governance.open_duty").count() == 4
