"""The hash holds after any value went through either database; what would not is refused."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.journal.hashing import LARGEST_INTEGER, NotStorable, instant, row_hash, storable, text
from tenir.core.journal.models import Entry, Outcome
from tenir.core.journal.verify import verify

ROW = {
    "sequence": 1,
    "at": datetime(2019, 1, 22, 9, tzinfo=UTC),
    "actor": "user:1",
    "verb": "é",
    "outcome": "done",
    "object_type": "",
    "object_id": "",
    "before": None,
    "after": {"b": 1, "a": [True, "»"]},
    "reason": "",
}
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def test_hash_is_that_of_the_canonical_text_written_by_hand() -> None:
    canonical = (
        '{"actor":"user:1","after":{"a":[true,"»"],"b":1},"at":"2019-01-22T09:00:00.000000Z","before":null,'
        '"object_id":"","object_type":"","outcome":"done","previous_hash":"p","reason":"","sequence":1,"verb":"é"}'
    )
    assert row_hash(ROW, previous_hash="p") == hashlib.sha256(canonical.encode()).hexdigest()


def test_hash_does_not_depend_on_key_order_or_time_zone() -> None:
    paris = timezone(timedelta(hours=1))
    same = {**ROW, "after": {"a": [True, "»"], "b": 1}, "at": datetime(2019, 1, 22, 10, tzinfo=paris)}
    assert row_hash(same, previous_hash="p") == row_hash(ROW, previous_hash="p")


@pytest.mark.parametrize("other", [{"b": "1"}, {"b": True}, {"b": 1, "c": None}, {}, None, [], ""])
def test_hash_tells_lookalikes_apart(other: Any) -> None:
    one = row_hash({**ROW, "after": {"b": 1}}, previous_hash="p")
    assert row_hash({**ROW, "after": other}, previous_hash="p") != one


def test_instant_keeps_early_years_on_four_digits() -> None:
    assert instant(datetime(987, 1, 1, tzinfo=UTC)) == "0987-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        float("inf"),
        Decimal("1.0"),
        2**53,
        -(2**53),
        "a\x00b",
        "\ud800",
        {1: "a"},
        {"a\x00": 1},
        b"x",
    ],
)
def test_value_that_a_database_would_change_is_refused(value: Any) -> None:
    with pytest.raises(NotStorable):
        storable({"key": [value]})


def test_tuples_and_enumerations_become_plain_values() -> None:
    assert storable({"a": (1, Outcome.DONE)}) == {"a": [1, "done"]}
    assert type(text(Outcome.DONE)) is str


@pytest.mark.django_db
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=values, after=st.dictionaries(texts, values, max_size=4), reason=texts)
def test_hash_holds_after_the_database(before: Any, after: Any, reason: str) -> None:
    event = chain.Event("tests.try", before={"value": before}, after=after, reason=reason)
    with transaction.atomic():
        written = chain.record(event, by=System("test"))
    stored = Entry.objects.get(sequence=written.sequence)
    assert (stored.before, stored.after, stored.reason) == ({"value": before}, after, reason)
    assert verify().broken is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "event", [chain.Event("v" * 101), chain.Event("v", reason="\x00"), chain.Event("v", after={"x": 0.1})]
)
def test_refused_event_leaves_no_row(event: chain.Event) -> None:
    with pytest.raises(NotStorable), transaction.atomic():
        chain.record(event, by=System("test"))
    assert Entry.objects.count() == 0
