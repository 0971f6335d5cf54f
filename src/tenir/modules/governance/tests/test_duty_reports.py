"""The report that Tenir makes for a duty: what is in it is what the boards count, and it is kept with its hash."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.commitments import boards
from tenir.modules.commitments.enums import Level, State
from tenir.modules.commitments.models import Application, Commitment, Framework
from tenir.modules.governance.dossier import duty_layout
from tenir.modules.governance.dossier.blocks import Table
from tenir.modules.governance.duties import kept, report
from tenir.modules.governance.duties.enums import Standing
from tenir.modules.governance.models import DutyInstance
from tenir.modules.governance.tests.builders import a_body, a_decision, a_meeting
from tenir.modules.governance.tests.duty_builders import a_departement, a_duty, an_instance, prefecture, signed_in
from tenir.modules.governance.tests.file_builders import a_contract, plain, words_of_pdf
from tests.builders import a_member, a_place, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings, tmp_path: Path) -> Place:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    return a_departement()


@pytest.fixture
def text(here: Place) -> Framework:
    return a_contract(here, count=9)


def owed(here: Place, **fields: object) -> DutyInstance:
    return an_instance(a_duty(**fields), here)


def produce(instance: DutyInstance, by: object = None) -> DutyInstance:
    client = signed_in(by or prefecture(instance.place))  # type: ignore[arg-type]
    client.post(f"{instance.get_absolute_url()}produire/")
    instance.refresh_from_db()
    return instance


def test_one_click_makes_keeps_and_fulfils(here: Place, text: Framework) -> None:
    row = produce(owed(here))
    data = kept.path_of(row.file_sha256).read_bytes()
    assert (row.standing(), row.settled_on, row.is_generated) == (Standing.DONE, timezone.localdate(), True)
    assert (row.file_sha256, row.file_size) == (hashlib.sha256(data).hexdigest(), len(data))
    page = signed_in(prefecture(here)).get(row.get_absolute_url()).content.decode()
    assert row.file_sha256 in page
    assert "Produit par Tenir le" in page


def test_its_counts_are_those_of_the_board(here: Place, text: Framework) -> None:
    told = report.of(owed(here))
    (one,) = told.texts
    (standing,) = boards.standings([text])
    late = Commitment.objects.of_framework(text).counted().late(timezone.localdate()).count()
    assert dict(one.counts) == standing.by_level
    assert (told.counted, one.silent, one.late, late) == (9, standing.silent, 1, 1)
    levels = next(b for b in duty_layout.sheet(told).blocks if isinstance(b, Table) and b.head[0] == "Niveau")
    assert sum(int(row[1]) for row in levels.rows[:-1]) == int(levels.rows[-1][1]) == standing.total


def test_the_file_says_state_headings_late_ones_and_decisions_since(here: Place, text: Framework) -> None:
    body = a_body(here, frameworks=(text,))
    a_decision(a_meeting(body, days=-10), text="Rouvrir la salle")
    a_decision(a_meeting(body, days=-800), text="Trop ancienne")
    row = produce(owed(here))
    words = words_of_pdf(kept.path_of(row.file_sha256).read_bytes())
    (standing,) = boards.standings([text])
    parts = [standing.sentence, "Mieux habiter", "1 en retard", f"{standing.silent} sans nouvelles", "Rouvrir la salle"]
    assert [part for part in parts if plain(part) not in words] == []
    assert "Trop ancienne" not in words


def test_decisions_are_told_since_the_report_before(here: Place, text: Framework) -> None:
    duty, body = a_duty(), a_body(here, frameworks=(text,))
    a_decision(a_meeting(body, days=-40), text="Déjà rapportée")
    a_decision(a_meeting(body, days=-5), text="Nouvelle")
    day = timezone.localdate() - timedelta(days=20)
    an_instance(duty, here, state="faite", settled_on=day, organisation=an_organisation(), note="Remis.")
    told = report.of(an_instance(duty, here))
    assert (told.since, [one.text for one in told.decided]) == (day, ["Nouvelle"])


def test_nothing_to_report_is_said_and_nothing_is_kept(here: Place, tmp_path: Path) -> None:
    text = a_contract(here)
    Framework.objects.filter(pk=text.pk).update(state=State.DRAFT)
    instance = owed(here)
    answer = signed_in(prefecture(here)).post(f"{instance.get_absolute_url()}produire/", follow=True)
    assert "rien à rapporter" in answer.content.decode()
    assert DutyInstance.objects.get().standing() == Standing.LATE
    assert list(tmp_path.iterdir()) == []


def test_a_duty_that_asks_for_something_else_is_refused(here: Place, text: Framework) -> None:
    instance = owed(here, fulfilled_by="acte")
    with pytest.raises(BadInput, match="se montre autrement"):
        report.of(instance)
    assert "Produire le rapport" not in signed_in(prefecture(here)).get(instance.get_absolute_url()).content.decode()


def test_who_may_not_say_it_done_makes_none(here: Place, text: Framework, tmp_path: Path) -> None:
    instance = owed(here)
    assert produce(instance, a_member(Role.PARTNER, here)).standing() == Standing.LATE
    assert produce(instance, prefecture(a_departement("99"))).standing() == Standing.LATE
    assert list(tmp_path.iterdir()) == []


def test_the_second_click_changes_nothing(here: Place, text: Framework, tmp_path: Path) -> None:
    who = prefecture(here)
    first = produce(owed(here), who).file_sha256
    answer = signed_in(who).post(f"{DutyInstance.objects.get().get_absolute_url()}produire/", follow=True)
    assert "a déjà été réglée" in answer.content.decode()
    assert DutyInstance.objects.get().file_sha256 == first
    assert sum(file.is_file() for file in tmp_path.rglob("*")) == 1


def test_promises_of_wider_texts_are_told_at_their_level_here(here: Place) -> None:
    national = a_contract(Place.objects.france())
    rows = list(national.commitments.order_by("position")[:3])
    fields = {"level": Level.ACHIEVED, "level_on": "2026-01-01", "level_precision": "day", "level_status": "verified"}
    Application.objects.create(commitment=rows[0], place=here, **fields)
    Application.objects.create(commitment=rows[1], place=a_place(inside=here))
    Application.objects.create(commitment=rows[2], place=a_departement("99"))
    told = report.of(owed(here))
    ((title, counts),) = [(one.title, dict(one.counts)) for one in told.wider]
    assert (told.texts, title, counts) == ((), "Contrat inventé", {"objectif_atteint": 1, "": 1})
    row = produce(DutyInstance.objects.get())
    assert "2 engagements : 1 objectif atteint" in words_of_pdf(kept.path_of(row.file_sha256).read_bytes())


def test_the_nation_reports_its_own_texts_alone(here: Place, text: Framework) -> None:
    nation = an_instance(a_duty(reach="pays"), Place.objects.france())
    with pytest.raises(BadInput, match="rien à rapporter"):
        report.of(nation)


def test_queries_do_not_grow(here: Place, text: Framework, django_assert_num_queries: object) -> None:
    instance, body = owed(here), a_body(here, frameworks=(text,))
    held = a_meeting(body)
    for many in (1, 5):
        for _ in range(many):
            a_decision(held)
        with django_assert_num_queries(16):  # type: ignore[operator]
            report.of(DutyInstance.objects.in_full().get(pk=instance.pk))


def test_reopened_it_is_no_report_of_tenir_any_more(here: Place, text: Framework) -> None:
    row = produce(owed(here))
    client = signed_in(prefecture(here))
    client.post(f"{row.get_absolute_url()}rouvrir/", {"reason": "Mauvais texte."})
    row.refresh_from_db()
    assert (row.file_sha256, row.is_generated, row.state) == ("", False, "a_faire")
