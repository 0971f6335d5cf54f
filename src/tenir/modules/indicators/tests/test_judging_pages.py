"""Accepting, sending back, contesting, taking back and closing, by forms."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tenir.core.rights import Role
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind, State
from tenir.modules.indicators.models import Closing, Observation, Verdict
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, answer, first_half, send, total
from tests.builders import a_member

pytestmark = pytest.mark.django_db
TO_JUDGE = "/chiffres/a-juger/"


def text(client: Client, path: str) -> str:
    """The page with every run of spaces, narrow ones too, as one plain space."""
    return " ".join(client.get(path).content.decode().split())


def gesture(name: str, observation: Observation) -> str:
    return reverse(f"indicators:{name}", args=[observation.pk])


def test_judge_sees_what_waits_on_their_territory_beside_what_counts(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground, upper_bound=100)
    answer(indicator, ground.a, 4)
    send(indicator, ground.a, 150, reason="une erreur de saisie")
    send(indicator, ground.c, 33)
    client.force_login(a_member(Role.DELEGATE, ground.north))
    shown = text(client, TO_JUDGE)
    assert "150 · au-dessus de la plus grande valeur possible (100) · corrige : une erreur de saisie" in shown
    assert '<td data-label="Aujourd\'hui">4</td>' in shown
    assert "Quartier C" not in shown


def test_ticked_values_are_accepted_together(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    sent = [send(indicator, place, 5) for place in ground.quarters]
    client.force_login(a_member(Role.PREFECTURE, ground.north))
    client.post(TO_JUDGE, {"valeur": [one.pk for one in sent]})
    # Quarter C lies elsewhere: it was never on this person's list.
    assert total(indicator, ground.france) == (10, None, 2)
    assert set(Verdict.objects.values_list("organisation__name", flat=True)) != {None}


def test_nothing_is_accepted_when_one_cannot_be(client: Client) -> None:
    ground = Ground()
    one, closed = an_indicator(ground), an_indicator(ground)
    sent = [send(one, ground.a, 5), send(closed, ground.a, 5)]
    actions.close_period(by=ME, indicator=closed, period=first_half())
    client.force_login(a_member(Role.PREFECTURE, ground.departement))
    client.post(TO_JUDGE, {"valeur": [value.pk for value in sent]})
    assert "Rien n&#x27;a été accepté" in text(client, TO_JUDGE)
    assert set(Observation.objects.values_list("state", flat=True)) == {State.DECLARED}


def test_value_is_sent_back_with_a_comment_only(client: Client) -> None:
    ground = Ground()
    sent = send(an_indicator(ground), ground.a, 5)
    client.force_login(a_member(Role.DELEGATE, ground.north))
    assert client.post(gesture("send-back", sent)).status_code == 422
    client.post(gesture("send-back", sent), {"comment": "Il manque une école."})
    sent.refresh_from_db()
    assert sent.state == State.SENT_BACK
    assert "Il manque une école." in text(client, gesture("value", sent))


@pytest.mark.parametrize(("written", "kept"), [("1 234", 1234), ("", None)])
def test_contest_keeps_the_other_value_as_written_in_french(client: Client, written: str, kept: int | None) -> None:
    ground = Ground()
    sent = answer(an_indicator(ground), ground.a, 5)
    client.force_login(a_member(Role.PROJECT_LEAD, ground.north))
    client.post(gesture("contest", sent), {"motive": "Recompté.", "numerator": written, "method": "sur place"})
    verdict = Verdict.objects.get(verdict=State.CONTESTED)
    assert (verdict.other_numerator, verdict.comment, verdict.method) == (kept, "Recompté.", "sur place")
    assert total(sent.indicator, ground.france) == (5, None, 1)


@pytest.mark.parametrize("data", [{"numerator": "douze"}, {"numerator": "１２"}, {"numerator": "3"}])
def test_contest_refuses_what_is_no_value(client: Client, data: dict[str, str]) -> None:
    ground = Ground()
    sent = answer(an_indicator(ground, kind=IndicatorKind.SHARE), ground.a, 5, 10)
    client.force_login(a_member(Role.PROJECT_LEAD, ground.north))
    response = client.post(gesture("contest", sent), {"motive": "Recompté.", **data})
    assert response.status_code == 422
    assert not Verdict.objects.filter(verdict=State.CONTESTED).exists()


def test_value_taken_back_lets_the_one_before_count(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 5)
    second = answer(indicator, ground.a, 50, reason="un zéro de trop")
    client.force_login(a_member(Role.DELEGATE, ground.north))
    client.post(gesture("withdraw", second), {"reason": "Envoyée par erreur."})
    assert total(indicator, ground.france) == (5, None, 1)


def test_partner_is_offered_neither_acceptance_nor_return(client: Client) -> None:
    ground = Ground()
    sent = send(an_indicator(ground), ground.a, 5)
    client.force_login(a_member(Role.PARTNER, ground.north))
    shown = text(client, gesture("value", sent))
    assert "Contester cette valeur" in shown
    assert "Accepter cette valeur" not in shown
    assert "Renvoyer avec" not in shown
    assert client.post(gesture("accept", sent)).status_code == 403


def test_period_is_closed_then_opened_with_a_reason(client: Client) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    answer(indicator, ground.a, 5)
    client.force_login(a_member(Role.MINISTRY, ground.france))
    client.post(reverse("indicators:close", args=[indicator.slug]), {"periode": "2019-S1"})
    assert "période close le" in text(client, indicator.get_absolute_url())
    client.post(reverse("indicators:reopen", args=[indicator.slug]), {"periode": "2019-S1"})
    assert Closing.objects.count() == 1
    client.post(reverse("indicators:reopen", args=[indicator.slug]), {"periode": "2019-S1", "reason": "un oubli"})
    assert Closing.objects.count() == 0


def test_contested_share_shows_both_terms(client: Client) -> None:
    ground = Ground()
    sent = answer(an_indicator(ground, kind=IndicatorKind.SHARE), ground.a, 1, 4)
    actions.contest(by=ME, observation=sent, motive="recompté", other=actions.Other(Value(2, 4)))
    client.force_login(a_member(Role.DELEGATE, ground.north))
    shown = text(client, gesture("value", sent))
    assert "25 % (1 sur 4)" in shown
    assert "50 % (2 sur 4)" in shown
