"""Files that arrive in pieces over a bad network: what has arrived is on the disk, the rest follows whenever it can.

Pieces are written into a file of the data folder that is no upload: a backup leaves them out, since a deposit lives a
day. The row says how much has surely arrived, and is locked while a piece is written: of two tabs that send the same
piece, the second is told where the first got to. What a cut left beyond that point is written again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.modules.commitments.evidence import capacity, files
from tenir.modules.commitments.evidence.received import clean, refuse_too_large
from tenir.modules.commitments.models import Commitment, Deposit

FOLDER = "deposits"
KEPT_FOR = timedelta(days=1)
MOST_AT_ONCE = 10
LARGEST_PIECE = 1024 * 1024  # bytes; the site's own script sends a quarter of it at a time


class Elsewhere(BadInput):
    """A piece that does not begin where the deposit stands; `received` is where it does."""

    def __init__(self, received: int) -> None:
        super().__init__("ce morceau ne commence pas là où le dépôt en est.", remedy="Demandez où il en est.")
        self.received = received


class Damaged(BadInput):
    """A piece whose bytes are not those that were sent."""

    def __init__(self) -> None:
        super().__init__("ce morceau est arrivé abîmé.", remedy="Renvoyez-le.")


def folder() -> Path:
    """Where pieces wait."""
    return Path(settings.DATA_FOLDER) / FOLDER


def path_of(deposit: Deposit) -> Path:
    """The file of a deposit."""
    return folder() / deposit.token.hex


def begun(user: User, commitment: Commitment, name: str, length: int) -> Deposit:
    """Part of an action: the row of a new deposit."""
    if length <= 0:
        raise BadInput("le fichier est vide.", where="fichier", remedy="Choisissez-en un autre.")
    refuse_too_large(length)
    capacity.require(commitment, length)
    if Deposit.objects.filter(user=user).count() >= MOST_AT_ONCE:
        raise BadInput(
            f"vous avez déjà {MOST_AT_ONCE} dépôts en cours.",
            where="fichier",
            remedy="Finissez-en un, ou attendez un jour\u202f: ceux qui ne sont pas finis sont oubliés.",
        )
    return Deposit.objects.create(user=user, commitment=commitment, name=clean(name) or "fichier", length=length)


def append(deposit: Deposit, *, offset: int, piece: bytes, sha256: bytes | None = None) -> int:
    """Add a piece; how much has arrived in all. Raises `Elsewhere`, `Damaged`, `BadInput` on more than was said.

    The piece is on the disk before the answer.
    """
    if sha256 is not None and hashlib.sha256(piece).digest() != sha256:
        raise Damaged
    with transaction.atomic():
        row = Deposit.objects.select_for_update().filter(pk=deposit.pk).first()
        if row is None:
            raise BadInput("ce dépôt est fini ou oublié.", remedy="Recommencez-le.")
        if offset != row.received:
            raise Elsewhere(row.received)
        if offset + len(piece) > row.length:
            raise BadInput("le fichier est plus long qu'annoncé.", remedy="Recommencez le dépôt.")
        _write(path_of(row), offset, piece)
        row.received += len(piece)
        row.save(update_fields=["received"])
    return row.received


def of(user: User, commitment: Commitment, token: str) -> Deposit | None:
    """One's own deposit for a promise, by its token; None when there is none."""
    try:
        key = UUID(token)
    except ValueError:
        return None
    return Deposit.objects.filter(token=key, user=user, commitment=commitment).first()


def content(deposit: Deposit) -> bytes:
    """All the bytes of a deposit; raises `BadInput` while some are missing."""
    if not deposit.is_whole:
        raise BadInput("ce fichier n'est pas arrivé en entier.", where="fichier", remedy="Laissez le dépôt finir.")
    try:
        data = path_of(deposit).read_bytes()
    except FileNotFoundError:
        data = b""
    if len(data) != deposit.length:
        raise BadInput("ce dépôt a été oublié.", where="fichier", remedy="Choisissez le fichier de nouveau.")
    return data


def forget(deposit: Deposit) -> None:
    """Part of an action: the row goes now, the pieces once that is sure."""
    path = path_of(deposit)
    deposit.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def forget_old() -> int:
    """Forget deposits that began more than a day ago, and pieces of none; how many."""
    old = list(Deposit.objects.filter(started_at__lt=timezone.now() - KEPT_FOR).order_by("pk"))
    for one in old:
        with transaction.atomic():
            forget(one)
    for path in _strays():
        path.unlink(missing_ok=True)
    return len(old)


def _strays() -> Iterator[Path]:
    known = {token.hex for token in Deposit.objects.values_list("token", flat=True)}
    return (path for path in folder().glob("*") if path.name not in known and files.is_old(path))


def _write(path: Path, offset: int, piece: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        if file.seek(0, os.SEEK_END) < offset:
            # The disk lost what the row says: an older backup was put back, say.
            raise BadInput("ce dépôt a été oublié.", remedy="Recommencez-le.")
        file.truncate(offset)
        file.seek(offset)
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())
