"""The gate of the night: 10,000 promises and 2,000 people under 180 s, here on a fifth of the country.

That is 90 ms a person on a machine whose least action takes 5 ms (that of the gate of figures, 25 ms a write), so 18
least actions: a slow machine is not taken for a slow program. Each person's letter reads their own promises only, so
that the night grows as the people do; the whole country, and PostgreSQL, are measured by `benchmarks/nightly.py`.
"""

from __future__ import annotations

import statistics

import pytest

from benchmarks import figures, nightly
from tenir.core.journal.verify import verify
from tenir.core.people.models import Letter

pytestmark = [pytest.mark.alone, pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
GATE, SLACK, SHARE = 18, 1.3, 5
PEOPLE = nightly.TOWNS // SHARE * nightly.PEOPLE


def test_a_night_of_a_fifth_of_the_country() -> None:
    nightly.fill(nightly.TOWNS // SHARE)
    before = least()
    with nightly.mail_server() as counted:
        took = nightly.night()
        again = nightly.night()
    floor = statistics.mean((before, least()))
    assert (Letter.objects.count(), counted, again) == (PEOPLE, [PEOPLE], {})
    assert sum(took.values()) / PEOPLE <= GATE * SLACK * floor, (took, floor)
    assert verify().broken is None


def least() -> float:
    """Seconds of the least action there is."""
    return statistics.median(figures.least() for _ in range(25))
