"""The search in SQL against a slow, obvious one: every document, every word, in plain Python."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenir.core.modules import Searchable
from tenir.core.search.findable import Findable
from tenir.core.search.finding import search
from tenir.core.search.question import AskedWord, understood
from tenir.core.search.terms import terms_of
from tenir.core.search.tests.samples import SORTS, put_each
from tenir.core.search.words import sort_key

WORDS = (
    "école",
    "ÉCOLES",
    "écolier",
    "cité",
    "cites",
    "Cœur",
    "l'emploi",
    "emplois",
    "CAF",
    "de",
    "14",
    "1.a",
    "1",
    "10 000",
)
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=5).map(" ".join)
Thing = tuple[Searchable, Findable]


@st.composite
def things(draw: Any) -> list[Thing]:
    made = []
    for key in range(draw(st.integers(0, 8))):
        sort = SORTS[draw(st.sampled_from(sorted(SORTS)))]
        name, number, around = draw(texts), draw(st.sampled_from(("", "14", "1.a", "E1.1"))), draw(texts)
        one = Findable(
            object_id=str(key),
            title=name.replace("\x00", ""),
            url=f"/{draw(st.sampled_from(('a', 'B', 'é')))}/{key}/",
            names=(name,),
            numbers=(number,),
            around=(around,),
            weight=draw(st.integers(0, 30)),
            public=draw(st.booleans()),
        )
        made.append((sort, one))
    return made


def best(word: AskedWord, terms: dict[str, int]) -> int | None:
    weights = [word.weigh(term, weight) for term, weight in terms.items() if word.leads_to(term)]
    return max(weights, default=None)


def slowly(words: str, known: list[Thing]) -> list[str]:
    """Addresses in order."""
    asked = understood(words).words
    found = []
    for sort, one in known:
        weights = [weight for word in asked if (weight := best(word, terms_of(one))) is not None]
        if one.public and weights:
            rank = (
                -len(weights),
                -sum(weights) - one.weight,
                sort.order,
                sort_key(one.title).encode(),
                one.url.encode(),
            )
            found.append((rank, one.url))
    every = [pair for pair in found if -pair[0][0] == len(asked)]
    return [url for _, url in sorted(every or found)]


@pytest.mark.django_db
@given(known=things(), words=texts)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_both_searches_give_the_same_in_the_same_order(known: list[Thing], words: str) -> None:
    with transaction.atomic():
        put_each(known)
        expected = slowly(words, known)
        answer = search(words, AnonymousUser())
        assert [hit.url for hit in answer[0:100]] == expected
        assert answer.total == len(expected)
        transaction.set_rollback(True)
