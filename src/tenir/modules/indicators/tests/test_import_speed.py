"""A sheet goes in fast enough: a tenth of the size, a tenth of the gate (100,000 accepted values in 120 s)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks import importing
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.indicators.importing import flow
from tenir.modules.indicators.models import Observation, Total
from tenir.modules.indicators.tests.builders import ME
from tenir.modules.indicators.tests.sheets import commit

pytestmark = [pytest.mark.alone, pytest.mark.slow, pytest.mark.django_db]
VALUES, GATE = 10_000, 12.0


def test_ten_thousand_values_within_a_tenth_of_the_gate(tmp_path: Path) -> None:
    file = tmp_path / "chiffres.csv"
    importing.write(file, VALUES)
    sender = Organisation.objects.create(kind="agency", slug="agence", name="Agence", place=Place.objects.france())
    begun = time.process_time()
    commit(file.read_bytes(), sender, by=ME)
    assert time.process_time() - begun < GATE
    assert Observation.objects.count() == VALUES
    assert Total.objects.filter(place=sender.place).exists()
    assert len(file.read_bytes()) < flow.LARGEST
