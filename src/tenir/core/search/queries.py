"""The search in SQL, one text for both databases.

The rarest word chooses the documents, and the others are looked up in those alone. A word that very many documents hold
chooses the few in which it weighs most: nobody reads further, and ranking all of them would cost as much as they are.
The number of statements does not depend on how much there is to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from tenir.core.search.models import Document
from tenir.core.search.question import AskedWord
from tenir.core.search.reach import Condition, Reach

# SQL on the posting `p`, what it weighs, parameters of the former.
Way = tuple[str, str, list[str]]

# How many documents a word chooses at most, those in which it weighs most.
MOST = 1_000
# Above every letter, so that a range holds all that begins alike.
_LAST = "\U0010ffff"
_ORDER = "matched DESC, score DESC, kind_order, sort_key, url, id"
_SHOWN = ("kind", "title", "url", "context", "public", "is_invented", "object_type", "object_id")


@dataclass(frozen=True)
class Ranked:
    """A word and how many documents it leads to, up to one more than it may choose."""

    word: AskedWord
    count: int = 0

    @property
    def is_common(self) -> bool:
        """Whether it may lead to more documents than it chooses."""
        return self.count > MOST


@dataclass(frozen=True)
class Answer:
    """A document that is found: `matched` words of the question lead to it."""

    document: int
    kind: str
    matched: int
    score: int


@dataclass(frozen=True)
class Hit:
    """An answer with what is shown of it."""

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


def answers(words: Sequence[Ranked], reach: Reach, *, least: int, exact: bool = False) -> tuple[list[Answer], bool]:
    """The documents that every word leads to, or any of them (`least` = 1), in order; and whether there may be more.

    `words`: the rarest first. `exact`: all of them, however many the rarest word leads to.
    """
    choosing = words[:1] if least == len(words) else words
    sql, values = _scored(words, choosing, reach, least, exact)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} SELECT id, kind, matched, score FROM scored ORDER BY {_ORDER}", values)  # noqa: S608
        # PostgreSQL adds up to decimals.
        found = [Answer(pk, kind, int(matched), int(score)) for pk, kind, matched, score in cursor.fetchall()]
    return found, not exact and any(word.is_common for word in choosing)


def shown(found: Sequence[Answer]) -> list[Hit]:
    """What is shown of some answers, in their order; one query. One that was replaced in the meantime is left out."""
    rows = Document.objects.filter(pk__in=[one.document for one in found]).order_by().values("pk", *_SHOWN)
    columns = {row.pop("pk"): row for row in rows}
    there = (one for one in found if one.document in columns)
    return [Hit(**columns[one.document], matched=one.matched, score=one.score) for one in there]


def rarest_first(words: Sequence[AskedWord], reach: Reach) -> list[Ranked]:
    """Each word with how many documents it leads to, as far as that matters; what one may not read is not there."""
    if not words:
        return []
    counts, values = [], []
    for word in words:
        led = [reach.postings("p.document_id", condition) for condition, _, _ in _ways(word)]
        few = f"SELECT DISTINCT document_id FROM ({' UNION ALL '.join(led)}) led LIMIT {MOST + 1}"  # noqa: S608
        counts.append(f"(SELECT COUNT(*) FROM ({few}) few)")  # noqa: S608
        values += [value for _, _, found in _ways(word) for value in (*found, *reach.values)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", values)
        return sorted(map(Ranked, words, cursor.fetchone()), key=lambda one: one.count)


def _scored(words: Sequence[Ranked], choosing: Sequence[Ranked], reach: Reach, least: int, exact: bool) -> Condition:
    """Table expressions that end with `scored`: the chosen documents (`few`), what leads to them, what that weighs."""
    few, few_values = _chosen(choosing, reach)
    led, led_values = _postings(words, within="" if exact else "few")
    sql = f"""
        WITH few AS MATERIALIZED ({few}),
        weighed AS (SELECT document_id, number, MAX(weight) AS weight FROM ({led}) led GROUP BY document_id, number),
        matched AS MATERIALIZED (
            SELECT document_id, COUNT(*) AS matched, SUM(weight) AS words FROM weighed
            GROUP BY document_id HAVING COUNT(*) >= {least}
        ),
        scored AS (
            SELECT d.*, matched, words + weight AS score
            FROM matched JOIN search_document d ON d.id = document_id WHERE {reach.sql}
        )
    """  # noqa: S608  (conditions are ours, values are parameters)
    return sql, [*few_values, *led_values, *reach.values]


def _chosen(words: Sequence[Ranked], reach: Reach) -> Condition:
    """For each word the readable documents in which it weighs most, their own weight included."""
    parts, values = [], []
    for one in words:
        led = [_heaviest(way, reach) for way in _ways(one.word)]
        union = " UNION ALL ".join(f"SELECT * FROM ({sql}) way" for sql, _ in led)  # noqa: S608
        once = f"SELECT document_id FROM ({union}) ways GROUP BY document_id"  # noqa: S608
        heaviest = f"{once} ORDER BY MAX(total) DESC, document_id LIMIT {MOST}"
        parts.append(f"SELECT document_id FROM ({heaviest}) heaviest")  # noqa: S608
        values += [value for _, found in led for value in found]
    return " UNION ".join(parts), values


def _heaviest(way: Way, reach: Reach) -> Condition:
    condition, weight, values = way
    total = "p.total" if weight == "p.weight" else f"p.total - p.weight + {weight}"
    led = reach.postings(f"p.document_id, {total} AS total", condition)
    return f"{led} ORDER BY {total} DESC, p.document_id LIMIT {MOST}", [*values, *reach.values]


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


def _ways(word: AskedWord) -> list[Way]:
    """How a word leads to postings: as itself, or as the beginning of another word, which weighs half as much."""
    whole = ("p.term = %s", "p.weight", [word.term])
    if not word.may_go_on:
        return [whole]
    return [whole, ("(p.term >= %s AND p.term < %s)", "p.weight / 2", [word.word, word.word + _LAST])]
