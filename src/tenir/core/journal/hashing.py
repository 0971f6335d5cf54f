"""The hash of one row: SHA-256 of its canonical JSON, which holds the hash of the row before it.

Anyone can recompute it from an export, in any language: keys sorted by code point, no spaces, UTF-8 without escapes
but JSON's own, instants in UTC with microseconds (docs/explanation/journal.md). For that to hold on both databases,
a row keeps only values that every JSON reader and PostgreSQL's `jsonb` give back as they were: see `storable`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
FIELDS = ("sequence", "at", "actor", "verb", "outcome", "object_type", "object_id", "before", "after", "reason")
# RFC 7493 (I-JSON): beyond, JavaScript and many others read another number than the one written.
LARGEST_INTEGER = 2**53 - 1

RowHash = Callable[..., str]
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class NotStorable(ValueError):
    """A value that one of the databases, or a reader in another language, would give back changed."""


def instant(moment: datetime) -> str:
    """An aware datetime as `2019-01-22T09:00:00.000000Z`, the same text on every database."""
    # Not `strftime`, whose `%Y` drops the leading zeros of early years on Linux.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def row_hash(row: Mapping[str, Any], *, previous_hash: str) -> str:
    """64 hexadecimal digits for `row` (keys of `FIELDS`, `at` an aware datetime) placed after `previous_hash`."""
    content = {name: row[name] for name in FIELDS}
    content["at"] = instant(row["at"])
    content["previous_hash"] = previous_hash
    return hashlib.sha256(_encode(content).encode()).hexdigest()


def storable(value: Any) -> Any:
    """`value` as JSON gives it back (tuples become lists); raises `NotStorable`.

    Refused: floats (`jsonb` turns 1e16 into an integer, and 1.0 is not 1: write a decimal as text), integers beyond
    2^53, NUL and lone surrogates (PostgreSQL stores neither), keys that are not text.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {_key(key): storable(item) for key, item in value.items()}
    raise NotStorable(f"the journal keeps no {type(value).__name__}: write it as text")


def text(value: str, *, longest: int | None = None) -> str:
    """`value` as plain text that both databases can keep; raises `NotStorable`."""
    plain = str.__str__(value)  # an enumeration's member is its value
    if "\x00" in plain or (longest is not None and len(plain) > longest):
        raise NotStorable("the journal keeps no text with NUL characters or longer than its column")
    try:
        plain.encode()
    except UnicodeEncodeError as error:
        raise NotStorable("the journal keeps no lone surrogates") from error
    return plain


def _integer(value: int) -> int:
    if abs(value) > LARGEST_INTEGER:
        raise NotStorable("the journal keeps integers up to 2^53 only: write a larger one as text")
    return int(value)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise NotStorable(f"the journal keeps objects with text keys only, not {type(key).__name__}")
    return text(key)
