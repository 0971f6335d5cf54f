"""The home page: one sentence for all, the roadmap, the ground, what changed, what is silent, the trend."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.actions import Stated, adopt_framework, record_level
from tenir.modules.commitments.enums import FrameworkKind, Level, State, Status
from tenir.modules.commitments.models import Application, Commitment, Framework
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.panels.home import half_years
from tenir.modules.commitments.promised import mapped, national, news
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tests.builders import a_place

pytestmark = pytest.mark.django_db


def said(client: Client, query: str = "") -> str:
    html = client.get(f"/{query}").content.decode()
    return re.sub(r"\s+", " ", unescape(strip_tags(html[html.index("<main") :])))


def adopted(slug: str, place: Place | None = None, **fields: object) -> Framework:
    where = place or france()
    described = framework(
        slug=slug, short_title=f"Cadre {slug}", title=f"Cadre {slug} entier", place=(where.kind, where.code), **fields
    )
    return adopt_framework(by=ME, description=described).framework


@pytest.fixture
def departement() -> Place:
    return a_place(kind=PlaceKind.DEPARTEMENT, code="21", name="Côte-d'Or", inside=france())


def test_one_sentence_says_where_everything_stands(client: Client) -> None:
    adopted("un")
    draft = adopted("deux")
    Commitment.objects.filter(framework__slug="un", slug="1").update(due_on="2020-12-31", due_precision="year")
    Framework.objects.filter(pk=draft.pk).update(state=State.DRAFT)
    text = said(client)
    assert (
        "4 engagements publics dans 1 texte : 1 a atteint son objectif, 1 est en voie de finalisation, "
        "1 est en cours de déploiement et 1 est en cours de lancement." in text
    )
    assert "1 est en retard ; 3 sont muets, sans nouvelle dans le délai de leur texte." in text
    assert "Cadre deux" not in text


def test_empty_site_says_what_will_appear(client: Client) -> None:
    assert "Aucun engagement n'est encore inscrit" in said(client)


def test_roadmap_comes_before_a_later_national_text(client: Client) -> None:
    adopted("feuille", kind=FrameworkKind.ROADMAP, signed_on=date(2019, 1, 22))
    adopted("plus-tard", signed_on=date(2024, 1, 1))
    text = said(client)
    assert text.index("Cadre feuille entier") < text.index("Cadre plus-tard")


def test_late_and_silent_lead_to_the_filtered_board(client: Client) -> None:
    adopted("un")
    html = client.get("/").content.decode()
    assert 'href="/cadres/un/?muet=oui"' in html
    assert 'href="/cadres/un/?retard=oui"' not in html


def test_map_counts_local_texts_and_national_promises_applied(client: Client, departement: Place) -> None:
    town = a_place(kind=PlaceKind.COMMUNE, inside=departement)
    adopted("local", town)
    rows = list(Commitment.objects.of_framework(adopted("national")))
    for row, place, level in ((rows[0], departement, Level.ACHIEVED), (rows[1], town, "")):
        levels = {"level": level, "level_on": "2026-11-01", "level_precision": "day", "level_status": "declared"}
        Application.objects.create(commitment=row, place=place, is_invented=True, **(levels if level else {}))
    ground = mapped.grounds(national.overview())
    assert ground == {"21": mapped.Ground(followed=6, achieved=1, late=0, silent=4, invented=6)}
    html = client.get("/").content.decode()
    assert "Côte-d&#x27;Or (21)\u202f: 6\u00a0promesses suivies" in html
    assert 'href="/lieux/departement/21/"' in html
    assert "inventé pour la démonstration" in html


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ("tenues", "25\u202f%"),
        ("muettes", "3\u00a0promesses muettes"),
        ("retard", "0\u00a0promesse en retard"),
        ("x", "4\u00a0promesses suivies"),
    ],
)
def test_map_shows_the_measure_asked_for(client: Client, departement: Place, asked: str, figure: str) -> None:
    adopted("local", departement)
    assert f"(21)\u202f: {figure}" in client.get(f"/?carte={asked}").content.decode()


def test_latest_levels_are_told_one_by_one_and_a_text_once(client: Client) -> None:
    row = Commitment.objects.of_framework(adopted("un"))[0]
    record_level(by=ME, commitment=row, level=Level.SUSPENDED, moment=Moment(date(2026, 11, 2)), status=Status.DECLARED)
    first, second = news.levels(5)
    assert (first.when, first.level, first.title) == ("2 novembre 2026", Level.SUSPENDED, "1 Ouvrir 1 lieux d'accueil")
    assert (second.when, second.title, second.text) == ("janvier 2019", "Cadre un", "4 niveaux, d'après Texte inventé")


def test_level_in_a_place_names_it(departement: Place) -> None:
    row = Commitment.objects.of_framework(adopted("un"))[0]
    stated = Stated(place=departement)
    moment = Moment(date(2026, 11, 2))
    record_level(by=ME, commitment=row, level=Level.LAUNCHING, moment=moment, status=Status.DECLARED, stated=stated)
    assert news.levels(1)[0].text == "Cadre un (Côte-d'Or)"


def test_texts_come_from_the_journal_without_drafts() -> None:
    adopted("un")
    Framework.objects.filter(pk=adopted("deux").pk).update(state=State.DRAFT)
    assert [(one.title, one.text) for one in news.texts(5)] == [("Cadre un entier", "nouveau texte")]


def test_drafts_say_nothing_of_their_levels() -> None:
    Framework.objects.filter(pk=adopted("un").pk).update(state=State.DRAFT)
    assert news.levels(5) == []


def test_trend_is_shown_once_levels_moved(client: Client) -> None:
    shown = adopted("un", commitments=(commitment(1), commitment(2)))
    assert "Au fil du temps" not in said(client)
    row = Commitment.objects.of_framework(shown)[0]
    record_level(by=ME, commitment=row, level=Level.ACHIEVED, moment=Moment(date(2026, 3, 1)), status=Status.VERIFIED)
    text = said(client, "?neuf")
    assert "Au fil du temps" in text
    assert "aujourd'hui, 2, dont 1 a atteint son objectif." in text


def test_half_years_end_with_today() -> None:
    assert half_years(date(2026, 7, 1), 3) == [
        date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1),
    ]  # fmt: skip
    assert half_years(date(2026, 6, 30), 1) == [date(2025, 12, 31), date(2026, 6, 30)]


def test_my_territory_leads_to_its_page(client: Client, departement: Place) -> None:
    adopted("un")
    assert '<option value="departement/21">21 – Côte-d&#x27;Or</option>' in client.get("/").content.decode()
    assert client.get("/lieux/?departement=departement/21").headers["Location"] == "/lieux/departement/21/"
    assert client.get("/lieux/?departement=nulle-part").status_code == 200


def test_home_asks_as_much_for_many_as_for_few(client: Client, departement: Place) -> None:
    def queries() -> int:
        client.get("/")
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        return len(asked)

    town = a_place(kind=PlaceKind.COMMUNE, inside=departement)
    adopted("local", town)
    row = Commitment.objects.of_framework(adopted("un"))[0]
    Application.objects.create(commitment=row, place=departement)
    few = queries()
    for number in range(12):
        adopted(f"autre-{number}", town if number % 2 else None)
    assert queries() == few
