"""Events in words: known ones in French, unknown ones as they are."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.core.journal import presenters
from tenir.core.journal.models import Entry, Outcome


def entry(**fields: Any) -> Entry:
    return Entry(**{"actor": "user:12", "verb": "places.create", "outcome": Outcome.DONE} | fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "compte n°\u00a012 a créé"),
        ({"actor": "system:demo"}, "commande demo a créé"),
        ({"actor": "martien"}, "martien a créé"),
        ({"verb": "places.end_containment"}, "compte n°\u00a012 a mis fin à"),
        ({"verb": "places.fold"}, "compte n°\u00a012 places.fold"),
        (
            {"object_type": "places.place", "object_id": "3", "after": {"name": "Dijon"}},
            "compte n°\u00a012 a créé lieu n°\u00a03 (Dijon)",
        ),
        ({"object_type": "gone.thing", "object_id": "3"}, "compte n°\u00a012 a créé gone.thing n°\u00a03"),
        ({"verb": "gone.right", "outcome": Outcome.REFUSED}, "compte n°\u00a012 s'est vu refuser\u202f: gone.right"),
    ],
)
def test_sentence(fields: dict[str, Any], words: str) -> None:
    assert presenters.sentence(entry(**fields)) == words


def test_refusal_says_what_was_refused() -> None:
    refused = entry(verb="journal.read", outcome=Outcome.REFUSED)
    assert "Lire les événements du journal" in presenters.verb(refused)


def test_differences_speak_the_words_of_the_table() -> None:
    changed = entry(
        object_type="places.containment",
        before={"part": 3, "until": None, "gone_field": "a"},
        after={"part": 1234, "until": "2019-03-15", "gone_field": True},
    )
    shown = [(one.field, one.before, one.after) for one in presenters.differences(changed)]
    assert shown == [
        ("partie", "lieu n°\u00a03", "lieu n°\u00a01234"),
        ("jusqu'au", "(vide)", "15 mars 2019"),
        ("gone_field", "a", "oui"),
    ]


def test_choice_is_shown_by_its_word_and_creation_has_no_before() -> None:
    created = entry(object_type="places.place", after={"kind": "qpv"})
    assert presenters.differences(created) == [presenters.Difference("sorte", "", "Quartier prioritaire (QPV)")]


@pytest.mark.parametrize("state", [None, [], "texte", 5])
def test_state_that_is_no_object_shows_nothing(state: Any) -> None:
    assert presenters.differences(entry(after=state)) == []
