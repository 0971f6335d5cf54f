"""The gate of the night: 10,000 promises and 2,000 people under 180 s; here a fifth of the country in a fifth of them.

Each person's letter reads their own promises only, so that the night grows as the people do; the whole country is
measured by `benchmarks/nightly.py`.
"""

from __future__ import annotations

import pytest

from benchmarks import nightly
from tenir.core.journal.verify import verify
from tenir.core.people.models import Letter

pytestmark = [pytest.mark.alone, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
GATE_SECONDS, SHARE = 180, 5


def test_a_night_of_a_fifth_of_the_country() -> None:
    nightly.fill(nightly.TOWNS // SHARE)
    with nightly.mail_server() as counted:
        took = nightly.night()
        again = nightly.night()
    people = nightly.TOWNS // SHARE * nightly.PEOPLE
    assert Letter.objects.count() == people
    assert counted == [people]
    assert sum(took.values()) <= GATE_SECONDS / SHARE, took
    assert again == {}
    assert verify().broken is None
