"""Two copies walked in a browser without JavaScript, and the pages of copies and names before axe."""

from __future__ import annotations

import pytest

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind
from tenir.modules.documents.enums import DraftState
from tenir.modules.documents.models import Draft
from tenir.modules.documents.tests.drafts import a_copy, a_draft, item
from tenir.modules.documents.tests.samples import SMALL, reading
from tenir.modules.documents.tests.samples import item as an_item
from tenir.modules.documents.tests.walking import session
from tests.browser import Visitor, check_in_turn
from tests.builders import an_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    an_organisation(name="Régie des jardins", place=town)
    names = ("Régie des jardins", "Régie des jardin", "Club inconnu")
    promise = an_item("c1", Kind.COMMITMENT, "Planter une haie", partners=names, levers=("Fonds",))
    return a_draft(lead, town, read=reading(*SMALL, promise))


@pytest.fixture
def copy(lead: User, town: Place) -> Draft:
    return a_copy(lead, town)


@pytest.mark.parametrize("width", [375, 1280])
def test_text_is_kept_once_without_javascript(
    visit: Visitor, lead: User, draft: Draft, copy: Draft, width: int
) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead), javascript=False, width=width)
    page.get_by_role("link", name="Comparer avec une autre copie").click()
    page.get_by_role("link", name="Suivi inventé").last.click()
    page.get_by_role("button", name="Prendre ces mots : mesure 1.a").click()
    assert item(draft, "measure-1.a").text == "Ouvrir chaque soir"
    page.get_by_role("button", name="Annuler mon dernier geste").click()
    assert item(draft, "measure-1.a").text == "Ouvrir le soir"
    page.get_by_role("link", name="Dans l'autre seulement (1)").click()
    page.get_by_role("button", name="Ajouter ici : mesure 3").click()
    assert draft.items.filter(text="Chanter").exists()
    page.get_by_role("button", name="L'autre est une copie de ce texte").click()
    assert Draft.objects.get(pk=copy.pk).state == DraftState.COPY


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_of_copies_and_names_are_accessible(
    visit: Visitor, lead: User, draft: Draft, copy: Draft, width: int
) -> None:
    for path in ("copies/", f"copies/{copy.pk}/", "noms/"):
        page = visit(f"/textes/{draft.pk}/{path}", width=width, cookies=session(lead))
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        check_in_turn(page)
        visit.leave(page)
