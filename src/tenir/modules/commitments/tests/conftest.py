"""The shipped framework, and invented ones of any length."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import ME, alone, framework, france
from tenir.modules.commitments.tests.evidence_builders import Scene
from tenir.modules.commitments.tests.evidence_builders import scene as a_scene


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


@pytest.fixture
def disk(tmp_path: Path, settings: Any) -> Path:
    """Uploads and deposits of this test alone."""
    settings.DATA_FOLDER, settings.MEDIA_ROOT = tmp_path, tmp_path / "uploads"
    return tmp_path


@pytest.fixture
def scene(db: None, disk: Path) -> Scene:
    """A promise, who proves it and who judges."""
    return a_scene()
