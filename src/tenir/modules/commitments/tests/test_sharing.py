"""What leaves with a link: cards for other sites, the code that shows them, previews, addresses that stay."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.models import Commitment, Framework, FrameworkLink
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tests.builders import a_member

pytestmark = pytest.mark.django_db
N = "\u202f"
BOARD = "/cadres/pacte-invente/"
CARDS = [f"{BOARD}carte/", f"{BOARD}1.a/carte/"]


@pytest.fixture
def pact() -> Framework:
    """An invented pact of two promises, at an address with a letter."""
    france()
    promises = (commitment(1, slug="1.a", number="1.a"), commitment(2))
    return adopt_framework(by=ME, description=framework(commitments=promises)).framework


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def test_card_of_a_commitment_says_where_it_stands(client: Client, pact: Framework) -> None:
    page = text(client, CARDS[1])
    assert 'href="http://testserver/cadres/pacte-invente/1.a/"' in page
    assert "Ouvrir 1 lieux" in page
    assert "En voie de finalisation" in page
    assert "janvier 2019" in page
    assert "sans nouvelle publiée" in page
    assert "inventé pour la démonstration" in page


def test_card_of_a_board_counts_by_level(client: Client, pact: Framework) -> None:
    page = text(client, CARDS[0])
    assert "2 mesures, dernières nouvelles de janvier 2019" in page
    assert page.count("<li>") == 2


@pytest.mark.parametrize("path", CARDS)
def test_card_is_whole_in_15_kilobytes_without_script(client: Client, pact: Framework, path: str) -> None:
    page = text(client, path)
    names = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    assert names == ["web/card.css"]
    assert len(page.encode()) + sum(Path(str(finders.find(name))).stat().st_size for name in names) < 15_000
    assert "<script" not in page
    assert '<html lang="fr">' in page


@pytest.mark.parametrize("path", CARDS)
def test_card_alone_may_be_framed_however_it_is_answered(client: Client, pact: Framework, path: str) -> None:
    made = client.get(path)
    for answer in (made, client.get(path), client.get(path, headers={"If-None-Match": made["ETag"]})):
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not answer.has_header("X-Frame-Options")
    page = client.get(path.removesuffix("carte/"))
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", CARDS)
def test_draft_has_no_card_even_for_who_prepares_it(client: Client, pact: Framework, path: str) -> None:
    Framework.objects.update(state="draft")
    assert client.get(path).status_code == 404
    client.force_login(a_member(Role.MINISTRY, pact.place))
    answer = client.get(path)
    assert (answer.status_code, answer["X-Frame-Options"]) == (404, "DENY")
    assert client.get(BOARD).status_code == 200
    assert "<iframe" not in html.unescape(client.get(BOARD).content.decode())


def test_light_card_for_a_site_without_a_dark_face(client: Client, pact: Framework) -> None:
    assert 'data-theme="light"' in text(client, f"{CARDS[0]}?theme=clair")
    assert "data-theme" not in text(client, f"{CARDS[0]}?theme=autre")


def test_page_gives_address_and_code_ready_to_paste(client: Client, pact: Framework) -> None:
    Framework.objects.update(short_title='Pacte "A" & <b>')
    page = text(client, f"{BOARD}1.a/")
    assert 'value="http://testserver/cadres/pacte-invente/1.a/" readonly' in page
    code = html.unescape(page.split("data-copy>", 2)[2].split("</textarea>")[0])
    assert code.startswith(
        '<iframe src="http://testserver/cadres/pacte-invente/1.a/carte/" title="Mesure 1.a, Pacte &quot;A'
    )
    assert html.unescape(code).count("<") == 3


def test_preview_of_a_commitment_is_the_sentence_of_its_state(client: Client, pact: Framework) -> None:
    page = text(client, f"{BOARD}1.a/")
    told = f"Ouvrir 1 lieux d&#x27;accueil{N}: en voie de finalisation, vérifié, janvier 2019."
    assert f'<meta property="og:description" content="{told}">' in page
    assert f'<meta name="description" content="{told}">' in page


def test_preview_of_a_board_is_its_sentence(client: Client, pact: Framework) -> None:
    assert re.search(r'og:description" content="1 mesure sur 2 est', text(client, BOARD))


def test_capitals_and_missing_slash_lead_to_the_commitment(client: Client, pact: Framework) -> None:
    for typed in ("/cadres/Pacte-Invente/1.A/", "/CADRES/PACTE-INVENTE/1.A", "/cadres/pacte-invente/1.A"):
        assert client.get(typed, follow=True).redirect_chain[-1][0].endswith("/cadres/pacte-invente/1.a/")
    assert client.get("/cadres/pacte-invente/1.a")["Location"] == "/cadres/pacte-invente/1.a/"


def test_amending_a_text_keeps_every_address(client: Client, pact: Framework) -> None:
    before = list(Commitment.objects.order_by("pk").values_list("pk", "slug"))
    promises = (commitment(2), commitment(1, slug="1.a", number="7", title="Ouvrir autre chose"))
    again = framework(commitments=promises, title="Autre titre", short_title="Autre")
    adopt_framework(by=ME, description=again)
    assert list(Commitment.objects.order_by("pk").values_list("pk", "slug")) == before
    assert "Ouvrir autre chose" in text(client, f"{BOARD}1.a/")


def test_replaced_text_keeps_its_page_and_says_what_took_its_place(client: Client, pact: Framework) -> None:
    assert "Ce texte a été remplacé" not in text(client, BOARD)
    newer = adopt_framework(by=ME, description=framework(slug="pacte-suivant", title="Pacte suivant")).framework
    FrameworkLink.objects.create(origin=newer, target=pact, kind="remplace", source=newer.source)
    for path in (f"{BOARD}?a", f"{BOARD}1.a/?a"):
        assert "Ce texte a été remplacé" in text(client, path)
        assert '<a href="/cadres/pacte-suivant/">Pacte suivant</a>' in text(client, path)
    Framework.objects.filter(pk=newer.pk).update(state="draft")
    assert "Pacte suivant" not in text(client, f"{BOARD}?b")
