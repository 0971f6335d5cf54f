"""Proof is given, judged, shown and taken back; nothing that was said of it is ever rewritten."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.editing.dependants import of_commitment
from tenir.modules.commitments.evidence import capacity, lines, sight
from tenir.modules.commitments.evidence.content import Figure, Proof
from tenir.modules.commitments.evidence.enums import EvidenceKind, EvidenceState, Standing
from tenir.modules.commitments.models import Evidence, EvidenceVerdict
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.evidence_builders import DAY, Scene, kept
from tenir.modules.indicators.models import Observation
from tests.builders import a_member, a_place, an_organisation, france
from tests.rights import figures as figures_of

GIVEN, ACCEPTED, REFUSED = EvidenceState.GIVEN, EvidenceState.ACCEPTED, EvidenceState.REFUSED


def verbs() -> list[str]:
    return [
        verb for verb in Entry.objects.order_by("sequence").values_list("verb", flat=True) if "evidence" in str(verb)
    ]


def judge(scene: Scene, proof: Evidence, verdict: str = ACCEPTED, seen: str = GIVEN, reason: str = "") -> None:
    actions.judge_evidence(by=scene.judge, evidence=proof, verdict=verdict, seen=seen, reason=reason)
    proof.refresh_from_db()


def standing(proof: Evidence) -> Standing:
    return lines.one(proof).standing


def test_proof_of_each_kind_is_private_and_waits(scene: Scene) -> None:
    given = [
        scene.give(file=kept()),
        scene.give(link="https://example.org/"),
        scene.give(figure=Figure(Decimal("4.2"), "M€", "Budget 2026")),
        scene.give(words="Le conseil a voté."),
    ]
    assert [one.kind for one in given] == EvidenceKind.values
    assert {(one.state, one.is_public, one.author) for one in given} == {(GIVEN, False, scene.giver)}
    assert verbs() == ["commitments.give_evidence"] * 4
    assert "pv.pdf" not in str(Entry.objects.values_list("after", flat=True))


@pytest.mark.parametrize("more", [{}, {"link": "https://example.org/", "words": "et une décision"}])
def test_proof_is_of_one_kind(scene: Scene, more: dict[str, str]) -> None:
    proof = Proof(title="Rien, ou deux", about_on=DAY, **more)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        actions.give_evidence(by=scene.giver, commitment=scene.promise, organisation=scene.landlord, proof=proof)


def test_database_refuses_a_proof_of_two_kinds(scene: Scene) -> None:
    proof = scene.give(link="https://example.org/")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=proof.pk).update(words="et une décision")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=proof.pk).update(is_public=True, state=REFUSED)


def test_who_has_no_role_here_gives_nothing(scene: Scene) -> None:
    elsewhere = a_member(Role.PARTNER, a_place(inside=france()))
    citizen = a_member(Role.CITIZENS, scene.town)
    for somebody in (elsewhere, citizen):
        scene.giver = somebody
        with pytest.raises(Refused):
            scene.give()
    assert not Evidence.objects.exists()


def test_nobody_gives_in_the_name_of_another_organisation(scene: Scene) -> None:
    scene.landlord = an_organisation(place=scene.town)
    with pytest.raises(BadInput, match="au nom de cette organisation"):
        scene.give()


def test_days_are_in_order(scene: Scene) -> None:
    with pytest.raises(BadInput, match="pas encore venu"):
        scene.give(about_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(BadInput, match="cesserait de valoir"):
        scene.give(valid_until=DAY - timedelta(days=1))


def test_value_of_an_indicator_proves_only_what_it_follows(scene: Scene) -> None:
    pk = figures_of.arguments(scene.town)["indicators:value"]["pk"]
    value = Observation.objects.get(pk=pk)
    with pytest.raises(BadInput, match="ne suit pas"):
        scene.give(figure=value)
    actions.follow_by_indicator(by=ME, commitment=scene.promise, indicator=value.indicator)
    proof = scene.give(figure=value)
    assert (proof.kind, proof.observation, proof.figure_value) == (EvidenceKind.FIGURE, value, None)


def test_verdicts_pile_up_and_are_never_edited(scene: Scene) -> None:
    proof = scene.give()
    judge(scene, proof)
    judge(scene, proof, REFUSED, seen=ACCEPTED, reason="Ce n'est pas ce chantier.")
    assert (proof.state, [one.verdict for one in proof.verdicts.all()]) == (REFUSED, [ACCEPTED, REFUSED])
    said = EvidenceVerdict.objects.latest("pk")
    said.reason = "autre chose"
    with pytest.raises(TypeError, match="never edited"):
        said.save()
    assert verbs()[1:] == [
        *("commitments.accept_evidence", "commitments.create_evidenceverdict"),
        *("commitments.refuse_evidence", "commitments.create_evidenceverdict"),
    ]


def test_refusal_says_why(scene: Scene) -> None:
    with pytest.raises(BadInput, match="dites pourquoi"):
        judge(scene, scene.give(), REFUSED, reason="  ")


def test_who_gives_never_judges(scene: Scene) -> None:
    proof = scene.give()
    with pytest.raises(Refused):
        actions.judge_evidence(by=scene.giver, evidence=proof, verdict=ACCEPTED, seen=GIVEN)
    # Whoever may do both does not judge their own.
    both = a_member(Role.PREFECTURE, scene.town, organisation=scene.landlord)
    scene.giver = both
    with pytest.raises(BadInput, match="sa propre preuve"):
        actions.judge_evidence(by=both, evidence=scene.give(), verdict=ACCEPTED, seen=GIVEN)


def test_second_judge_is_told_of_the_first(scene: Scene) -> None:
    proof = scene.give()
    judge(scene, proof)
    with pytest.raises(BadInput, match="entre-temps"):
        judge(scene, proof, REFUSED, seen=GIVEN, reason="Non.")
    judge(scene, proof, ACCEPTED, seen=GIVEN)
    assert proof.verdicts.count() == 1


def test_public_by_who_judges_only_and_never_once_refused(scene: Scene) -> None:
    proof = scene.give()
    with pytest.raises(Refused):
        actions.show_evidence(by=scene.giver, evidence=proof, public=True)
    actions.show_evidence(by=scene.judge, evidence=proof, public=True)
    judge(scene, proof, REFUSED, reason="Non.")
    assert not proof.is_public
    with pytest.raises(BadInput, match="n'est pas publique"):
        actions.show_evidence(by=scene.judge, evidence=proof, public=True)


def test_giver_takes_back_before_it_is_judged(scene: Scene) -> None:
    proof, judged = scene.give(), scene.give()
    stranger = a_member(Role.PARTNER, scene.town)
    with pytest.raises(BadInput, match="seule l'organisation"):
        actions.withdraw_evidence(by=stranger, evidence=proof, reason="Non.")
    actions.withdraw_evidence(by=scene.giver, evidence=proof, reason="Mauvais fichier.")
    assert standing(proof) == Standing.WITHDRAWN
    judge(scene, judged)
    with pytest.raises(BadInput, match="a été jugée"):
        actions.withdraw_evidence(by=scene.giver, evidence=judged, reason="Trop tard.")


def test_proof_expires_by_itself(scene: Scene) -> None:
    proof = scene.give(valid_until=date(2026, 3, 31))
    judge(scene, proof)
    told = [
        lines.standing_of(proof.state, proof.valid_until, day, was_replaced=False)
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert told == [Standing.ACCEPTED, Standing.EXPIRED]


def test_better_proof_replaces_one_once(scene: Scene) -> None:
    old = scene.give()
    better = scene.give(replaces=old)
    assert (standing(old), standing(better)) == (Standing.REPLACED, Standing.GIVEN)
    with pytest.raises(BadInput, match="remplace déjà"):
        scene.give(replaces=old)
    judge(scene, better, REFUSED, reason="Floue.")
    assert standing(old) == Standing.GIVEN
    assert standing(scene.give(replaces=old)) == Standing.GIVEN
    with pytest.raises(BadInput, match="ne peut pas être remplacée"):
        scene.give(replaces=better)


def test_files_of_one_promise_have_a_limit(scene: Scene, monkeypatch: pytest.MonkeyPatch, disk: Path) -> None:
    monkeypatch.setattr(capacity, "LARGEST_TOGETHER", 1000)
    scene.give(file=kept(b"x" * 600))
    with pytest.raises(BadInput, match="dépasseraient"):
        scene.give(file=kept(b"y" * 600))
    assert Evidence.objects.count() == 1


def test_promise_that_was_proved_is_not_erased(scene: Scene) -> None:
    scene.give()
    assert "une preuve en a été donnée" in [one.sentence for one in of_commitment(scene.promise)]


def test_private_proof_is_for_those_who_work_on_the_promise(scene: Scene) -> None:
    proof = scene.give()
    lead, chief = a_member(Role.PROJECT_LEAD, scene.town), a_member(Role.ADMINISTRATOR, france())
    colleague = a_member(Role.PARTNER, scene.town, organisation=scene.landlord)
    rival, citizen = a_member(Role.PARTNER, scene.town), a_member(Role.CITIZENS, scene.town)
    far = a_member(Role.DELEGATE, a_place(inside=france()))
    for somebody, may in ((lead, 1), (chief, 1), (colleague, 1), (scene.judge, 1), (rival, 0), (citizen, 0), (far, 0)):
        assert (sight.may_read(somebody, proof), len(lines.of(somebody, scene.promise))) == (bool(may), may)


def test_public_proof_is_for_everybody(scene: Scene) -> None:
    from django.contrib.auth.models import AnonymousUser

    proof = scene.give()
    assert not sight.may_read(AnonymousUser(), proof)
    actions.show_evidence(by=scene.judge, evidence=proof, public=True)
    proof = Evidence.objects.in_full().get()
    assert sight.may_read(AnonymousUser(), proof)
    assert [one.title for one in lines.of(AnonymousUser(), scene.promise)] == ["Procès-verbal"]


def test_kept_statement_of_public_lines_is_that_of_the_orm(scene: Scene) -> None:
    from tenir.modules.commitments.evidence.lines import _PUBLIC

    scene.give(figure=Figure(Decimal("4.2"), "M€", "Budget"), valid_until=date(2027, 1, 1))
    scene.give(file=kept())
    Evidence.objects.update(is_public=True)
    assert sorted(_PUBLIC.of(scene.promise.pk)) == sorted(_PUBLIC.plainly(scene.promise.pk))
    assert lines.of(scene.judge, scene.promise)[1].figure == "4,2\u00a0M€"
