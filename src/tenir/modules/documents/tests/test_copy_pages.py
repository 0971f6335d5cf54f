"""Pages of copies: choosing the other text, face to face, one gesture a pair, marking, and what a list then shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind
from tenir.modules.documents import actions, facing
from tenir.modules.documents.enums import Decision, DraftState
from tenir.modules.documents.models import Draft
from tenir.modules.documents.proposal import Wanted
from tenir.modules.documents.tests.drafts import a_copy, a_draft, a_lead, a_prefecture, item
from tenir.modules.documents.tests.samples import SMALL, reading
from tenir.modules.documents.tests.samples import item as an_item
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(town: Place, client: Client) -> User:
    lead = a_lead(town)
    client.force_login(lead)
    return lead


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town)


@pytest.fixture
def copy(lead: User, town: Place) -> Draft:
    return a_copy(lead, town)


def text(answer: Any) -> str:
    return str(answer.getvalue().decode().replace("\u202f", " "))


def address(draft: Draft, copy: Draft, end: str = "") -> str:
    return f"/textes/{draft.pk}/copies/{copy.pk}/{end}"


def sent(draft: Draft, copy: Draft, ours: str, theirs: str, **more: str) -> dict[str, str]:
    """The form of a pair, as the page was shown."""
    mine, yours = item(draft, ours), item(copy, theirs)
    pair = {"element": str(mine.pk), "revision": str(mine.revision), "element_autre": str(yours.pk)}
    return {**pair, "vu_autre": str(yours.revision), **more}


def test_likely_copies_come_first_and_none_from_elsewhere(
    client: Client, lead: User, town: Place, draft: Draft
) -> None:
    copy = a_copy(lead, town)
    elsewhere = a_place(inside=france())
    a_copy(a_lead(elsewhere), elsewhere)
    page = text(client.get(f"/textes/{draft.pk}/copies/"))
    assert "Sans doute une copie" in page
    assert page.count(f'href="{address(draft, copy)}"') == 1
    assert page.count("des mots en commun") == 1


def test_face_to_face_shows_pairs_by_sort(client: Client, draft: Draft, copy: Draft) -> None:
    page = text(client.get(address(draft, copy)))
    assert "8 éléments en commun, dont 7 sans différence et 0 en désaccord sur un fait ; 0 ici" in page
    assert '<mark class="differ-words">chaque</mark>' in page
    alone = text(client.get(address(draft, copy), {"sorte": "ailleurs"}))
    assert ("Chanter" in alone, "chaque" in alone) == (True, False)
    assert client.get(address(draft, copy), {"sorte": "rien", "page": "99"}).status_code == 200


def test_one_gesture_keeps_ours_or_takes_theirs(client: Client, draft: Draft, copy: Draft) -> None:
    client.post(address(draft, copy, "garder/"), sent(draft, copy, "measure-2", "measure-2", choix="ici"))
    form = sent(draft, copy, "measure-1.a", "measure-1.a", choix="autre", sorte="mots")
    answer = client.post(address(draft, copy, "garder/"), form)
    row = item(draft, "measure-1.a")
    assert answer["Location"] == f"{address(draft, copy)}?sorte=mots#p{row.pk}"
    assert (item(draft, "measure-2").decision, row.text) == (Decision.ACCEPTED, "Ouvrir chaque soir")
    undone = client.post(f"/textes/{draft.pk}/annuler/", {"copie": str(copy.pk)})
    assert (undone["Location"], item(draft, "measure-1.a").text) == (address(draft, copy), "Ouvrir le soir")


def test_gesture_on_what_somebody_changed_is_told_and_writes_nothing(
    client: Client, town: Place, draft: Draft, copy: Draft
) -> None:
    form = sent(draft, copy, "measure-1.a", "measure-1.a", choix="autre")
    actions.decide_item(by=a_prefecture(town), item=item(draft, "measure-1.a"), seen=1, decision=Decision.REFUSED)
    page = text(client.post(address(draft, copy, "garder/"), form, follow=True))
    assert "un a changé cet élément pendant que vous le relisiez" in page
    assert item(draft, "measure-1.a").text == "Ouvrir le soir"


def test_what_the_copy_alone_says_is_added_after_its_neighbour(client: Client, draft: Draft, copy: Draft) -> None:
    page = text(client.get(address(draft, copy), {"sorte": "ailleurs"}))
    after = item(draft, "indicator-2-1")
    assert f'name="apres" value="{after.pk}"' in page
    theirs = item(copy, "measure-3")
    form = {"element_autre": str(theirs.pk), "vu_autre": "1", "apres": str(item(draft, "measure-2").pk)}
    client.post(address(draft, copy, "garder/"), {**form, "choix": "ajouter"})
    assert Draft.objects.get(pk=draft.pk).items.get(text="Chanter").parent == item(draft, "heading-1")


def test_marked_copy_leaves_the_list_says_of_what_and_comes_back(client: Client, draft: Draft, copy: Draft) -> None:
    client.post(address(draft, copy, "marquer/"), {"revision": str(copy.revision)})
    listed = text(client.get("/textes/"))
    assert listed.count("Suivi inventé</a>") == 1
    assert f'copie : <a href="/textes/{copy.pk}/">' in listed
    assert "Copie de <a" in text(client.get(f"/textes/{copy.pk}/"))
    assert f'<a href="/textes/{copy.pk}/">Suivi inventé, texte inventé.txt</a>' in text(
        client.get(f"/textes/{draft.pk}/")
    )
    client.post(f"/textes/{copy.pk}/remettre/")
    assert Draft.objects.get(pk=copy.pk).state == DraftState.OPEN


def test_draft_is_marked_as_copy_of_an_adopted_text(client: Client, lead: User, draft: Draft, copy: Draft) -> None:
    actions.adopt_draft(by=lead, draft=draft, seen=1, accept_rest=True, wanted=Wanted("essai", place=_key(draft)))
    page = text(client.get(address(copy, draft)))
    assert "Ce texte est une copie de l'autre, déjà adopté" in page
    client.post(address(draft, copy, "marquer/"), {"revision": "1"})
    assert Draft.objects.get(pk=copy.pk).copy_of == draft


def test_number_of_queries_does_not_grow_with_the_texts(client: Client, lead: User, town: Place) -> None:
    def asked(many: int) -> int:
        extra = [an_item(f"c{n}", Kind.COMMITMENT, f"Ouvrir le lieu {n * 7}", lines=(1, 1)) for n in range(many)]
        one = a_draft(lead, town, read=reading(*SMALL, *extra), slug=f"essai-{many}")
        Draft.objects.filter(pk=one.pk).update(sha256=f"{many}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address(one, copy))
        return len(queries)

    copy = a_copy(lead, town)
    asked(2)
    assert asked(1) == asked(30)


def test_text_too_long_for_a_page_is_told(
    client: Client, draft: Draft, copy: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facing, "MOST_ITEMS", 8)
    answer = client.get(address(draft, copy))
    assert answer.status_code == 400
    assert "tenir documents compare" in text(answer)


def test_text_is_not_compared_with_itself(client: Client, draft: Draft) -> None:
    assert client.get(address(draft, draft)).status_code == 404


def _key(draft: Draft) -> tuple[str, str]:
    return draft.place.kind, draft.place.code
