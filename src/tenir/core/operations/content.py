"""Official lists and demonstration content, loaded by each module's own loader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction

import tenir
from tenir.core import modules
from tenir.core.operations import state
from tenir.core.operations.models import LoadedContent

Say = Callable[[str], None]
# `everything` is the row of a demonstration: referentials, then what stands on them.
EVERYTHING = "everything"


def migrate() -> bool:
    """Bring the database up to date; whether there was anything to do."""
    if not state.missing_migrations():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def load(kind: str, say: Say) -> None:
    """Load `referentials` or `demonstration` of every module, lowest first, all or nothing."""
    with transaction.atomic():
        for _, loader in modules.loaders(kind):
            loader(say)


def load_dry(kind: str, say: Say) -> None:
    """Say what `load` would do, and leave the database as it was."""
    with transaction.atomic():
        load(kind, say)
        transaction.set_rollback(True)


def load_demonstration(say: Say) -> bool:
    """Load everything that a demonstration shows, unless this very content is there; whether it was loaded."""
    mark = fingerprint()
    if LoadedContent.objects.filter(kind=EVERYTHING, fingerprint=mark).exists():
        return False
    with transaction.atomic():
        load("referentials", say)
        load("demonstration", say)
        LoadedContent.objects.update_or_create(kind=EVERYTHING, defaults={"fingerprint": mark})
    return True


def is_a_real_site() -> bool:
    """Whether this database holds people's accounts and was never a demonstration's."""
    demonstration = LoadedContent.objects.filter(kind=EVERYTHING).exists()
    return not demonstration and get_user_model().objects.filter(is_demonstration=False).exists()


def fingerprint() -> str:
    """Stands for all that the installed distribution could load: path, size and date of each of its files.

    Wider than the data files on purpose: a changed loader loads differently. A few hundred files cost milliseconds.
    """
    root = Path(tenir.__file__).parent
    files = (file for file in root.rglob("*") if file.is_file() and file.suffix != ".pyc")
    lines = sorted(f"{file.relative_to(root)} {_dated(file)}" for file in files)
    return hashlib.sha256("\n".join([tenir.__version__, *lines]).encode()).hexdigest()


def _dated(file: Path) -> str:
    found = file.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
