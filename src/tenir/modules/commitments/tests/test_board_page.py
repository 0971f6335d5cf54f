"""The board: its tree, its filters in the address, other days, what it costs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tenir.core.people.models import Organisation
from tenir.modules.commitments import tallies
from tenir.modules.commitments.actions import adopt_framework, record_level
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Application, Commitment, Framework, Inscription
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.restating import Stated
from tenir.modules.commitments.tests.builders import ME, commitment, framework, two_sided
from tests.builders import a_place

N = "\u202f"
BOARD = "/cadres/contrat-invente/"


@pytest.fixture
def contract(db: None) -> Framework:
    return two_sided()


def page(client: Client, address: str = BOARD, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def shown(html: str) -> list[str]:
    """The promises of a board, in order."""
    return re.findall(r'class="promise-number">(\w+)<', html)


def test_tree_is_the_view_of_a_text_with_headings(client: Client, contract: Framework) -> None:
    html = page(client)
    order = [html.index(f'id="{key}"') for key in ("axe-1", "logement", "axe-2")]
    assert order == sorted(order)
    assert shown(html) == ["V1", "V2", "E1", "V3", "E2"]
    assert f"3 engagements{N}: 1 objectif atteint, 1 en cours de lancement, 1 suspendu" in html
    assert f"Le texte dit aussi ici{N}: 1 objectif" in html


def test_line_tells_holder_news_due_and_figure(client: Client, contract: Framework) -> None:
    html = page(client)
    assert "Ville inventée</a>" in html
    assert f"échéance{N}: 30 juin 2024" in html
    assert "mark-en_retard" in html
    assert f"cible{N}: 60 logements, 2027" in html


def test_table_is_one_plain_link_away(client: Client, contract: Framework) -> None:
    assert "vue=tableau" in page(client)
    assert '<table class="table table-rows">' in page(client, f"{BOARD}?vue=tableau")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("niveau=suspendu", ["E1"]),
        ("theme=education", ["V3"]),
        ("cote=state", ["E1", "E2"]),
        ("retard=oui", ["V1"]),
        ("cote=city&niveau=objectif_atteint", ["V2"]),
        ("q=promesse+V3", ["V3"]),
        ("theme=inconnu&cote=x&lieu=rien&porteur=personne", ["V1", "V2", "E1", "V3", "E2"]),
    ],
)
@pytest.mark.parametrize("view", ["arbre", "tableau"])
def test_filters_of_the_address_hold_in_both_views(
    client: Client, contract: Framework, query: str, kept: list[str], view: str
) -> None:
    html = page(client, f"{BOARD}?{query}&vue={view}")
    found = shown(html) if view == "arbre" else re.findall(r'<th scope="row">([VE]\d)</th>', html)
    assert sorted(found) == sorted(kept)


def test_holder_filter_is_offered_and_kept(client: Client, contract: Framework) -> None:
    slug = Organisation.objects.get(name="État inventé").slug
    assert f'<option value="{slug}">État inventé</option>' in page(client)
    html = page(client, f"{BOARD}?porteur={slug}")
    assert shown(html) == ["E1", "E2"]
    assert "porté par État inventé" in html


def test_place_filter_shows_the_level_there(client: Client, contract: Framework) -> None:
    quarter = a_place(code="99001")
    row = Commitment.objects.get(framework=contract, slug="v3")
    record_level(
        by=ME,
        commitment=row,
        level=Level.NEARING,
        moment=Moment(date(2025, 2, 1)),
        status=Status.DECLARED,
        stated=Stated(place=quarter),
    )
    html = page(client, f"{BOARD}?lieu=commune:99001")
    assert shown(html) == ["V3"]
    assert f"À {quarter.name}{N}: " in html
    assert "En voie de finalisation" in html


def test_counts_of_links_follow_the_other_filters(client: Client, contract: Framework) -> None:
    html = page(client, f"{BOARD}?cote=state")
    assert "Tous (2)" in html
    assert "Suspendu (1)" in html
    assert "Objectif atteint" not in html.split('aria-label="Filtrer par niveau"')[1].split("</nav>")[0]


def test_filters_that_nothing_answers_say_so(client: Client, contract: Framework) -> None:
    html = page(client, f"{BOARD}?cote=state&niveau=objectif_atteint")
    assert "Rien ne répond à ces filtres" in html


def test_board_of_another_day_says_so_and_leads_back(client: Client, contract: Framework) -> None:
    html = page(client, f"{BOARD}?au=2024-06-30&niveau=en_cours_de_lancement")
    assert "n'est pas celui d'aujourd'hui" in html
    assert f"Au 30 juin 2024{N}: 4 engagements sur 5 sont en cours de lancement" in html
    assert shown(html) == ["V1", "V2", "E1", "V3"]
    assert 'href="?niveau=en_cours_de_lancement">Revenir à aujourd' in html


@pytest.mark.parametrize("day", ["demain", "2999-01-01"])
def test_day_that_is_none_or_to_come_is_refused_in_a_sentence(client: Client, contract: Framework, day: str) -> None:
    assert "date" in page(client, f"{BOARD}?au={day}", status=400) or "venu" in page(client, f"{BOARD}?au={day}", 400)


def test_promise_of_another_text_says_where_it_is_counted(client: Client, contract: Framework) -> None:
    other = adopt_framework(by=ME, description=framework(2)).framework
    Inscription.objects.create(commitment=other.commitments.get(slug="1"), framework=contract, number="X1")
    assert "compté dans Pacte inventé" in page(client)
    assert 'href="/cadres/pacte-invente/1/"' in page(client, f"{BOARD}?again")
    Framework.objects.filter(pk=other.pk).update(state="draft")
    assert "Pacte inventé" not in page(client, f"{BOARD}?once-more")


def test_long_board_opens_one_part_at_a_time(client: Client, contract: Framework) -> None:
    heading = contract.headings.get(key="axe-2")
    rows = [
        Commitment(
            framework=contract, heading=heading, place=contract.place, source=contract.source, title="Promesse",
            slug=f"p{n}", number=f"P{n}", position=100 + n, search_text=f"p{n}",
        )
        for n in range(230)
    ]  # fmt: skip
    Commitment.objects.bulk_create(rows)
    tallies.bring_up_to_date(contract)
    html = page(client)
    assert (shown(html), "?partie=axe-2#axe-2" in html, 'id="logement"' in html) == ([], True, False)
    opened = page(client, f"{BOARD}?partie=axe-2")
    assert len(shown(opened)) == 40
    assert "?partie=axe-2&amp;page=2#axe-2" in opened
    assert len(shown(page(client, f"{BOARD}?partie=axe-2&page=6"))) == 32
    assert shown(page(client, f"{BOARD}?partie=logement")) == ["V1", "V2", "E1"]


def test_export_holds_every_column_and_the_filters(client: Client, contract: Framework) -> None:
    answer = client.get(f"{BOARD}?format=csv&cote=city&q=v1")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))  # type: ignore[arg-type]
    assert (row["Porteurs"], row["Thème"], row["Échéance"]) == (
        "Ville inventée",
        "Habitat et cadre de vie",
        "2024-06-30",
    )
    assert (row["Dépend de"], row["En retard"]) == ("contrat-invente/e1", "oui")
    assert row["Chiffres du texte"].startswith("target 60")


def test_export_of_another_day_says_of_which(client: Client, contract: Framework) -> None:
    answer = client.get(f"{BOARD}?format=json&au=2024-06-30")
    whole = json.loads(b"".join(answer.streaming_content))  # type: ignore[arg-type]
    assert whole["as_of"] == "2024-06-30"
    assert {row["niveau"] for row in whole["rows"]} == {"En cours de lancement", None}


def test_exports_cost_as_many_queries_whatever_their_length(
    client: Client, contract: Framework, django_assert_num_queries: Any
) -> None:
    for count in (3, 2200):
        adopt_framework(by=ME, description=framework(count))
        with django_assert_num_queries(3):
            answer = client.get("/cadres/pacte-invente/?format=csv")
            assert b"".join(answer.streaming_content).count(b"\r\n") == count + 1  # type: ignore[arg-type]


def test_facts_name_signatories_links_and_disagreements(client: Client, contract: Framework) -> None:
    other = adopt_framework(by=ME, description=framework(1)).framework
    other.links.create(target=contract, kind="amende", source=other.source)
    contract.signatories.create(
        organisation=Organisation.objects.get(name="Ville inventée"), on=date(2024, 1, 2), source=contract.source
    )
    point = contract.disagreements.create(slug="point", topic="Combien de logements")
    point.sayings.create(says="Soixante", position=1, source=contract.source)
    point.sayings.create(says="Cinquante", position=2, source=other.source)
    html = page(client)
    for told in ("Amendé par", "Pacte inventé", "(2 janvier 2024)", "Combien de logements", "Soixante", "Cinquante"):
        assert told in html


def test_applications_of_a_place_do_not_leak_into_other_places(client: Client, contract: Framework) -> None:
    here, there = a_place(code="99002"), a_place(code="99003")
    Application.objects.create(commitment=contract.commitments.get(slug="v1"), place=here)
    Application.objects.create(commitment=contract.commitments.get(slug="v2"), place=there)
    assert shown(page(client, f"{BOARD}?lieu=commune:99002")) == ["V1"]


def test_detail_stands_after_what_it_details(client: Client, db: None) -> None:
    two_sided()
    detailed = framework(
        commitments=(commitment(1), commitment(2, slug="1.a", number="1.a", parent="1", counted=False))
    )
    adopt_framework(by=ME, description=detailed)
    html = page(client, "/cadres/pacte-invente/?vue=arbre")
    assert "promise-detail" in html
    assert "précise le n° 1, hors compte" in html
