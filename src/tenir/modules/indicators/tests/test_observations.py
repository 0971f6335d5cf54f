"""Sending, judging, correcting: who may, what is refused, what is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions, counting, rules, urls, values
from tenir.modules.indicators.enums import IndicatorKind, OverPlaces, State
from tenir.modules.indicators.models import Indicator, Observation
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer, first_half, send, total
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def test_same_value_again_changes_nothing() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    assert send(indicator, ground.a, 10) == send(indicator, ground.a, 10)
    assert Observation.objects.count() == 1


def test_value_of_an_invented_indicator_or_place_is_invented() -> None:
    ground = Ground()
    real, invented = an_indicator(ground), an_indicator(ground, is_invented=True)
    ground.b.is_invented = True
    said = [
        send(one, place, 10).is_invented for one, place in ((real, ground.a), (real, ground.b), (invented, ground.a))
    ]
    assert said == [False, True, True]


def test_correction_says_why() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    send(indicator, ground.a, 10)
    with pytest.raises(BadInput, match="Dites pourquoi"):
        send(indicator, ground.a, 12)
    assert send(indicator, ground.a, 12, reason="un oubli").reason == "un oubli"


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [(-1, None, "négatif"), (1, 2, "part"), (10**13, None, "trop grand")],
)
def test_impossible_count_is_refused(numerator: int, denominator: int | None, said: str) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    with pytest.raises(BadInput, match=said):
        send(indicator, ground.a, numerator, denominator)
    assert Observation.objects.count() == 0


def test_share_above_one_is_refused() -> None:
    ground = Ground()
    with pytest.raises(BadInput, match="dépasse le dénominateur"):
        send(an_indicator(ground, kind=IndicatorKind.SHARE), ground.a, 11, 10)


def test_period_of_another_sort_is_refused() -> None:
    ground = Ground()
    with pytest.raises(BadInput, match="se demande par semestre"):
        send(an_indicator(ground), ground.a, 1, period=periods.quarter(2019, 1))


def test_answer_in_words_needs_a_sentence_and_no_number() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.QUALITATIVE, over_places=OverPlaces.NONE, over_periods="none")
    with pytest.raises(BadInput, match="une phrase"):
        actions.declare(by=ME, indicator=indicator, place=ground.a, period=first_half())
    said = actions.declare(by=ME, indicator=indicator, place=ground.a, period=first_half(), statement="Charte signée.")
    actions.accept(by=ME, observation=said)
    assert total(indicator, ground.a) is None


def test_closed_period_takes_nothing_until_reopened() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    waiting = send(indicator, ground.b, 3)
    actions.close_period(by=ME, indicator=indicator, period=first_half())
    with pytest.raises(BadInput, match="est close"):
        send(indicator, ground.a, 10)
    with pytest.raises(BadInput, match="est close"):
        actions.accept(by=ME, observation=waiting)
    actions.reopen_period(by=ME, indicator=indicator, period=first_half(), reason="réponse tardive")
    assert answer(indicator, ground.a, 10).state == State.ACCEPTED


def test_partner_sends_but_does_not_accept() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    partner = a_member(Role.PARTNER, ground.north)
    sent = actions.declare(by=partner, indicator=indicator, place=ground.a, period=first_half(), value=Value(4))
    with pytest.raises(Refused):
        actions.accept(by=partner, observation=sent)
    with pytest.raises(Refused):
        actions.declare(by=partner, indicator=indicator, place=ground.c, period=first_half(), value=Value(4))


def test_verdict_on_what_was_judged_meanwhile_is_refused() -> None:
    ground = Ground()
    observation = send(an_indicator(ground), ground.a, 10)
    seen_by_another = Observation.objects.get(pk=observation.pk)
    actions.accept(by=ME, observation=observation)
    with pytest.raises(BadInput, match="déjà acceptée"):
        actions.accept(by=ME, observation=seen_by_another)


def test_contest_keeps_both_values_with_motive_and_method() -> None:
    ground = Ground()
    observation = answer(an_indicator(ground), ground.a, 10)
    other = actions.Other(value=Value(14), method="liste nominative du centre social")
    verdict = actions.contest(by=ME, observation=observation, motive="Quatre familles manquent.", other=other)
    assert (verdict.observation.numerator, verdict.other_numerator) == (10, 14)
    assert verdict.method == "liste nominative du centre social"


def known_on(indicator: Indicator, day: date) -> list[int | None]:
    """Values that counted at the end of a day."""
    instant = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 23, 59, 59))
    return [one.numerator for one in counting.counted(indicator, known_at=instant).values()]


def test_as_known_on_a_day_answers_the_same_after_a_correction() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    today = timezone.localdate()
    first = answer(indicator, ground.a, 10)
    first.verdicts.update(at=timezone.now() - timedelta(days=30))
    answer(indicator, ground.a, 7, reason="double compte")
    assert known_on(indicator, today - timedelta(days=31)) == []
    assert known_on(indicator, today - timedelta(days=29)) == [10]
    assert known_on(indicator, today) == [7]


def test_each_verdict_is_in_the_journal() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    observation = answer(indicator, ground.a, 10)
    actions.send_back(by=ME, observation=observation, comment="Il manque juin.")
    verbs = Entry.objects.filter(object_type="indicators.observation").order_by("sequence")
    assert list(verbs.values_list("verb", "reason")) == [
        ("indicators.declare", ""),
        ("indicators.accept", ""),
        ("indicators.send_back", "Il manque juin."),
    ]


def test_address_of_another_page_is_no_address_of_an_indicator() -> None:
    first = {str(pattern.pattern).split("/")[0] for pattern in urls.urlpatterns}
    assert {word for word in first if word and not word.startswith("<")} == rules.RESERVED
    ground = Ground()
    with pytest.raises(BadInput, match="une autre page"):
        actions.describe_indicator(by=ME, slug="reponses", fields={"place": ground.france})


@pytest.mark.parametrize(("number", "said"), [(0, "0\u00a0poste"), (1, "1\u00a0poste"), (2, "2\u00a0postes")])
def test_unit_goes_with_its_number(number: int, said: str) -> None:
    assert values.words(Indicator(kind="count", unit="postes"), Value(number)) == said


def test_unit_that_is_no_regular_plural_stays() -> None:
    assert values.words(Indicator(kind="count", unit="mois"), Value(1)) == "1\u00a0mois"
