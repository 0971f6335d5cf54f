"""What the file of a meeting holds, before any format: expectations by hand, from the committee of the builders."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenir.core.places.models import PlaceKind
from tenir.modules.commitments import tallies
from tenir.modules.commitments.actions import contest_report, follow_by_indicator
from tenir.modules.commitments.enums import Level, State
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.reporting import Cast, report
from tenir.modules.governance import actions
from tenir.modules.governance.dossier import gathering, layout
from tenir.modules.governance.dossier.blocks import Paragraph, Table
from tenir.modules.governance.dossier.content import File
from tenir.modules.governance.enums import DecisionState
from tenir.modules.governance.models import Decision
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tenir.modules.governance.tests.duty_builders import a_duty, an_instance
from tenir.modules.governance.tests.file_builders import Committee, a_contract, plain
from tenir.modules.indicators.enums import Counted
from tenir.modules.indicators.reading import wording
from tenir.modules.indicators.tests.builders import Ground, an_indicator, answer
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db


def told(file: File) -> str:
    """All the words of the laid out file, spaces as one types them."""
    sheet = layout.sheet(file)
    words = [getattr(one, "text", "") for one in sheet.blocks]
    tables = [one for one in sheet.blocks if isinstance(one, Table)]
    cells = [getattr(cell, "alt", cell) for one in tables for row in (one.head, *one.rows) for cell in row]
    return plain(" ".join([sheet.title, *words, *(one.caption for one in tables), *cells]))


def test_stakes_cut_the_whole_text_and_lose_nothing() -> None:
    text = gathering.of(Committee().next).texts[0]
    assert [(one.title, sum(one.counts.values())) for one in text.stakes] == [
        ("Enjeu 1 · Mieux habiter", 3),
        ("Enjeu 2 · Mieux apprendre", 2),
        ("Axe 2 · Travailler", 1),
    ]
    assert text.stakes[0].counts == {Level.LAUNCHING: 1, Level.ACHIEVED: 1, "": 1}
    assert sum(text.counts.values()) == 6


def test_late_comes_before_silent_with_holder_date_and_last_news() -> None:
    text = gathering.of(Committee().next).texts[0]
    assert [(one.number, one.late, one.silent) for one in text.waiting] == [
        ("1", True, False),
        ("3", False, True),
        ("5", False, True),
        ("6", False, True),
    ]
    assert (text.late, text.silent, text.waiting_in_all, text.left_out) == (1, 3, 4, 0)
    first, second, third, _ = text.waiting
    assert (first.holders, first.due) == (("Ville inventée",), "30 juin 2024")
    assert (second.news, third.news) == ("janvier 2019", "")


def test_longest_table_says_how_many_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenir.modules.governance.dossier.texts.MOST_WAITING", 1)
    file = gathering.of(Committee().next)
    assert file.texts[0].left_out == 3
    assert "3 autres sur la page du texte." in told(file)


def test_decisions_of_last_time_stand_apart_from_those_still_open() -> None:
    file = gathering.of(Committee().next)
    assert [one.text for one in file.decided] == ["Publier la liste : tous les retards"]
    assert [(one.text, one.holder, one.late) for one in file.still_open] == [
        ("Rouvrir la salle des fêtes", "Bailleur inventé", True)
    ]
    assert file.last_met == timezone.localdate() - timedelta(days=10)


def test_decision_closed_since_last_time_is_told_with_its_last_word() -> None:
    cast = Committee()
    old = Decision.objects.get(meeting=cast.old)
    actions.follow_decision(by=ME, decision=old, state=DecisionState.DONE, words="La salle est rouverte.")
    file = gathering.of(cast.next)
    assert file.still_open == ()
    closed = next(one for one in file.decided if one.text == old.text)
    assert (closed.state, closed.last, closed.late) == ("Faite", "La salle est rouverte.", False)


def test_own_decisions_and_those_of_other_bodies_stay_out() -> None:
    cast = Committee()
    a_decision(a_meeting(a_body(name="Autre comité"), days=-3), text="Décision d'ailleurs")
    file = gathering.of(cast.last)
    assert "Publier la liste" not in told(file)
    assert "Décision d'ailleurs" not in told(file)
    assert [one.text for one in file.decided] == ["Rouvrir la salle des fêtes"]


def test_draft_text_is_counted_and_tells_nothing_else() -> None:
    cast = Committee()
    Framework.objects.update(state=State.DRAFT)
    file = gathering.of(cast.next)
    assert (file.texts, file.drafts) == ((), 1)
    assert "Contrat inventé" not in told(file)
    assert "1 texte en préparation reste hors de ce dossier." in told(file)


def test_draft_of_minutes_is_nowhere() -> None:
    cast = Committee()
    content = actions.MinutesContent("Mots secrets du brouillon")
    actions.write_minutes(by=ME, meeting=cast.last, content=content, revision=1)
    assert "secrets" not in told(gathering.of(cast.last))


def test_contested_report_is_told_with_what_is_said_against_it() -> None:
    cast = Cast()
    said = report(cast, "v1")
    contest_report(by=cast.referent(), report=said, words="Rien n'a bougé.")
    report(cast, "v2")
    text = gathering.of(a_meeting(a_body(frameworks=(cast.framework,)), days=3)).texts[0]
    assert [(one.level, one.by, one.sentence) for one in text.debated] == [
        ("En cours de déploiement", "Ville inventée", "Les travaux avancent.")
    ]
    assert "Rien n'a bougé." in text.debated[0].steps[0]
    assert text.to_verify == 1


def test_figure_is_told_with_its_period_and_a_missing_one_is_never_zero() -> None:
    ground = Ground()
    cast = Committee(ground.departement)
    rows = Commitment.objects.order_by("position")
    known, unknown = an_indicator(ground, title="A, connus"), an_indicator(ground, title="B, inconnus")
    for place in ground.quarters:
        answer(known, place, 20)
    follow_by_indicator(by=ME, commitment=rows[0], indicator=known)
    follow_by_indicator(by=ME, commitment=rows[1], indicator=unknown)
    first, second = gathering.of(cast.next).figures
    assert (first.title, first.promises, first.value, first.period) == ("A, connus", ("1",), "60", "1er semestre 2019")
    assert (second.title, second.value, second.targets) == ("B, inconnus", None, ())
    cells = [row for one in layout.sheet(gathering.of(cast.next)).blocks if isinstance(one, Table) for row in one.rows]
    assert next(row for row in cells if row[0] == "B, inconnus")[3:] == ["non renseigné"] * 3


def test_withheld_figure_stays_withheld_for_files_are_sent_on() -> None:
    ground = Ground()
    cast = Committee(ground.departement)
    small = an_indicator(ground, title="Petits nombres", counted=Counted.PERSONS)
    answer(small, ground.a, 3)
    follow_by_indicator(by=ME, commitment=Commitment.objects.get(number="1"), indicator=small)
    (figure,) = gathering.of(cast.next).figures
    assert figure.value == wording.WITHHELD


def test_duties_of_the_place_are_told_when_late_or_soon_due() -> None:
    place = a_place(kind=PlaceKind.DEPARTEMENT, code="21", inside=france())
    today = timezone.localdate()
    an_instance(a_duty(title="Rendre compte"), place, due_on=today - timedelta(days=2))
    an_instance(a_duty(title="Plus tard"), place, due_on=today + timedelta(days=200))
    an_instance(a_duty(title="Ailleurs"), due_on=today)
    file = gathering.of(a_meeting(a_body(place), days=3))
    assert [(one.title, one.late) for one in file.owed] == [("Rendre compte", "2 jours de retard")]


def test_empty_committee_says_so_everywhere() -> None:
    file = gathering.of(a_meeting(a_body(), days=3))
    words = told(file)
    for sentence in (
        "Aucun point n'est encore inscrit.",
        "ne suit encore aucun texte public",
        "Aucune réunion antérieure",
        "Aucun indicateur ne suit",
        "Aucune obligation suivie ici",
        "Aucune autre réunion n'est inscrite.",
    ):
        assert sentence in words


def test_empty_contract_has_no_table_of_levels() -> None:
    text = a_contract()
    text.commitments.all().delete()
    tallies.bring_up_to_date(text)
    words = told(gathering.of(a_meeting(a_body(frameworks=(text,)), days=3)))
    assert "Ce cadre ne porte encore aucun engagement compté." in words
    assert "Aucun engagement n'est en retard, aucun n'est muet." in words


def test_what_is_invented_says_so() -> None:
    cast = Committee()
    type(cast.next).objects.update(is_invented=True)
    words = told(gathering.of(type(cast.next).objects.select_related("body__place").get(pk=cast.next.pk)))
    assert "Inventé pour la démonstration : la réunion." in words
    assert "Ce texte est inventé pour la démonstration." in words


def test_spaces_are_french_and_control_characters_are_gone() -> None:
    cast = Committee()
    Decision.objects.update(text="Quoi ? « Rien » \x0b 10 %")
    cells = [
        row[0] for one in layout.sheet(gathering.of(cast.next)).blocks if isinstance(one, Table) for row in one.rows
    ]
    assert "Quoi\u202f? «\u202fRien\u202f»  10\u202f%" in [str(one).replace("   ", "  ") for one in cells]
    lines = [one.text for one in layout.sheet(gathering.of(cast.next)).blocks if isinstance(one, Paragraph)]
    assert not [one for one in lines if " :" in one or " ;" in one]


def test_queries_do_not_grow_with_promises_decisions_and_duties() -> None:
    cast = Committee()

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            gathering.of(type(cast.next).objects.select_related("body__place").get(pk=cast.next.pk))
        return len(asked)

    before = count()
    cast.body.frameworks.set([a_contract(count=40, is_invented=False)])
    for number in range(6):
        a_decision(cast.last, text=f"Décision {number}")
        an_instance(a_duty(), france(), due_on=timezone.localdate())
    assert count() <= before
