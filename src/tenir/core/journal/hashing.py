"""The hash of one row: SHA-256 of its canonical JSON, which holds the hash of the row before it.

Anyone can recompute it from an export: keys sorted, no spaces, UTF-8, instants in UTC with microseconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
FIELDS = ("sequence", "at", "actor", "verb", "outcome", "object_type", "object_id", "before", "after", "reason")


def instant(moment: datetime) -> str:
    """An aware datetime as `2019-01-22T09:00:00.000000Z`, the same text on every database."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def row_hash(row: Mapping[str, Any], *, previous_hash: str) -> str:
    """64 hexadecimal digits for `row` (keys of `FIELDS`, `at` an aware datetime) placed after `previous_hash`."""
    content = {name: row[name] for name in FIELDS}
    content["at"] = instant(row["at"])
    content["previous_hash"] = previous_hash
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
