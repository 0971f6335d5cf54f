"""Levels over time: added, never edited; the latest verified one stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Role
from tenir.modules.commitments.actions import Stated, adopt_framework, record_level
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Commitment, Party
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db


def promise(**fields: object) -> Commitment:
    france()
    adopt_framework(by=ME, description=framework(commitments=(commitment(1, **fields),)))
    return Commitment.objects.get()


def say(row: Commitment, level: Level, day: str, status: Status = Status.VERIFIED) -> Commitment:
    record_level(by=ME, commitment=row, level=level, moment=Moment.parse(day), status=status)
    row.refresh_from_db()
    return row


def test_later_verified_level_stands_and_both_events_are_kept() -> None:
    row = say(promise(), Level.ACHIEVED, "2019-07-01")
    assert (row.level, row.level_on) == (Level.ACHIEVED, date(2019, 7, 1))
    verbs = list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2])
    assert verbs == ["commitments.amend_commitment", "commitments.record_level"]


def test_declared_level_does_not_cover_a_verified_one() -> None:
    row = say(promise(), Level.ACHIEVED, "2019-07-01", Status.DECLARED)
    assert (row.level, row.level_status) == (Level.NEARING, Status.VERIFIED)
    assert row.levels.count() == 2


def test_declared_level_stands_while_nothing_was_verified() -> None:
    row = say(promise(levels=()), Level.LAUNCHING, "2019-07", Status.DECLARED)
    assert (row.level, row.level_status) == (Level.LAUNCHING, Status.DECLARED)


def test_older_level_learnt_late_does_not_stand() -> None:
    assert say(promise(), Level.NOT_STARTED, "2018").level == Level.NEARING


def test_level_of_a_day_to_come_is_refused() -> None:
    row = promise()
    with pytest.raises(BadInput, match="pas encore venu"):
        say(row, Level.ACHIEVED, "2999-01-01")
    assert row.levels.count() == 1


def test_recorded_level_is_never_edited() -> None:
    record = promise().levels.get()
    record.level = Level.ABANDONED
    with pytest.raises(TypeError, match="never edited"):
        record.save()


def test_who_is_no_referent_speaks_for_a_holder_only() -> None:
    row, landlord = promise(), an_organisation(name="Bailleur inventé")
    council = a_member(Role.CITIZENS, france(), organisation=landlord)
    said: dict[str, Any] = {"level": Level.ACHIEVED, "moment": Moment.parse("2020-01"), "status": Status.DECLARED}
    for stated in (Stated(landlord), Stated()):
        with pytest.raises(BadInput, match="ne porte pas"):
            record_level(by=council, commitment=row, stated=stated, **said)
    Party.objects.create(commitment=row, organisation=landlord, role="porteur", position=9, source=row.source)
    assert record_level(by=council, commitment=row, stated=Stated(landlord), **said).organisation == landlord
