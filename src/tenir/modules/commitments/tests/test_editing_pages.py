"""The screens of editing, without JavaScript: what was typed stays, faults stand at their fields, one chooses."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern

from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.rights import Role
from tenir.modules.commitments import actions, urls
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.editing.addresses import RESERVED
from tenir.modules.commitments.models import Commitment, Framework, SheetProposal
from tenir.modules.commitments.sheets import workbook
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db
PREFIXES = ("parties", "places", "sub_items", "figures", "indicators")


@pytest.fixture
def amender() -> User:
    return a_member(Role.PREFECTURE, france(), organisation=an_organisation(name="Préfecture inventée"))


@pytest.fixture
def signed(client: Client, amender: User) -> Client:
    client.force_login(amender)
    return client


def form(**fields: Any) -> dict[str, Any]:
    """What a browser sends of the form of a promise, its rows given as lists of dictionaries."""
    data: dict[str, Any] = {"number": "1", "title": "Ouvrir", "counted": "on", "revision": "", "seen": ""}
    for prefix in PREFIXES:
        rows = fields.pop(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
        data |= {f"{prefix}-{rank}-{name}": value for rank, row in enumerate(rows) for name, value in row.items()}
    return {**data, **fields}


def answer(response: Any, status: int) -> str:
    page: str = response.content.decode()
    assert response.status_code == status, page
    return page


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


def test_framework_is_created_by_form(signed: Client) -> None:
    an_organisation(name="Ville de Valmérac")
    data = {
        "kind": "pacte",
        "title": "Pacte de Valmérac",
        "short_title": "Pacte de Valmérac",
        "place": "nation/FR",
        "noun": "mesure",
        "news_due_months": "6",
        "wording": "source",
        "signed_on": "2026-03-02",
        "signatories-TOTAL_FORMS": "1",
        "signatories-INITIAL_FORMS": "0",
        "signatories-0-organisation": "Ville de Valmérac",
        "links-TOTAL_FORMS": "0",
        "links-INITIAL_FORMS": "0",
    }
    response = signed.post("/cadres/nouveau/", data)
    assert response["Location"] == "/cadres/pacte-de-valmerac/", response.content.decode()
    made = Framework.objects.get()
    assert (made.state, made.signatories.get().organisation.name) == ("draft", "Ville de Valmérac")
    page = answer(signed.get("/cadres/pacte-de-valmerac/"), 200)
    assert "Publier ce cadre" in page


def test_promise_is_created_with_names_as_people_write_them(signed: Client) -> None:
    holder = an_organisation(name="Ville de Valmérac")
    draft = a_draft()
    data = form(
        parties=[{"organisation": "Ville de Valmérac", "role": "porteur"}, {"organisation": "", "role": "porteur"}]
    )
    assert signed.post(f"/cadres/{draft.slug}/nouveau/", data).status_code == 302
    assert contents.of(Commitment.objects.get()).parties == ((holder.slug, "porteur"),)


def test_faults_stand_at_their_fields_and_what_was_typed_stays(signed: Client) -> None:
    draft = a_draft()
    data = form(due="demain", parties=[{"organisation": "Inconnue", "role": "porteur"}], title="Tapé")
    page = answer(signed.post(f"/cadres/{draft.slug}/nouveau/", data), 422)
    assert 'href="#id_due"' in page
    assert 'href="#id_parties-0-organisation"' in page
    assert "Inconnue" in page
    assert "Tapé" in page
    assert not Commitment.objects.exists()


def test_one_more_row_is_asked_without_being_judged(signed: Client) -> None:
    draft = a_draft()
    page = answer(signed.post(f"/cadres/{draft.slug}/nouveau/", form(title="", ajouter="parties")), 200)
    assert 'name="parties-0-organisation"' in page
    assert "Quelque chose est à corriger" not in page


def made(**fields: Any) -> Commitment:
    return actions.create_commitment(by=ME, framework=a_draft(), content=promise("1", **fields))


def test_second_of_two_chooses_field_by_field_and_loses_nothing(signed: Client) -> None:
    row = made(due="2026", theme="emploi")
    address = f"/cadres/{row.framework.slug}/1/corriger/"
    opened = answer(signed.get(address), 200)
    seen, revision = hidden(opened, "seen"), hidden(opened, "revision")
    actions.amend_commitment(
        by=ME, commitment=row, content=promise("1", title="Titre de l'autre", due="2026", theme="sante"), revision=1
    )
    mine = form(title="Mon titre", due="2027", theme="emploi", revision=revision, seen=seen)
    page = answer(signed.post(address, mine), 409)
    assert "Mon titre" in page
    assert "Titre de l&#x27;autre" in page
    # The due date changed on my side alone, the theme on the other's alone; the title on both.
    assert re.findall(r'name="choix-(\w+)" value="([\w-]+)" checked', page) == [
        ("theme", "version-enregistree"),
        ("due", "ma-version"),
    ]
    again = {**mine, "revision": hidden(page, "revision"), "conflit": "oui"}
    half = answer(signed.post(address, {**again, "choix-due": "ma-version"}), 409)
    assert "Choisissez une version pour chaque ligne" in half
    chosen = {"choix-title": "ma-version", "choix-due": "ma-version", "choix-theme": "version-enregistree"}
    assert signed.post(address, {**again, **chosen}).status_code == 302
    row.refresh_from_db()
    assert (row.title, str(row.due_on), row.theme, row.revision) == ("Mon titre", "2027-12-31", "sante", 3)


def test_public_promise_asks_for_the_reason(signed: Client) -> None:
    row = made()
    actions.publish_framework(by=ME, framework=row.framework)
    address = f"/cadres/{row.framework.slug}/1/corriger/"
    page = answer(signed.post(address, form(title="Autre", revision="1")), 422)
    assert 'href="#id_reason"' in page
    assert signed.post(address, form(title="Autre", revision="1", reason="avenant")).status_code == 302
    entry = Entry.objects.about(row).last()
    assert entry is not None
    assert entry.reason == "avenant"


def test_what_depends_on_a_promise_is_listed_before_its_removal(signed: Client) -> None:
    row = made()
    actions.create_commitment(by=ME, framework=row.framework, content=promise("1.a", parent="1"))
    address = f"/cadres/{row.framework.slug}/1/supprimer/"
    assert "le précise" in answer(signed.get(address), 200)
    assert "le précise" in answer(signed.post(address), 422)
    assert signed.post(f"/cadres/{row.framework.slug}/1.a/supprimer/").status_code == 302


def test_shipped_framework_says_where_its_words_are_corrected(signed: Client) -> None:
    row = made()
    Framework.objects.update(is_referential=True)
    assert "referentials" in answer(signed.get(f"/cadres/{row.framework.slug}/1/corriger/"), 200)


def test_national_text_is_made_the_board_of_a_place(signed: Client) -> None:
    row = made()
    actions.publish_framework(by=ME, framework=row.framework)
    qrr = a_place(kind="qrr", code="Q1", name="Quartier inventé", inside=france())
    response = signed.post(f"/cadres/{row.framework.slug}/decliner/", {"place": "Quartier inventé"})
    assert response["Location"] == "/cadres/cadre-d-essai-qrr-q1/"
    page = answer(signed.post(f"/cadres/{row.framework.slug}/decliner/", {"place": f"qrr/{qrr.code}"}), 422)
    assert "/cadres/cadre-d-essai-qrr-q1/" in page


def test_ties_are_added_and_taken_away(signed: Client) -> None:
    row = made()
    two = actions.create_commitment(by=ME, framework=row.framework, content=promise("2"))
    town = a_place(inside=france(), name="Valmérac")
    address = f"/cadres/{row.framework.slug}/1/liens/"
    link = {"sorte": "lien", "lien-kind": "conditionne", "lien-target": f"http://testserver{two.get_absolute_url()}"}
    assert signed.post(address, link).status_code == 302
    assert signed.post(address, {"sorte": "lieu", "lieu-place": "Valmérac"}).status_code == 302
    page = answer(signed.get(address), 200)
    assert two.title in page.replace("&#x27;", "'")
    assert town.name in page
    assert signed.post(f"{address}lien/{row.links.get().pk}/retirer/").status_code == 302
    assert not row.links.exists()
    assert "aucun engagement" in answer(signed.post(address, {**link, "lien-target": "rien/1"}), 422).lower()


def test_sheet_goes_out_comes_back_and_is_committed_after_a_look(signed: Client) -> None:
    row = made()
    framework = row.framework
    response = signed.get(f"/cadres/{framework.slug}/feuille/fichier/")
    assert b"".join(response.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    csv = "Adresse;Numéro;Intitulé;Révision\n1;1;Corrigé;1\n;2;Nouveau;\n".encode()
    sent = signed.post(f"/cadres/{framework.slug}/feuille/", {"fichier": SimpleUploadedFile("f.csv", csv)})
    preview = sent["Location"]
    page = answer(signed.get(preview), 200)
    assert "Corrigé" in page
    assert "Nouveau" in page
    done = signed.post(preview, {"etat": hidden(page, "etat")})
    assert done["Location"] == framework.get_absolute_url()
    assert [one.title for one in Commitment.objects.of_framework(framework)] == ["Corrigé", "Nouveau"]
    # The button pressed twice, or the page opened again later.
    assert signed.post(preview, {"etat": hidden(page, "etat")}).status_code == 302
    answer(signed.get(preview), 404)


def test_sheet_with_faults_cannot_be_committed(signed: Client) -> None:
    framework = made().framework
    csv = "Adresse;Numéro;Intitulé\n;1;Double\n".encode()
    sent = signed.post(f"/cadres/{framework.slug}/feuille/", {"fichier": SimpleUploadedFile("f.csv", csv)})
    page = answer(signed.get(sent["Location"]), 200)
    assert "Engagements!B2" in page
    assert "Enregistrer toute la feuille" not in page
    answer(signed.post(sent["Location"], {"etat": hidden(page, "etat")}), 422)
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("name", ["", "rien.xlsx"])
def test_what_is_no_sheet_is_told_on_the_page(signed: Client, name: str) -> None:
    framework = made().framework
    files = {"fichier": SimpleUploadedFile(name, b"PK rien")} if name else {}
    answer(signed.post(f"/cadres/{framework.slug}/feuille/", files), 422)
    assert not SheetProposal.objects.exists()


def test_links_of_editing_are_for_those_who_may(client: Client, amender: User) -> None:
    row = made()
    actions.publish_framework(by=ME, framework=row.framework)
    page = answer(client.get(row.get_absolute_url()), 200)
    assert "corriger/" not in page
    client.force_login(amender)
    page = answer(client.get(row.get_absolute_url()), 200)
    assert "corriger/" in page
    client.force_login(a_member(Role.PREFECTURE, a_place(inside=france())))
    page = answer(client.get(row.get_absolute_url()), 200)
    assert "corriger/" not in page
    assert "liens/" in page


def test_workbook_of_an_empty_framework_opens() -> None:
    file = io.BytesIO()
    workbook.write(a_draft(), file)
    assert file.getvalue()[:2] == b"PK"


def test_no_promise_can_take_the_address_of_a_screen() -> None:
    patterns = [str(one.pattern) for one in urls.FRAMEWORKS if isinstance(one, URLPattern)]
    second = {parts[1] for parts in (pattern.split("/") for pattern in patterns) if len(parts) > 1}
    first = {pattern.split("/")[0] for pattern in patterns}
    words = {word.replace("<slug:format>", "atom") for word in first | second}
    assert {word for word in words if word and not word.startswith("<")} <= RESERVED
