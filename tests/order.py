"""In which order tests are run, beyond the random one of pytest-randomly."""

from __future__ import annotations

from itertools import groupby

import pytest


def begin_with_long_ones(items: list[pytest.Item], workers: int) -> None:
    """Give each worker its share of the modules that hold a slow test, and those first: begun last, one of them would
    keep the other cores waiting for minutes. Modules stay whole and otherwise in their random order.
    """
    modules = [list(module) for _, module in groupby(items, key=lambda item: item.path)]
    if workers > 1:
        modules.sort(key=lambda module: not any(item.get_closest_marker("slow") for item in module))
    items[:] = [item for rank in range(workers) for module in modules[rank::workers] for item in module]
