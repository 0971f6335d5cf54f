"""A site of each release opens in this one: restored, migrated, its journal whole, its home page there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenir.core.operations.tests.sites import Site

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
SAMPLES = sorted((Path(__file__).parent / "releases").glob("*.tenir-backup"))
LOOK = """
from django.conf import settings
from django.test import Client
from tenir.core.people.models import Membership
role = Membership.objects.get()
print(role.organisation.name, role.user.email, role.place.name)
print(Client(SERVER_NAME="127.0.0.1").get("/").status_code)
# Squashed migrations whose parts it received one by one are noted too: else it would be told to be behind for ever.
print(Client(SERVER_NAME="127.0.0.1").get("/health").status_code)
print((settings.MEDIA_ROOT / "textes" / "plan-invente.txt").read_text(encoding="utf-8").strip())
"""


def test_the_first_release_is_kept() -> None:
    assert "0.1.0.tenir-backup" in [sample.name for sample in SAMPLES]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_site_of_a_release_opens(sample: Path, tmp_path: Path) -> None:
    site = Site(tmp_path / "data")
    for command in (["backup", "restore", str(sample)], ["migrate", "--verbosity", "0"], ["journal", "verify"]):
        done = site.run(*command)
        assert done.returncode == 0, done.stderr
    told, trouble = site.python(LOOK).communicate(timeout=180)
    assert told.splitlines() == [
        "Ville de Ville-Inventée personne@invente.invalid Ville-Inventée",
        "200",
        "200",
        "Texte inventé pour les essais.",
    ], trouble


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_sample_is_small(sample: Path) -> None:
    assert sample.stat().st_size < 1_000_000
