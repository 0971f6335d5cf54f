"""The search in SQL, one text for both databases.

Words that every document holds cost the most, so the rarest word chooses the documents, and the others are looked up
in those alone. Each statement's number does not depend on how much there is to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tenir.core.search.question import AskedWord
from tenir.core.search.reach import Condition

# From here on a word is common: how common does not matter, and looking the others up one by one costs too much.
COMMON = 2_000
# Above every letter, so that a range holds all that begins alike.
_LAST = "\U0010ffff"
_NOTHING = "SELECT 0 AS document_id"
_ORDER = "matched DESC, score DESC, kind_order, sort_key, url, id"
_SHOWN = ("kind", "title", "url", "context", "public", "is_invented", "object_type", "object_id", "matched", "score")


@dataclass(frozen=True)
class Ranked:
    """A word and how many postings it leads to, up to `COMMON`."""

    word: AskedWord
    count: int = 0


@dataclass(frozen=True)
class Hit:
    """One answer; `matched` words of the question lead to it."""

    kind: str
    title: str
    url: str
    context: str
    public: bool
    is_invented: bool
    object_type: str
    object_id: str
    matched: int
    score: int


class Scored:
    """The documents that every word leads to, or any of them (`least` = 1), with what they weigh."""

    def __init__(self, words: Sequence[Ranked], reach: Condition, *, least: int, kind: str = "") -> None:
        self.sql, self.values = _scored(words, reach, least)
        self.kind = kind

    def counts(self) -> dict[str, int]:
        """How many there are of each kind, whatever the kind that was chosen."""
        return dict(self._run("SELECT kind, COUNT(*) FROM scored GROUP BY kind", []))

    def hits(self, first: int, last: int) -> list[Hit]:
        """Those of the chosen kind, in order, from `first` up to `last`."""
        chosen, values = ("WHERE kind = %s", [self.kind]) if self.kind else ("", [])
        select = f"SELECT {', '.join(_SHOWN)} FROM scored {chosen} ORDER BY {_ORDER} LIMIT %s OFFSET %s"  # noqa: S608
        return [_hit(row) for row in self._run(select, [*values, max(0, last - first), first])]

    def _run(self, select: str, values: list[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(f"{self.sql} {select}", [*self.values, *values])
            return list(cursor.fetchall())


def rarest_first(words: Sequence[AskedWord]) -> list[Ranked]:
    """Each word with how many postings it has, up to what is common."""
    if not words:
        return []
    counts, values = [], []
    for word in words:
        led, found = _postings([Ranked(word)])
        counts.append(f"(SELECT COUNT(*) FROM (SELECT * FROM ({led}) led LIMIT {COMMON}) few)")  # noqa: S608
        values += found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", values)
        return sorted(map(Ranked, words, cursor.fetchone()), key=lambda one: one.count)


def _scored(words: Sequence[Ranked], reach: Condition, least: int) -> Condition:
    """Table expressions that end with `scored`: the rarest word's documents (`few`), what leads where (`led`)."""
    few, few_values = _postings(words[:1])
    restricted = least == len(words) and words[0].count < COMMON
    led, led_values = _postings(words, within="few" if restricted else "")
    readable, readable_values = reach
    sql = f"""
        WITH few AS MATERIALIZED (SELECT DISTINCT document_id FROM ({few if restricted else _NOTHING}) first),
        weighed AS (SELECT document_id, number, MAX(weight) AS weight FROM ({led}) led GROUP BY document_id, number),
        matched AS MATERIALIZED (
            SELECT document_id, COUNT(*) AS matched, SUM(weight) AS words FROM weighed
            GROUP BY document_id HAVING COUNT(*) >= {least}
        ),
        scored AS (
            SELECT d.*, matched, words + weight AS score
            FROM matched JOIN search_document d ON d.id = document_id WHERE {readable}
        )
    """  # noqa: S608  (conditions are ours, values are parameters)
    return sql, [*(few_values if restricted else []), *led_values, *readable_values]


def _postings(words: Sequence[Ranked], *, within: str = "") -> Condition:
    """A row a posting that a word leads to: its document, the word's number, its weight; each from one index range."""
    restricted = f" AND p.document_id IN (SELECT document_id FROM {within})" if within else ""  # noqa: S608
    parts, values = [], []
    for number, one in enumerate(words):
        for condition, weight, found in _ways(one.word):
            select = f"SELECT p.document_id, {number} AS number, {weight} AS weight FROM search_posting p"  # noqa: S608
            parts.append(f"{select} WHERE {condition}{restricted}")
            values += found
    return " UNION ALL ".join(parts), values


def _ways(word: AskedWord) -> list[tuple[str, str, list[str]]]:
    """How a word leads to postings: as itself, or as the beginning of another word, which weighs half as much."""
    whole = ("p.term = %s", "p.weight", [word.term])
    if not word.may_go_on:
        return [whole]
    return [whole, ("(p.term >= %s AND p.term < %s)", "p.weight / 2", [word.word, word.word + _LAST])]


def _hit(row: tuple[Any, ...]) -> Hit:
    told = dict(zip(_SHOWN, row, strict=True))
    # SQLite has no boolean of its own, PostgreSQL adds up to decimals.
    told |= {name: bool(told[name]) for name in ("public", "is_invented")}
    return Hit(**told | {name: int(told[name]) for name in ("matched", "score")})
