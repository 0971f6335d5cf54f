"""Two people at the same moment: real threads, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from tenir.core.journal.models import Entry
from tenir.modules.commitments import actions
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.sheets.comparison import compare
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tests.at_once import at_once
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db(transaction=True)


def made() -> Commitment:
    with transaction.atomic():
        return actions.create_commitment(by=ME, framework=a_draft(), content=promise("1"))


def amending(row: Commitment, title: str) -> Callable[[], object]:
    content = replace(contents.of(row), title=title)
    return lambda: actions.amend_commitment(by=ME, commitment=row, content=content, revision=1)


def test_of_many_who_amend_one_promise_one_is_stored_and_the_others_are_told() -> None:
    row = made()
    outcomes = at_once(*(amending(row, f"Titre {number}") for number in range(4)))
    assert outcomes == ["Conflict"] * 3 + ["done"]
    stored = Commitment.objects.get(pk=row.pk)
    assert (stored.revision, Entry.objects.about(row).count()) == (2, 2)


def test_two_new_promises_do_not_share_a_number() -> None:
    draft = a_draft()

    def create() -> object:
        return actions.create_commitment(by=ME, framework=draft, content=promise("1"))

    assert at_once(create, create) == ["BadInput", "done"]
    assert Commitment.objects.count() == 1


def test_two_promises_do_not_close_a_circle_together() -> None:
    draft = a_draft()
    one, two = (actions.create_commitment(by=ME, framework=draft, content=promise(n)) for n in ("1", "2"))

    def below(row: Commitment, parent: str) -> Callable[[], object]:
        content = replace(contents.of(row), parent=parent)
        return lambda: actions.amend_commitment(by=ME, commitment=row, content=content, revision=1)

    assert at_once(below(one, "2"), below(two, "1")) == ["BadInput", "done"]


def test_sheet_sent_twice_at_once_is_committed_once() -> None:
    draft = a_draft()
    rows = [["Numéro", "Intitulé"], ["1", "Ouvrir"], ["2", "Former"]]
    proposals = [
        actions.propose_sheet(by=ME, framework=draft, name="f", sha256="", sheet="E", rows=rows) for _ in range(2)
    ]
    state = compare(draft, "E", rows).state

    def commit(number: int) -> Callable[[], object]:
        return lambda: actions.commit_sheet(by=ME, proposal=proposals[number], state=state, choices={}, reason="")

    assert at_once(commit(0), commit(1)) == ["Moved", "done"]
    assert Commitment.objects.count() == 2


def test_one_place_gets_one_board_of_a_text() -> None:
    row = made()
    national = actions.publish_framework(by=ME, framework=row.framework)
    town = a_place(inside=france())

    def instantiate() -> object:
        return actions.instantiate_framework(by=ME, template=national, place=town)

    assert at_once(instantiate, instantiate) == ["BadInput", "done"]
    assert Framework.objects.count() == 2
