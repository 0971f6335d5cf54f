"""Figures sent by a program: whole or not at all, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.people.tokens import create_token
from tenir.core.rights import Role
from tenir.modules.indicators import actions
from tenir.modules.indicators.models import ImportBatch, Indicator, Observation
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator, first_half
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db


class Program:
    """A program of a city, with a token that sends figures."""

    def __init__(self) -> None:
        self.ground = Ground()
        self.indicator = an_indicator(self.ground)
        self.city = an_organisation(place=self.ground.north)
        person = a_member(Role.PARTNER, self.ground.north, organisation=self.city)
        until = timezone.localdate() + timedelta(days=30)
        told = {"name": "tableau de bord", "scopes": ["chiffres:envoyer"], "until": until}
        _, self.secret = create_token(by=person, organisation=self.city, **told)

    def send(self, *values: dict[str, Any], key: str = "", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.secret}", **({"Idempotency-Key": key} if key else {})}
        body = {"values": list(values), **more}
        return Client().post("/api/v1/chiffres", body, content_type="application/json", headers=headers)

    def value(self, code: str, value: Any, indicator: Indicator | None = None) -> dict[str, Any]:
        slug = (indicator or self.indicator).slug
        return {"indicator": slug, "place": f"qpv:{code}", "period": "2019-S1", "value": value}


def test_values_are_declared_in_the_name_of_the_token() -> None:
    program = Program()
    answer = program.send(program.value("QN0001A", 10), program.value("QN0002B", "1 200"))
    assert (answer.status_code, answer.json()["added"]) == (201, 2)
    assert list(Observation.objects.order_by("numerator").values_list("numerator", "state")) == [
        (10, "declared"),
        (1200, "declared"),
    ]
    assert ImportBatch.objects.get().sender == program.city


def test_same_request_twice_writes_once() -> None:
    program = Program()
    first, second = (program.send(program.value("QN0001A", 10), key="un") for _ in range(2))
    assert first.json() == second.json()
    assert program.send(program.value("QN0001A", 11), key="un").status_code == 409
    without_key = program.send(program.value("QN0001A", 10))
    assert (without_key.status_code, without_key.json()["unchanged"]) == (201, 1)
    assert Observation.objects.count() == 1


def test_same_request_has_its_answer_though_the_period_is_closed_since() -> None:
    program = Program()
    first = program.send(program.value("QN0001A", 10), key="un")
    actions.close_period(by=ME, indicator=program.indicator, period=first_half())
    assert program.send(program.value("QN0001A", 10), key="un").json() == first.json()
    assert program.send(program.value("QN0002B", 10), key="deux").status_code == 400


def test_one_wrong_value_and_nothing_is_written() -> None:
    program = Program()
    answer = program.send(program.value("QN0001A", 10), program.value("QN0002B", 2.5))
    assert (answer.status_code, answer.json()["error"]["where"]) == (400, "values.1.value")
    outside = program.send(program.value("QN0003C", 10))
    assert (outside.status_code, outside.json()["error"]["where"]) == (400, "values.0.place")
    assert Observation.objects.count() == 0


def test_correction_gives_its_reason() -> None:
    program = Program()
    program.send(program.value("QN0001A", 10))
    assert program.send(program.value("QN0001A", 12)).status_code == 400
    assert program.send(program.value("QN0001A", 12), reason="oubli de juin").json()["corrected"] == 1


def test_nan_is_no_number() -> None:
    program = Program()
    body = '{"values": [{"indicator": "%s", "place": "qpv:QN0001A", "period": "2019-S1", "value": NaN}]}'
    headers = {"Authorization": f"Bearer {program.secret}"}
    data = body % program.indicator.slug
    answer = Client().post("/api/v1/chiffres", data, content_type="application/json", headers=headers)
    assert (answer.status_code, Observation.objects.count()) == (400, 0)
