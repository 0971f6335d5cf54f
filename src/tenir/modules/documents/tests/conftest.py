"""The town of the drafts and who leads its contract."""

from __future__ import annotations

import pytest

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.documents.tests.drafts import a_lead, a_town


@pytest.fixture
def town(db: None) -> Place:
    return a_town()


@pytest.fixture
def lead(town: Place) -> User:
    return a_lead(town)
