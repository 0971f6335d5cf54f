"""The demonstration's text to review."""

from __future__ import annotations

import pytest

from tenir.core.places.models import Place
from tenir.modules.commitments.models import Framework
from tenir.modules.documents import demonstration
from tenir.modules.documents.models import Draft
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db


def test_invented_text_waits_once_and_nothing_of_it_is_public() -> None:
    place = a_place(kind="commune", code="DEMO1", inside=france())
    Place.objects.filter(pk=place.pk).update(is_invented=True)
    for _ in range(2):
        demonstration.load(lambda sentence: None)
    draft = Draft.objects.get()
    assert draft.items.filter(kind="measure").count() == 7
    assert draft.items.filter(kind="indicator").count() >= 8
    assert not Framework.objects.exists()
