"""What a holder says of a promise: dated, signed, added, once; official only when somebody else has verified it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.modules.commitments import boards, trends
from tenir.modules.commitments.actions import ReportedMeanwhile, record_level
from tenir.modules.commitments.enums import Level, ReportState, Status
from tenir.modules.commitments.models import Commitment, LevelRecord, ProgressReport
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.reporting import Cast, report
from tests.builders import a_member, a_place, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_report_is_declared_and_shown_as_such(cast: Cast) -> None:
    sent = report(cast, "e2")
    row = cast.row("e2")
    assert (sent.state, sent.organisation) == (ReportState.DECLARED, cast.holder("e2"))
    assert (row.level, row.level_status, row.news_on) == (Level.ROLLED_OUT, "declared", timezone.localdate())
    assert Entry.objects.filter(verb="commitments.report_progress").count() == 1


def test_declared_level_does_not_enter_official_totals(cast: Cast) -> None:
    before = boards.standings([cast.framework])[0].by_level
    report(cast, "e2")
    standing = boards.standings([cast.framework])[0]
    assert (before[""], standing.by_level.get("", 0), standing.by_level["declare"]) == (1, 0, 1)
    assert "1 engagement n'a qu'un niveau déclaré" in standing.sentence.replace("1 n'a", "1 engagement n'a")
    assert trends.agrees(cast.framework)


def test_declared_after_a_verified_level_waits_beside_it(cast: Cast) -> None:
    report(cast, "v1", Level.SUSPENDED)
    row = cast.row("v1")
    assert (row.level, row.level_status) == (Level.LAUNCHING, Status.VERIFIED)
    assert (row.declared_level, row.declared_status) == (Level.SUSPENDED, "declared")


def test_declared_news_end_the_silence(cast: Cast) -> None:
    silent = boards.standings([cast.framework])[0].silent
    assert cast.row("v1").is_silent(cast.framework.silent_before())
    report(cast, "v1")
    assert not cast.row("v1").is_silent(cast.framework.silent_before())
    assert boards.standings([cast.framework])[0].silent == silent - 1


def test_one_key_is_one_report(cast: Cast) -> None:
    partner = cast.partner("e2")
    first, second = (report(cast, "e2", by=partner, key="même-envoi") for _ in range(2))
    assert first == second
    assert (ProgressReport.objects.count(), cast.row("e2").levels.count()) == (1, 1)


def test_key_of_somebody_else_is_refused(cast: Cast) -> None:
    report(cast, "e2", key="même-envoi")
    with pytest.raises(BadInput, match="clé d'un autre"):
        report(cast, "e2", key="même-envoi")


def test_second_of_two_who_write_at_once_reads_the_first(cast: Cast) -> None:
    first = report(cast, "e2", seen=0, sentence="Les travaux avancent.")
    with pytest.raises(ReportedMeanwhile) as caught:
        report(cast, "e2", Level.ACHIEVED, seen=0)
    assert caught.value.latest == first
    assert report(cast, "e2", Level.ACHIEVED, seen=first.pk).level == Level.ACHIEVED


def test_report_replaces_one_that_nobody_judged_and_both_stay_readable(cast: Cast) -> None:
    first, second = report(cast, "e2"), report(cast, "e2", Level.NEARING)
    first.refresh_from_db()
    assert (first.state, second.state) == (ReportState.REPLACED, ReportState.DECLARED)
    assert first.sentence == "Les travaux avancent."
    assert cast.row("e2").level == Level.NEARING


def test_report_is_never_edited(cast: Cast) -> None:
    sent = report(cast, "e2")
    sent.sentence = "Autre chose"
    with pytest.raises(TypeError, match="never edited"):
        sent.save()


def test_partner_reports_on_what_its_organisation_holds(cast: Cast) -> None:
    with pytest.raises(BadInput, match="ne porte pas cet engagement"):
        report(cast, "e2", by=cast.partner("v1"), organisation=cast.holder("v1"))
    with pytest.raises(BadInput, match="n'agissez pas pour"):
        report(cast, "e2", by=cast.partner("v1"))


def test_somebody_of_elsewhere_is_refused(cast: Cast) -> None:
    elsewhere = a_member(Role.PARTNER, a_place(), organisation=cast.holder("e2"))
    with pytest.raises(Refused):
        report(cast, "e2", by=elsewhere)
    assert not ProgressReport.objects.exists()


def test_day_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="pas encore venu"):
        report(cast, "e2", on=timezone.localdate() + timedelta(days=1))


def test_blocked_side_names_what_it_depends_on(cast: Cast) -> None:
    sent = report(cast, "v1", Level.SUSPENDED, blocked_by=cast.row("e1"), blocked_words="Le terrain n'est pas cédé.")
    assert sent.blocked_by == cast.row("e1")
    with pytest.raises(BadInput, match="n'est pas un engagement dont celui-ci dépend"):
        report(cast, "v1", Level.SUSPENDED, blocked_by=cast.row("e2"))


def test_past_day_is_read_without_what_came_later(cast: Cast) -> None:
    row = cast.row("v1")
    report(cast, "v1", Level.ACHIEVED, on=date(2026, 3, 1))
    record_level(by=ME, commitment=row, level=Level.NEARING, moment=Moment(date(2026, 5, 1)), status=Status.VERIFIED)
    standing = boards.standing_at(cast.framework, date(2026, 3, 2))
    assert standing.by_level == {Level.LAUNCHING: 2, Level.ACHIEVED: 1, Level.SUSPENDED: 1, "": 1}
    assert LevelRecord.objects.filter(commitment=row).count() == 4
    assert Commitment.objects.get(pk=row.pk).declared_level == ""


def test_organisation_without_any_role_here_cannot_be_spoken_for(cast: Cast) -> None:
    with pytest.raises(BadInput, match="n'agissez pas pour"):
        report(cast, "e2", by=cast.referent(), organisation=an_organisation())
