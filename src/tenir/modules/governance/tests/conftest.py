"""The day on which tests of duties stand."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tenir.modules.governance.tests.duty_builders import TODAY


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """10 March 2026, whenever the test runs."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
