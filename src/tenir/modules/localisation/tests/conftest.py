"""Every test has a data folder of its own, and indexes that nobody else has loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tenir.modules.localisation import layers


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.DATA_FOLDER = tmp_path
    layers._loaded.cache_clear()
    yield tmp_path
    layers._loaded.cache_clear()
