"""The invented figures of the demonstration: all say so, and loading twice changes nothing."""

from __future__ import annotations

import pytest

from tenir.core.people import demonstration as people
from tenir.core.places import demonstration as places
from tenir.modules.indicators import demonstration
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import Indicator, Observation, Panel
from tests.builders import official_lists

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]


def test_figures_are_invented_and_loaded_once(settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    official_lists()
    said: list[str] = []
    for load in (places.load, people.load, demonstration.load, demonstration.load):
        load(said.append)
    assert said[-1] == "3 indicateurs et 0 valeurs inventés."
    for model in (Indicator, Panel):
        assert set(model.objects.filter(slug__contains="valmerac").values_list("is_invented", flat=True)) == {True}
    sent = Observation.objects.filter(indicator__slug__startswith="valmerac-")
    assert set(sent.values_list("is_invented", flat=True)) == {True}
    assert set(sent.values_list("state", flat=True)) == {State.ACCEPTED, State.CONTESTED, State.DECLARED}
    # What is invented enters no sum of an official indicator.
    assert not Observation.objects.filter(indicator__is_invented=False, is_invented=True).exists()
