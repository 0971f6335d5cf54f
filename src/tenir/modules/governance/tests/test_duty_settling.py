"""Saying a duty done, letting a place off, making it to do again."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Organisation
from tenir.core.rights import Refused, Role
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.actions.duties import Proof
from tenir.modules.governance.duties import kept, links
from tenir.modules.governance.duties.enums import Standing
from tenir.modules.governance.models import DutyInstance
from tenir.modules.governance.tests.duty_builders import ME, TODAY, a_departement, an_instance, prefecture
from tests.builders import a_member, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PDF = b"%PDF-1.7\ninvented"


@pytest.fixture
def here() -> Organisation:
    return an_organisation()


def done(instance: DutyInstance, here: Organisation, **proof: str) -> DutyInstance:
    given = Proof(**(proof or {"note": "Réunion tenue."}))  # type: ignore[arg-type]
    return actions.fulfil(by=ME, instance=instance, done_on=date(2026, 3, 2), organisation=here, proof=given)


def test_done_with_a_note_says_when_by_whom_and_how_late(here: Organisation) -> None:
    row = done(an_instance(), here)
    assert (row.standing(), row.settled_on, row.organisation, row.note) == (
        Standing.DONE,
        date(2026, 3, 2),
        here,
        "Réunion tenue.",
    )
    assert row.late_by() == 2
    assert Entry.objects.get(verb="governance.fulfil_duty").after["state"] == "faite"


def test_done_asks_for_a_proof_a_day_that_has_come_and_an_organisation(here: Organisation) -> None:
    instance = an_instance()
    with pytest.raises(BadInput, match="rien ne montre"):
        done(instance, here, note="  ")
    with pytest.raises(BadInput, match="pas encore venu"):
        actions.fulfil(
            by=ME, instance=instance, done_on=date(2026, 3, 11), organisation=here, proof=Proof(note="Faite.")
        )
    with pytest.raises(BadInput, match="quelle organisation"):
        actions.fulfil(by=ME, instance=instance, done_on=TODAY, organisation=None, proof=Proof(note="Faite."))
    assert DutyInstance.objects.get().standing() == Standing.LATE


def test_the_second_of_two_people_is_told_and_overwrites_nothing(here: Organisation) -> None:
    instance = an_instance()
    done(instance, here)
    with pytest.raises(BadInput, match="déjà été réglée, le 2 mars 2026"):
        done(instance, here, note="Autre chose.")
    assert DutyInstance.objects.get().note == "Réunion tenue."


def test_a_link_must_be_one(here: Organisation) -> None:
    with pytest.raises(BadInput, match="lien"):
        done(an_instance(), here, url="javascript:alert(1)")


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/a", "http://127.1/a", "http://2130706433/", "http://0x7f.1/", "http://[::1]/"),
        *("http://10.0.0.8/a", "http://169.254.169.254/latest", "http://localhost:8000/", "https://intranet/bilan"),
        *(
            "https://bilan.local/",
            "https://moi:secret@exemple.fr/",
            "ftp://exemple.fr/a",
            "javascript:alert(1)",
            "https:///a",
        ),
    ],
)
def test_a_link_that_the_public_cannot_follow_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="lien"):
        links.checked(url)


@pytest.mark.parametrize("url", ["", "https://www.cote-dor.gouv.fr/bilan.pdf?a=1#b", "http://exemple.fr./"])
def test_a_public_link_stays_as_it_is(url: str) -> None:
    assert links.checked(url) == url


def test_a_dispensation_has_its_reason(here: Organisation) -> None:
    instance = an_instance()
    with pytest.raises(BadInput, match="motif"):
        actions.waive(by=ME, instance=instance, reason=" ", organisation=here)
    row = actions.waive(by=ME, instance=instance, reason="Aucun contrat ici.", organisation=here)
    assert (row.standing(), row.reason, row.settled_on, row.late_by()) == (
        Standing.WAIVED,
        "Aucun contrat ici.",
        TODAY,
        0,
    )


def test_reopened_it_is_late_again_and_the_journal_keeps_what_was_said(here: Organisation) -> None:
    row = done(an_instance(), here, url="https://exemple.fr/bilan")
    with pytest.raises(BadInput, match="motif manque"):
        actions.reopen(by=ME, instance=row, reason="")
    again = actions.reopen(by=ME, instance=row, reason="Mauvais bilan.")
    assert (again.standing(), again.url, again.organisation, again.due_on) == (
        Standing.LATE,
        "",
        None,
        date(2026, 2, 28),
    )
    event = Entry.objects.get(verb="governance.reopen_duty")
    assert (event.before["url"], event.reason) == ("https://exemple.fr/bilan", "Mauvais bilan.")
    with pytest.raises(BadInput, match="déjà à faire"):
        actions.reopen(by=ME, instance=row, reason="Encore.")


def test_rights_are_those_of_the_place(here: Organisation) -> None:
    instance = an_instance()
    stranger, partner = prefecture(a_departement("99")), a_member(Role.PARTNER, instance.place)
    for who in (stranger, partner):
        with pytest.raises(Refused):
            actions.fulfil(by=who, instance=instance, done_on=TODAY, organisation=here, proof=Proof(note="Faite."))
        with pytest.raises(Refused):
            actions.waive(by=who, instance=instance, reason="Motif.", organisation=here)
        with pytest.raises(Refused):
            actions.reopen(by=who, instance=instance, reason="Motif.")


def test_a_delegate_says_done_but_neither_lets_off_nor_undoes_it(here: Organisation) -> None:
    instance = an_instance()
    delegate = a_member(Role.DELEGATE, instance.place)
    with pytest.raises(Refused):
        actions.waive(by=delegate, instance=instance, reason="Motif.", organisation=here)
    actions.waive(by=prefecture(instance.place), instance=instance, reason="Motif.", organisation=here)
    with pytest.raises(Refused):
        actions.reopen(by=delegate, instance=instance, reason="Motif.")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "faite"},
        {"state": "faite", "settled_on": TODAY},
        {"state": "dispensee", "settled_on": TODAY, "reason": ""},
        {"settled_on": TODAY},
        {"reason": "Motif sans dispense."},
    ],
)
def test_the_database_refuses_a_state_that_says_nothing(fields: dict[str, object], here: Organisation) -> None:
    instance = an_instance()
    if "settled_on" in fields and fields.get("state"):
        fields = {**fields, "organisation": here}
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyInstance.objects.filter(pk=instance.pk).update(**fields)


def test_the_same_instance_twice_is_refused_by_the_database() -> None:
    instance = an_instance()
    with pytest.raises(IntegrityError), transaction.atomic():
        an_instance(instance.duty, instance.place, period=instance.period)


def test_a_document_is_kept_once_under_its_hash(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    first, again = kept.keep(PDF, "Bilan.pdf"), kept.keep(PDF, "../../etc/Copie du bilan.PDF")
    assert (first.sha256, again.name) == (again.sha256, "Copie du bilan.PDF")
    assert [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()] == [PDF]
    assert kept.path_of(first.sha256).is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "vide.pdf", "vide"),
        (b"MZ\x90", "bilan.pdf", "n'est pas un PDF"),
        (PDF, "bilan.exe", "n'est pas un PDF"),
        (PDF, "bilan.docx", "n'est pas un PDF"),
        (PDF, "C:\\dossier\\", "n'est pas un PDF"),
        (b"%PDF-" + b"0" * kept.LARGEST, "lourd.pdf", "pèse plus de 20"),
    ],
)
def test_what_is_no_document_is_refused(content: bytes, name: str, fault: str, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(BadInput, match=fault):
        kept.keep(content, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_of_four_people_at_once_one_says_it_done_and_the_others_are_told() -> None:
    with transaction.atomic():
        instance, here = an_instance(), an_organisation()
    start, came = threading.Barrier(4), []

    def run(number: int) -> None:
        start.wait()
        try:
            done(instance, here, note=f"Note {number}.")
            came.append("done")
        except BadInput:
            came.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(came) == ["done", "told", "told", "told"]
    assert Entry.objects.filter(verb="governance.fulfil_duty").count() == 1
