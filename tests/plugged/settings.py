"""The one edit that adds a module."""

from __future__ import annotations

from tests.strict_settings import *  # noqa: F403
from tests.strict_settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.plugged"]
