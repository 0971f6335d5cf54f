"""Settings of the test room: production's, made stricter where a slip should fail at once.

`DATABASE_URL` chooses PostgreSQL; without it, each run has its own SQLite file in a temporary folder.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="tenir-tests-"))
os.environ["TENIR_DATA"] = str(_FOLDER)
os.environ.setdefault("TENIR_ENV", "development")

from tenir.config.settings import *  # noqa: E402, F403
from tenir.config.settings import DATABASES, TEMPLATES  # noqa: E402


class UndefinedVariable(str):
    """Stands for a missing template variable, and fails the test as soon as it is printed."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")

    def __contains__(self, key: object) -> bool:
        return key == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined: %s")  # type: ignore[index]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, like in production, not memory: transactions, threads and locks behave as they will.
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
