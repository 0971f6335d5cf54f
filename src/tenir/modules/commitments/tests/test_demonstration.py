"""The invented town: loaded once, said to be invented, and no real framework gets an invented level of its own."""

from __future__ import annotations

import pytest

from tenir.core.journal.models import Entry
from tenir.core.operations import content
from tenir.core.places.models import Place
from tenir.modules.commitments.models import (
    Application,
    Commitment,
    Framework,
    LevelRecord,
    SignatureInvitation,
    SignatureRound,
)
from tests.builders import official_lists

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]


def test_everything_invented_says_so(settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    official_lists()
    content.load("demonstration", lambda sentence: None)
    assert set(Place.objects.filter(code__startswith="DEMO").values_list("is_invented", flat=True)) == {True}
    invented = Framework.objects.filter(is_invented=True).values_list("slug", flat=True)
    assert sorted(invented) == ["avenant-valmerac-2026", "contrat-de-ville-valmerac-2024"]
    real = LevelRecord.objects.filter(is_invented=True, commitment__framework__is_invented=False)
    assert real.count() > 100
    assert not real.filter(place=None).exists()
    assert set(Application.objects.filter(level__gt="").values_list("is_invented", flat=True)) == {True}
    counts = Commitment.objects.counted().filter(framework__slug="mobilisation-nationale-2019")
    assert counts.at_level("en_cours_de_deploiement").count() == 22
    states = SignatureInvitation.objects.order_by("organisation__slug").values_list("organisation__slug", "state")
    assert list(states) == [("conseil-citoyen-valmerac", "signed"), ("valmerac-habitat", "waiting")]
    assert SignatureRound.objects.get().is_invented
    events = Entry.objects.count()
    content.load("demonstration", lambda sentence: None)
    assert Entry.objects.count() == events
