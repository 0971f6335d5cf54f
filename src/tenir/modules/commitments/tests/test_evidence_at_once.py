"""Two at once: two tabs that send one piece, two judges of one proof, two that replace one."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tenir.core.errors import BadInput
from tenir.modules.commitments import actions
from tenir.modules.commitments.evidence import deposits
from tenir.modules.commitments.models import Evidence, EvidenceVerdict
from tenir.modules.commitments.tests.evidence_builders import PDF, Scene

pytestmark = pytest.mark.django_db(transaction=True)


def together(*deeds: Callable[[], object]) -> list[str]:
    """Each deed in its thread, begun at one signal; what each was refused for, empty for what was done."""
    told: list[str] = []
    signal = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        try:
            signal.wait(timeout=20)
            deed()
            told.append("")
        except BadInput as error:
            told.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return sorted(told)


def test_two_tabs_that_send_one_piece_write_it_once(scene: Scene) -> None:
    deposit = actions.start_deposit(by=scene.giver, commitment=scene.promise, name="a.pdf", length=len(PDF))
    told = together(*[lambda: deposits.append(deposit, offset=0, piece=PDF)] * 4)
    assert told == ["", *["ce morceau ne commence pas là où le dépôt en est."] * 3]
    deposit.refresh_from_db()
    assert deposits.content(deposit) == PDF


def test_two_judges_at_once_leave_one_verdict(scene: Scene) -> None:
    proof = scene.give()

    def judge(verdict: str) -> Callable[[], object]:
        return lambda: actions.judge_evidence(
            by=scene.judge, evidence=proof, verdict=verdict, seen="donnee", reason="Motif."
        )

    told = together(judge("acceptee"), judge("refusee"))
    assert told[0] == ""
    assert told[1].startswith("quelqu'un d'autre l'a jugée entre-temps")
    assert EvidenceVerdict.objects.get().verdict == Evidence.objects.get().state


def test_two_that_replace_one_at_once_are_not_both_kept(scene: Scene) -> None:
    old = scene.give()
    told = together(*[lambda: scene.give(replaces=old)] * 2)
    assert told == ["", "une autre preuve remplace déjà celle-là."]
    assert Evidence.objects.count() == 2
