"""The screens of duties."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.rights import Role
from tenir.core.web.exports import to_csv
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.duties import columns, demonstration, kept, referential
from tenir.modules.governance.duties.kept import path_of
from tenir.modules.governance.duties.notifying import mark_notified
from tenir.modules.governance.models import DutyInstance, DutyStart
from tenir.modules.governance.tests.duty_builders import (
    ME,
    TODAY,
    a_departement,
    a_duty,
    an_instance,
    dated,
    prefecture,
    signed_in,
    undated,
)
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LIST = "/obligations/"


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode().replace("\u202f", " ")


def test_an_empty_site_says_who_can_fill_it(client: Client) -> None:
    assert "tenir referentials load" in text(client, LIST)


def test_the_list_counts_and_says_text_lines_and_day(client: Client) -> None:
    a_duty()
    dated()
    undated()
    shown = text(client, LIST)
    assert "3 obligations : 1 revient à intervalle fixe, 1 a une date et 1 ne dit pas de date." in shown
    assert "Le 15 mars 2019, échéance passée" in shown
    assert "Chaque trimestre" in shown
    assert "Texte inventé, lignes 4 à 6" in shown
    assert "Aucune n'est encore suivie" in shown


def test_the_list_is_filtered_by_plain_addresses(client: Client) -> None:
    a_duty(title="Premier bilan")
    dated(title="Seule date", owed_by="cget")
    assert "Seule date" not in text(client, f"{LIST}?rythme=recurrente")
    assert "Premier bilan" not in text(client, f"{LIST}?par=cget")
    assert "Premier bilan" in text(client, f"{LIST}?texte=texte-invente")
    assert "Aucune obligation ne répond" in text(client, f"{LIST}?texte=un-autre&par=cget")


def test_a_past_day_that_nobody_followed_is_not_called_late(client: Client) -> None:
    duty = dated()
    shown = text(client, duty.get_absolute_url())
    assert "Échéance passée, non suivie ici" in shown
    assert "En retard" not in shown


def test_the_page_of_a_duty_counts_its_instances(client: Client) -> None:
    late = an_instance()
    an_instance(late.duty, due_on=date(2026, 5, 31))
    shown = text(client, late.duty.get_absolute_url())
    assert "2 échéances suivies : 1 est en retard et 1 est à faire." in shown
    assert "10 jours de retard" in shown
    assert "reste 82 jours" in shown


def test_pages_ask_as_often_with_a_hundred_departements(client: Client) -> None:
    duty, other = a_duty(), a_duty()
    actions.follow_duty(by=ME, duty=duty, place=a_departement("200"), since=TODAY)
    who = signed_in(a_member(Role.MINISTRY, france()))
    paths = (LIST, duty.get_absolute_url(), "/lieux/departement/200/", "/")
    few = [_queries(who, path) for path in paths]
    for number in range(100):
        place = a_departement(f"{number:02}")
        for one in (duty, other):
            an_instance(one, place)
            DutyStart.objects.create(duty=one, place=place, since=TODAY)
    an_instance(other, DutyInstance.objects.filter(duty=duty).first().place)  # type: ignore[union-attr]
    assert [_queries(who, path) for path in paths] == few


def _queries(client: Client, path: str) -> int:
    client.get(path)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_prefecture_follows_a_duty_on_its_own_territory_only() -> None:
    here, elsewhere, duty = a_departement("21"), a_departement("41"), a_duty()
    who = signed_in(prefecture(here))
    address = f"{duty.get_absolute_url()}suivre/"
    assert "Suivre cette obligation" in text(who, duty.get_absolute_url())
    assert who.post(address, {"place": elsewhere.pk, "day": "2026-03-10"}).status_code == 422
    assert who.post(address, {"place": here.pk, "day": "2026-03-10"}).status_code == 302
    assert DutyInstance.objects.get().place == here
    start = DutyStart.objects.get()
    assert "Ne plus suivre ici" in text(who, duty.get_absolute_url())
    assert who.post(f"/obligations/suivis/{start.pk}/cesser/").status_code == 302
    assert DutyStart.objects.get().until == TODAY


def test_a_refused_start_keeps_what_was_typed() -> None:
    here, duty = a_departement(), a_duty()
    response = signed_in(prefecture(here)).post(
        f"{duty.get_absolute_url()}suivre/", {"place": here.pk, "day": "2019-01-01"}
    )
    shown = response.content.decode()
    assert response.status_code == 422
    assert "un an au plus" in shown
    assert 'value="2019-01-01"' in shown


def test_a_past_day_is_opened_in_one_place() -> None:
    here, duty = a_departement(), dated()
    who = signed_in(prefecture(here))
    assert "Ouvrez cette échéance" in text(who, f"{duty.get_absolute_url()}suivre/")
    assert who.post(f"{duty.get_absolute_url()}suivre/", {"place": here.pk}).status_code == 302
    assert DutyInstance.objects.get().due_on == date(2019, 3, 15)


def test_done_with_a_document_that_only_the_territory_opens(client: Client, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    instance = an_instance()
    who = signed_in(prefecture(instance.place))
    file = SimpleUploadedFile("Bilan de Jeanne.pdf", b"%PDF-1.7 invented")
    sent = who.post(f"{instance.get_absolute_url()}faire/", {"done_on": "2026-03-09", "file": file})
    assert sent.status_code == 302
    row = DutyInstance.objects.get()
    assert path_of(row.file_sha256).read_bytes() == b"%PDF-1.7 invented"
    shown = text(client, instance.get_absolute_url())
    assert "Jeanne" not in shown
    assert row.file_sha256 in shown
    assert "avec 9 jours de retard" in shown
    stranger = signed_in(prefecture(a_departement("99")))
    assert stranger.get(f"{instance.get_absolute_url()}document/").status_code == 403
    document = who.get(f"{instance.get_absolute_url()}document/")
    assert document.headers["Content-Disposition"].startswith('attachment; filename="bilan-de-jeanne.pdf"')
    assert b"".join(document.streaming_content) == b"%PDF-1.7 invented"  # type: ignore[attr-defined]
    document.close()


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"done_on": "2026-03-09"}, "Joignez un document"),
        ({"done_on": "2026-03-11", "note": "Ma note."}, "pas encore venu"),
        ({"done_on": "2026-03-09", "url": "ftp://exemple.invalid/a", "note": "Ma note."}, "https://"),
        ({"done_on": "2026-03-09", "url": "http://127.0.0.1/a", "note": "Ma note."}, "mène à une machine"),
        ({"done_on": "", "note": "Ma note."}, "obligatoire"),
    ],
)
def test_a_fault_is_said_and_nothing_typed_is_lost(sent: dict[str, str], fault: str) -> None:
    instance = an_instance()
    response = signed_in(prefecture(instance.place)).post(f"{instance.get_absolute_url()}faire/", sent)
    shown = response.content.decode()
    assert response.status_code == 422
    assert fault in shown
    assert sent.get("note", "") in shown
    assert DutyInstance.objects.get().state == "a_faire"


def test_a_file_that_is_no_document_is_refused_beside_its_field(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path
    instance = an_instance()
    file = SimpleUploadedFile("bilan.pdf", b"MZ not a pdf")
    response = signed_in(prefecture(instance.place)).post(
        f"{instance.get_absolute_url()}faire/", {"done_on": "2026-03-09", "file": file, "note": "Ma note."}
    )
    assert response.status_code == 422
    assert "un PDF, ODT" in response.content.decode()
    assert "Ma note." in response.content.decode()


def test_a_heavy_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGEST", 5)
    monkeypatch.setattr(kept, "keep", None)
    instance = an_instance()
    response = signed_in(prefecture(instance.place)).post(
        f"{instance.get_absolute_url()}faire/",
        {"done_on": "2026-03-09", "file": SimpleUploadedFile("bilan.pdf", b"%PDF-1.7")},
    )
    assert response.status_code == 422
    assert "Ce document pèse plus de" in response.content.decode()


def test_let_off_then_reopened_with_its_history(client: Client) -> None:
    instance = an_instance()
    who = signed_in(prefecture(instance.place))
    assert who.post(f"{instance.get_absolute_url()}dispenser/", {"reason": "Aucun quartier ici."}).status_code == 302
    assert "Aucun quartier ici." in text(client, instance.get_absolute_url())
    assert who.post(f"{instance.get_absolute_url()}rouvrir/", {"reason": "Erreur de saisie."}).status_code == 302
    shown = text(client, instance.get_absolute_url())
    assert "10 jours de retard" in shown
    assert all(deed in shown for deed in ("Dispensée", "Rouverte", "Motif : Erreur de saisie."))


def test_a_notified_day_says_what_the_rule_would_give(client: Client) -> None:
    instance = an_instance(period="P3M-28", due_on=date(2026, 2, 27))
    with transaction.atomic():
        mark_notified([instance], on=date(2026, 2, 1), by=ME)
    shown = text(client, instance.get_absolute_url())
    assert "Notifiée le 1er février 2026" in shown
    assert "donnerait le 28 février 2026" in shown
    assert "6 mars 2026</time> : son responsable (date passée)" in shown


def test_a_place_shows_what_is_due_here_and_what_nobody_followed(client: Client) -> None:
    place = a_departement()
    dated()
    an_instance(place=place)
    shown = text(client, place.get_absolute_url())
    assert "Ce qui est dû ici" in shown
    assert "10 jours de retard" in shown
    assert "1 obligation avait une date passée avant d'être suivie ici" in shown
    assert "Ce qui est dû ici" not in text(client, a_place(inside=place).get_absolute_url())


def test_public_files_hold_every_duty_and_no_name_of_a_file() -> None:
    instance = an_instance()
    DutyInstance.objects.update(
        state="faite", settled_on=TODAY, organisation=an_organisation(), file_name="Jeanne.pdf", file_sha256="a" * 64
    )
    duties, instances = (
        b"".join(to_csv(sheet).streaming_content).decode()  # type: ignore[attr-defined]
        for sheet in (columns.all_duties(), columns.all_instances())
    )
    assert instance.duty.slug in duties
    assert "lignes 4 à 6" in duties
    assert "a" * 64 in instances
    assert "Faite" in instances
    assert "Jeanne" not in instances


def test_the_demonstration_has_done_due_and_late_ones_and_says_they_are_invented(client: Client) -> None:
    place = a_departement("21")
    speaker = an_organisation(place=place)
    type(speaker).objects.update(slug=demonstration.SPEAKER)
    a_duty(slug="compte-rendu-trimestriel-10000")
    told: list[str] = []
    for _ in range(2):
        demonstration.load(told.append)
    assert told == ["5 échéances d'obligations inventées.", "0 échéances d'obligations inventées."]
    assert {one.standing().value for one in DutyInstance.objects.all()} == {"faite", "a_faire", "en_retard"}
    assert not DutyInstance.objects.filter(is_invented=False).exists()
    assert "inventé pour la démonstration" in text(client, place.get_absolute_url())


def test_a_duty_is_found_by_what_is_owed_and_by_whom(client: Client) -> None:
    finding = referential.read()[11]
    referential.bring_up_to_date(by=ME, listed=[finding])
    for asked in ("synthèse cinq pages", "obligation préfets synthèse"):
        assert "/obligations/synthese-de-mars-2019/" in text(client, f"/recherche/?q={asked}")
