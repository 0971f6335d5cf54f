"""The invented figures of the demonstration: all say so, and loading twice changes nothing."""

from __future__ import annotations

import pytest

from tenir.core.people import demonstration as people
from tenir.core.places import demonstration as places
from tenir.modules.indicators import demonstration
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import Indicator, Observation, Panel, Total
from tests.builders import france, official_lists

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_figures_are_invented_and_loaded_once(settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    official_lists()
    said: list[str] = []
    for load in (places.load, people.load, demonstration.load, demonstration.load):
        load(said.append)
    assert said[-1] == "3 indicateurs et 0 valeurs inventés."
    invented = [model.objects.values_list("is_invented", flat=True) for model in (Indicator, Observation, Panel)]
    assert [set(one) for one in invented] == [{True}] * 3
    states = set(Observation.objects.values_list("state", flat=True))
    assert states == {State.ACCEPTED, State.CONTESTED, State.DECLARED}
    assert Total.objects.filter(place=france()).exists()
