"""All the proofs of a promise or of a text in one ZIP, made piece by piece while it is sent.

`inventaire.csv` says what each is, of which promise, from which organisation, when, with which fingerprint, and what
was said of it; no person is named. Files follow, stored as they are. The same state on the same day gives the same
bytes: nothing in the archive tells when it was asked for.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from tenir.core.web.exports import harmless
from tenir.modules.commitments.actions.evidence import Asked
from tenir.modules.commitments.evidence import files
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.evidence.lines import standing_of
from tenir.modules.commitments.models import Commitment, Evidence

INVENTORY = "inventaire.csv"
HEAD = (
    *("numéro", "cadre", "engagement", "intitulé de l'engagement", "sorte", "intitulé", "date dont elle parle"),
    *("valable jusqu'au", "donnée par", "donnée le", "état", "publique", "fichier", "octets", "sha256", "lien"),
    *("chiffre", "unité", "source du chiffre", "indicateur", "lieu du relevé", "décision", "remplace la preuve"),
    *("verdicts", "inventée pour la démonstration"),
)
ROWS_AT_ONCE = 500
# The first day that a ZIP can tell: a date of ours would make each archive another.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_TAKEN_BACK, _MISSING = "retirée, effacé", "absent du serveur"


def pieces(asked: Asked) -> Iterator[bytes]:
    """The bytes of the archive."""
    out = _Out()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        yield from _entry(archive, out, INVENTORY, _inventory(asked))
        for one in _rows(asked):
            if one.file_sha256 and _stands(one):
                yield from _entry(archive, out, _name(one), files.chunks(one.file_sha256))
    yield out.taken()


def title(asked: Asked) -> str:
    """What the archive is called."""
    on = asked.on
    return f"preuves-{on.framework.slug}-{on.slug}" if isinstance(on, Commitment) else f"preuves-{on.slug}"


class _Out(io.RawIOBase):
    """A file that can only be written on, and hands over what was written."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


def _entry(archive: zipfile.ZipFile, out: _Out, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, _NO_DATE)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    with archive.open(info, "w") as entry:
        for piece in content:
            entry.write(piece)
            yield out.taken()
    yield out.taken()


def _rows(asked: Asked) -> Iterator[Any]:
    """In the order of the text, some at a time: a statement that stays open while an archive is slowly fetched would
    keep SQLite from writing.
    """
    on = asked.on
    of = {"commitment": on} if isinstance(on, Commitment) else {"commitment__framework": on}
    ordered = Evidence.objects.filter(**of, pk__lte=asked.last).order_by("commitment__position", "pk")
    keys = list(ordered.values_list("pk", flat=True))
    names = ("commitment__framework", "organisation", "observation__indicator", "observation__place")
    rows = Evidence.objects.standing().select_related(*names).prefetch_related("verdicts__organisation")
    for start in range(0, len(keys), ROWS_AT_ONCE):
        found = rows.in_bulk(keys[start : start + ROWS_AT_ONCE])
        yield from (found[key] for key in keys[start : start + ROWS_AT_ONCE] if key in found)


def _inventory(asked: Asked) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(HEAD)
    for one in _rows(asked):
        writer.writerow([_cell(value) for value in _told(one)])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()
    yield line.getvalue().encode()


def _told(one: Any) -> Iterator[Any]:
    """The cells of a proof, in the order of `HEAD`."""
    observation, framework = one.observation, one.commitment.framework
    standing = standing_of(one.state, one.valid_until, timezone.localdate(), was_replaced=one.was_replaced)
    yield from (one.pk, framework.slug, one.commitment.slug, one.commitment.title, one.get_kind_display(), one.title)
    yield from (one.about_on, one.valid_until, one.organisation.name, timezone.localtime(one.given_at))
    yield from (standing.label, "oui" if one.is_public else "non")
    yield from (_file(one), one.file_bytes, one.file_sha256, one.link)
    yield from (one.figure_value, one.figure_unit, one.figure_source)
    # What may be shown of an indicator's value is decided on its own page, not here.
    yield from (observation.indicator.title, observation.place.name) if observation else (None, None)
    yield from (one.words, one.replaces_id, " ; ".join(map(_verdict, one.verdicts.all())))
    yield "oui" if one.is_invented else "non"


def _verdict(one: Any) -> str:
    who = f" par {one.organisation.name}" if one.organisation else ""
    why = f" ({one.reason})" if one.reason else ""
    return f"{timezone.localtime(one.at).date().isoformat()} {one.get_verdict_display().lower()}{who}{why}"


def _file(one: Evidence) -> str:
    if not one.file_sha256:
        return ""
    if one.state == EvidenceState.WITHDRAWN:
        return _TAKEN_BACK
    return _name(one) if _stands(one) else _MISSING


def _stands(one: Evidence) -> bool:
    return one.state != EvidenceState.WITHDRAWN and files.path_of(one.file_sha256).is_file()


def _name(one: Evidence) -> str:
    return f"pieces/{one.commitment.slug}/{one.download_name}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
