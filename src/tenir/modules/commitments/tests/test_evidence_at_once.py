"""Two at once: two tabs that send one piece, two judges of one proof, two that replace one."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tenir.core.errors import BadInput
from tenir.modules.commitments import actions
from tenir.modules.commitments.actions import evidence
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


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have two that passed this check of the action wait for each other, so that nothing but a lock keeps them apart:
    with it the second never comes, and the first goes on after a second.
    """

    def wait_after(name: str) -> None:
        check, meeting = getattr(evidence, name), threading.Barrier(2)

        def checked(*args: object) -> None:
            check(*args)
            with contextlib.suppress(threading.BrokenBarrierError):
                meeting.wait(timeout=1)

        monkeypatch.setattr(evidence, name, checked)

    return wait_after


def test_two_tabs_that_send_one_piece_write_it_once(scene: Scene) -> None:
    deposit = actions.start_deposit(by=scene.giver, commitment=scene.promise, name="a.pdf", length=len(PDF))
    told = together(*[lambda: deposits.append(deposit, offset=0, piece=PDF)] * 4)
    assert told == ["", *["ce morceau ne commence pas là où le dépôt en est."] * 3]
    deposit.refresh_from_db()
    assert deposits.content(deposit) == PDF


def test_two_judges_at_once_leave_one_verdict(scene: Scene, met: Callable[[str], None]) -> None:
    proof = scene.give()
    met("_require_seen")

    def judge(verdict: str) -> Callable[[], object]:
        return lambda: actions.judge_evidence(
            by=scene.judge, evidence=proof, verdict=verdict, seen="donnee", reason="Motif."
        )

    told = together(judge("acceptee"), judge("refusee"))
    assert told[0] == ""
    assert told[1].startswith("quelqu'un d'autre l'a jugée entre-temps")
    assert EvidenceVerdict.objects.get().verdict == Evidence.objects.get().state


def test_two_that_replace_one_at_once_are_not_both_kept(scene: Scene, met: Callable[[str], None]) -> None:
    old = scene.give()
    met("_require_tied")
    told = together(*[lambda: scene.give(replaces=old)] * 2)
    assert told == ["", "une autre preuve remplace déjà celle-là."]
    assert Evidence.objects.count() == 2
