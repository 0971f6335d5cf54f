"""In which order tests are run, beyond the random one of pytest-randomly."""

from __future__ import annotations

from itertools import groupby

import pytest


def begin_with_long_ones(items: list[pytest.Item], workers: int) -> None:
    """Give each worker its share of the modules that hold a slow test, and those first: begun last, one of them would
    keep the other cores waiting for minutes. The order is otherwise the random one; modules stay whole but at the edges
    of shares, which are those of `--dist worksteal`: as many tests for each, one after the other.
    """
    if workers == 1:
        return
    modules = [list(module) for _, module in groupby(items, key=lambda item: item.path)]
    long = [module for module in modules if _is_long(module)]
    quick = [item for module in modules if not _is_long(module) for item in module]
    ordered: list[pytest.Item] = []
    for rank in range(workers):
        share = [item for module in long[rank::workers] for item in module]
        room = max((len(items) - len(ordered)) // (workers - rank) - len(share), 0)
        ordered += share + quick[:room]
        del quick[:room]
    items[:] = ordered


def _is_long(module: list[pytest.Item]) -> bool:
    return any(item.get_closest_marker("slow") for item in module)
