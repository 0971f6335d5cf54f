"""Pages of drafts: the list, handing in, the review, gestures, conflicts, adoption; and that nothing leaks before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.commitments.models import Framework
from tenir.modules.documents.drafting import LARGEST
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.models import Draft
from tenir.modules.documents.tests.drafts import a_draft, a_lead, a_prefecture, a_town, item
from tenir.modules.documents.tests.samples import table
from tests.builders import a_member, a_place, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Place:
    return a_town()


@pytest.fixture
def lead(town: Place, client: Client) -> User:
    lead = a_lead(town)
    client.force_login(lead)
    return lead


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town)


@pytest.fixture
def other(town: Place) -> Client:
    """The prefecture, on the same draft."""
    client = Client()
    client.force_login(a_prefecture(town))
    return client


def text(answer: Any) -> str:
    return str(answer.getvalue().decode().replace("\u202f", " "))


def address(draft: Draft, key: str, gesture: str) -> str:
    return f"/textes/{draft.pk}/elements/{item(draft, key).pk}/{gesture}/"


def words(**changed: str) -> dict[str, str]:
    return {"kind": "measure", "text": "Jouer dehors", "number": "2", "level": "", "side": "", **changed}


def handed(town: Place, **sent: Any) -> dict[str, Any]:
    return {"place": str(town.pk), "kind": "pacte", "slug": "essai", "title": "", "short_title": "", "date": "", **sent}


def test_menu_shows_texts_to_those_who_may_review(client: Client, town: Place) -> None:
    assert "/textes/" not in text(client.get("/"))
    client.force_login(a_member(Role.PARTNER, town))
    assert "/textes/" not in text(client.get("/"))
    client.force_login(a_lead(town))
    assert 'href="/textes/"' in text(client.get("/"))


def test_mended_line_is_shown_and_its_original_is_one_click_away(client: Client, lead: User, town: Place) -> None:
    damaged = "PACTE INVENTÉ\n\nEngagements de la commune :\n- Garantir I'accés aux jardins ;\n- Ouvrir un lieu.\n"
    client.post("/textes/deposer/", handed(town, text=damaged))
    draft = Draft.objects.get()
    row = draft.items.get(text__startswith="Garantir")
    page = text(client.get(f"/textes/{draft.pk}/", {"element": row.pk}))
    assert row.text.startswith("Garantir l'accès aux jardins")
    card = page[page.index('id="element"') : page.index('class="tabs"')].replace("&#x27;", "'")
    assert "1 ligne réparée à la lecture" in card
    assert "<del>- Garantir I'accés aux jardins ;</del>" in card
    other = draft.items.get(text__startswith="Ouvrir")
    assert "à la lecture : voir l" not in text(client.get(f"/textes/{draft.pk}/", {"element": other.pk}))


def test_list_stops_at_one_s_territory(client: Client, draft: Draft) -> None:
    elsewhere = a_place(inside=france())
    a_draft(a_lead(elsewhere), elsewhere, slug="ailleurs")
    page = text(client.get("/textes/"))
    assert page.count("Suivi inventé</a>") == 1
    assert "0 sur 8 revus" in page
    client.force_login(a_lead(a_place(inside=france())))
    assert "Aucun texte en relecture" in text(client.get("/textes/"))


@pytest.mark.parametrize("how", ["file", "pasted"])
def test_text_becomes_a_draft(client: Client, lead: User, town: Place, how: str) -> None:
    file = SimpleUploadedFile("suivi.txt", table(3).encode("windows-1252"), content_type="text/plain")
    sent = {"file": file} if how == "file" else {"text": table(3).replace("\n", "\r\n")}
    answer = client.post("/textes/deposer/", handed(town, **sent), follow=True)
    draft = Draft.objects.get()
    assert answer.redirect_chain[-1][0] == f"/textes/{draft.pk}/"
    assert draft.items.filter(kind="commitment").count() + draft.items.filter(kind="measure").count() == 3
    assert draft.source_lines[0] == "SUIVI DES MESURES INVENTÉES - MARS 2021"
    assert draft.lines == len(draft.source_lines)
    assert not Framework.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Donnez un fichier ou collez un texte"),
        ({"file": b"", "text": ""}, "vide"),
        ({"file": b"a", "text": "b"}, "Gardez l"),
        ({"file": b"%PDF-1.7 x"}, "un PDF"),
        ({"file": b"\x00\x01\x02" * 200}, "Rien n"),
        ({"file": b"a" * (LARGEST + 1)}, "plus de 2 Mo"),
        ({"text": "Il fait beau.\nIl fera beau demain."}, "Rien n&#x27;a été écrit"),
        ({"text": table(2), "slug": "Mon Pacte"}, "Adresse"),
        ({"text": table(2), "date": "hier", "kind": ""}, "Sorte"),
    ],
)
def test_bad_text_is_told_in_the_form_and_nothing_is_written(
    client: Client, lead: User, town: Place, sent: dict[str, Any], sentence: str
) -> None:
    if "file" in sent:
        sent = {**sent, "file": SimpleUploadedFile("texte.txt", sent["file"])}
    answer = client.post("/textes/deposer/", handed(town, **sent))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Draft.objects.exists()


def test_place_outside_one_s_territory_cannot_be_chosen(client: Client, lead: User) -> None:
    elsewhere = a_place(inside=france())
    answer = client.post("/textes/deposer/", handed(elsewhere, text=table(2)))
    assert answer.status_code == 422
    assert not Draft.objects.exists()


def test_review_lights_the_lines_of_the_item_at_hand(client: Client, draft: Draft) -> None:
    row = item(draft, "measure-1")
    page = text(client.get(f"/textes/{draft.pk}/?element={row.pk}"))
    lit = [line for line in page.split("<li ") if 'class="lit"' in line]
    assert [line.split('"')[1] for line in lit] == ["l3", "l4"]
    assert "Ouvrir<br>des lieux" in page


def test_unsure_items_come_first_unless_the_order_of_the_text_is_asked(client: Client, draft: Draft) -> None:
    draft.items.filter(key="measure-2").update(confidence=0.4)
    row = item(draft, "measure-2")
    unsure = text(client.get(f"/textes/{draft.pk}/"))
    assert unsure.index(f'id="e{row.pk}"') < unsure.index(f'id="e{item(draft, "framework").pk}"')
    assert f'data-item="{row.pk}"' in unsure
    assert "1 élément reste à regarder de près" in unsure
    ordered = text(client.get(f"/textes/{draft.pk}/?ordre=texte"))
    assert ordered.index(f'id="e{row.pk}"') > ordered.index(f'id="e{item(draft, "framework").pk}"')


@pytest.mark.parametrize("query", ["element=999", "element=x", "page=99", "ordre=autre&vu=-1", "vu=99999999999999"])
def test_odd_addresses_show_the_review(client: Client, draft: Draft, query: str) -> None:
    assert client.get(f"/textes/{draft.pk}/?{query}").status_code == 200


def test_decision_leads_to_the_next_item(client: Client, draft: Draft) -> None:
    sent = {"revision": "1", "decision": "accepted", "ordre": "texte", "vu": "1"}
    answer = client.post(address(draft, "framework", "decider"), sent)
    assert answer.status_code == 302
    assert f"element={item(draft, 'heading-1').pk}&ordre=texte&vu=1" in answer["Location"]
    assert "1</strong> sur 8 revus" in text(client.get(answer["Location"]))


def test_script_gets_the_parts_that_change(client: Client, draft: Draft) -> None:
    row = item(draft, "measure-1")
    answer = client.post(
        address(draft, "measure-1", "decider"),
        {"revision": "1", "decision": "refused"},
        headers={"X-Requested-With": "tenir-review"},
    )
    told = json.loads(answer.content)
    assert set(told["rows"]) == {str(row.pk), str(item(draft, "measure-1.a").pk)}
    assert told["said"].replace("\u202f", " ") == "Refusé : mesure 1. 2 sur 8 revus."
    assert told["element"] != row.pk


@pytest.mark.parametrize("sent", [{}, {"revision": "1"}, {"revision": "x", "decision": "accepted"}])
def test_form_without_its_fields_is_refused(client: Client, draft: Draft, sent: dict[str, str]) -> None:
    assert client.post(address(draft, "measure-1", "decider"), sent).status_code == 400
    assert (
        client.post(address(draft, "measure-1", "deplacer"), {**sent, "vers": "sous", "sous": "x"}).status_code == 400
    )


def test_item_of_another_draft_is_not_there(client: Client, draft: Draft, town: Place) -> None:
    elsewhere = a_place(inside=town)
    second = a_draft(a_lead(elsewhere), elsewhere)
    path = f"/textes/{draft.pk}/elements/{item(second, 'measure-1').pk}/decider/"
    assert client.post(path, {"revision": "1", "decision": "accepted"}).status_code == 404


def test_two_people_on_one_item_see_both_versions_and_choose(client: Client, other: Client, draft: Draft) -> None:
    path = address(draft, "measure-2", "corriger")
    assert other.post(path, {**words(text="Jouer dedans"), "revision": "1"}).status_code == 302
    answer = client.post(path, {**words(), "revision": "1"})
    page = text(answer)
    assert answer.status_code == 409
    assert "Jouer dedans" in page
    assert "Jouer dehors" in page
    assert "Préfecture, sous-préfecture) l'a corrigé" in page.replace("&#x27;", "'")
    assert item(draft, "measure-2").text == "Jouer dedans"
    assert client.post(path, {**words(), "revision": "2"}).status_code == 302
    assert item(draft, "measure-2").text == "Jouer dehors"


def test_who_accepted_other_words_may_keep_them_or_accept_the_new_ones(
    client: Client, other: Client, draft: Draft
) -> None:
    other.post(address(draft, "measure-2", "corriger"), {**words(text="Jouer dedans"), "revision": "1"})
    answer = client.post(address(draft, "measure-2", "decider"), {"revision": "1", "decision": "accepted"})
    page = text(answer)
    assert answer.status_code == 409
    assert '<input type="hidden" name="text" value="Jouer">' in page
    assert "Accepter l'autre version" in page
    assert "Garder l'autre version" in page


def test_two_people_on_different_items_both_write(client: Client, other: Client, draft: Draft) -> None:
    sent = {"revision": "1", "decision": "accepted"}
    assert client.post(address(draft, "measure-1", "decider"), sent).status_code == 302
    assert other.post(address(draft, "measure-2", "decider"), sent).status_code == 302
    assert draft.items.filter(decision=Decision.ACCEPTED).count() == 2


def test_refresh_tells_which_office_changed_what_and_never_who(client: Client, other: Client, draft: Draft) -> None:
    sent = {"revision": "1", "decision": "refused"}
    other.post(address(draft, "measure-1", "decider"), sent)
    client.post(address(draft, "measure-2", "decider"), sent)
    page = text(client.get(f"/textes/{draft.pk}/?vu=1"))
    assert "(Préfecture, sous-préfecture) a refusé : mesure 1" in page
    assert "a refusé : mesure 2" not in page
    assert "Personne " not in page.split("<main")[1]
    assert "a refusé : mesure 1" not in text(client.get(f"/textes/{draft.pk}/"))


def test_wrong_correction_is_told_beside_the_item(client: Client, draft: Draft) -> None:
    path = address(draft, "measure-2", "corriger")
    for sent, sentence in (
        (words(text=""), "Ce champ est obligatoire"),
        (words(kind="heading", level="objectif_atteint"), "seul un engagement"),
    ):
        answer = client.post(path, {**sent, "revision": "1"})
        assert answer.status_code == 422
        assert sentence.lower() in text(answer).lower()


def test_move_and_undo_by_form(client: Client, draft: Draft) -> None:
    path, heading = address(draft, "measure-1", "deplacer"), item(draft, "heading-1")
    client.post(path, {"revision": "1", "vers": "sous", "sous": str(heading.pk)})
    assert item(draft, "measure-1").parent == heading
    client.post(f"/textes/{draft.pk}/annuler/", {})
    assert item(draft, "measure-1").parent is None
    answer = client.post(f"/textes/{draft.pk}/annuler/", {}, follow=True)
    assert "rien fait ici" in text(answer)


def test_item_is_added_from_lines(client: Client, draft: Draft) -> None:
    path = f"/textes/{draft.pk}/ajouter/"
    assert "Ouvrir des lieux" in text(client.get(f"{path}?first=3&last=4"))
    sent = {**words(text="Ouvrir des lieux", number="9"), "first": "3", "last": "4", "under": ""}
    assert client.post(path, sent).status_code == 302
    assert draft.items.get(number="9").where == "lignes 3 à 4"
    assert client.post(path, {**sent, "last": "400"}).status_code == 422


def test_adoption_shows_what_will_be_public_then_makes_it_so(client: Client, draft: Draft) -> None:
    path = f"/textes/{draft.pk}/adopter/"
    page = text(client.get(path))
    assert "3 mesures" in page
    assert "8 éléments restent à revoir" in page
    sent = {"title": "Pacte", "short_title": "", "slug": "pacte-essai", "kind": "pacte", "date": "2021-03", "seen": "1"}
    assert "il reste 8 éléments" in text(client.post(path, sent)).lower()
    answer = client.post(path, {**sent, "accept_rest": "on"})
    assert answer["Location"] == "/cadres/pacte-essai/"
    assert Client().get("/cadres/pacte-essai/").status_code == 200
    assert client.get(path).status_code == 302
    assert "Ce texte est adopté" in text(client.get(f"/textes/{draft.pk}/"))
    assert (
        client.post(address(draft, "measure-1", "decider"), {"revision": "1", "decision": "refused"}).status_code == 302
    )
    assert item(draft, "measure-1").decision == Decision.ACCEPTED


def test_adoption_of_a_draft_that_changed_shows_the_new_summary(client: Client, other: Client, draft: Draft) -> None:
    other.post(address(draft, "measure-1", "decider"), {"revision": "1", "decision": "refused"})
    sent = {"title": "Pacte", "slug": "pacte-essai", "kind": "pacte", "seen": "1", "accept_rest": "on"}
    answer = client.post(f"/textes/{draft.pk}/adopter/", sent)
    assert answer.status_code == 409
    assert 'name="seen" value="2"' in text(answer)
    assert "1 mesure" in text(answer)
    assert not Framework.objects.exists()


def test_levels_without_a_date_ask_for_it_on_its_field(client: Client, draft: Draft) -> None:
    draft.items.filter(key="framework").delete()
    sent = {"title": "Pacte", "slug": "pacte-essai", "kind": "pacte", "seen": "1", "accept_rest": "on"}
    page = text(client.post(f"/textes/{draft.pk}/adopter/", sent))
    assert "à quelle date ils étaient vrais" in page
    assert "--date" not in page


def test_abandoning_asks_why(client: Client, draft: Draft) -> None:
    path = f"/textes/{draft.pk}/abandonner/"
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "Doublon"}, follow=True).status_code == 200
    assert "Abandonné" in text(client.get("/textes/"))


def test_draft_is_not_there_for_strangers(draft: Draft) -> None:
    assert Client().get(f"/textes/{draft.pk}/").status_code == 302
    stranger = Client()
    stranger.force_login(a_lead(a_place(inside=france())))
    assert stranger.get(f"/textes/{draft.pk}/").status_code == 403
    assert stranger.get("/textes/999999/").status_code == 404


def test_review_asks_as_much_whatever_the_number_of_items(
    client: Client, draft: Draft, django_assert_max_num_queries: Any
) -> None:
    rows = [draft.items.model(draft=draft, key=f"x{n}", kind="measure", text="Faire", confidence=1, position=9000 + n)
            for n in range(500)]  # fmt: skip
    draft.items.bulk_create(rows)
    with django_assert_max_num_queries(16):
        page = text(client.get(f"/textes/{draft.pk}/?vu=1"))
    assert page.count("<article") == 201
    assert len(page) < 700_000


def test_long_text_is_shown_around_the_item_at_hand(client: Client, draft: Draft) -> None:
    Draft.objects.update(text="ligne\n" * 40_000, lines=40_000)
    draft.items.filter(key="measure-2").update(first_line=30_000, last_line=30_001)
    page = text(client.get(f"/textes/{draft.pk}/?element={item(draft, 'measure-2').pk}"))
    assert 'id="l30000" class="lit"' in page
    assert 'id="l28000"' not in page
    assert page.count('id="l') < 2100
