"""The site as served in production, plus one empty view, the floor of every ratio.

`BENCHMARK_UNCACHED=1` forgets every kept page, so that each answer is made anew.
"""

from __future__ import annotations

import os

from tenir.config.settings import *  # noqa: F403
from tenir.config.settings import CACHES

ROOT_URLCONF = "benchmarks.urls"
if os.environ.get("BENCHMARK_UNCACHED"):
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
