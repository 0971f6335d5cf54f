"""The shipped framework, and invented ones of any length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import ME, alone, framework, france


@pytest.fixture
def mobilisation(db: None) -> Framework:
    """The forty measures of January 2019."""
    return alone("mobilisation-nationale-2019")


@pytest.fixture
def of_size(db: None) -> Callable[[int], Framework]:
    """An invented framework of as many commitments as asked."""

    def make(count: int) -> Framework:
        france()
        return adopt_framework(by=ME, description=framework(count)).framework

    return make
