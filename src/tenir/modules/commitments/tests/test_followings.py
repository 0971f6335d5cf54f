"""Promises followed by indicators: tied by a person, or by the official list."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.journal.models import Entry
from tenir.core.places.models import Place
from tenir.core.rights import Refused, Role
from tenir.modules.commitments.actions import adopt_framework, follow_by_indicator, stop_following
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Following, Framework
from tenir.modules.commitments.tests.builders import ME, commitment, framework
from tenir.modules.indicators.actions import accept
from tenir.modules.indicators.enums import OverPeriods, OverPlaces
from tenir.modules.indicators.models import FigureSource, Observation
from tenir.modules.indicators.tests.builders import Ground, an_indicator, answer, send
from tests.builders import a_member, official_lists

pytestmark = pytest.mark.django_db


def promise() -> Commitment:
    adopt_framework(by=ME, description=framework(commitments=(commitment(1),)))
    return Commitment.objects.get()


def test_tie_is_made_once_and_taken_away() -> None:
    indicator = an_indicator(Ground())
    row = promise()
    tie = follow_by_indicator(by=ME, commitment=row, indicator=indicator)
    assert follow_by_indicator(by=ME, commitment=row, indicator=indicator) == tie
    stop_following(by=ME, following=tie)
    assert Following.objects.count() == 0


def test_delegate_does_not_tie() -> None:
    ground = Ground()
    indicator, row = an_indicator(ground), promise()
    with pytest.raises(Refused):
        follow_by_indicator(by=a_member(Role.DELEGATE, ground.france), commitment=row, indicator=indicator)


def sees(client: Client, path: str) -> str:
    return " ".join(unescape(client.get(path).content.decode()).split())


def follow(client: Client, row: Commitment, typed: str) -> HttpResponse:
    return client.post(f"{row.get_absolute_url()}liens/", {"sorte": "indicateur", "indicateur-indicator": typed})


def test_lead_ties_an_indicator_on_the_page_of_the_promise_and_unties_it(client: Client) -> None:
    ground = Ground()
    row, indicator = promise(), an_indicator(ground, title="Places ouvertes", place=ground.departement)
    client.force_login(a_member(Role.PROJECT_LEAD, row.framework.place))
    assert 'name="indicateur-indicator"' in sees(client, row.get_absolute_url())
    assert follow(client, row, "Places ouvertes")["Location"] == f"{row.get_absolute_url()}#chiffres"
    assert follow(client, row, f"https://tenir.invalid{indicator.get_absolute_url()}").status_code == 302
    tie = Following.objects.get()
    assert "Ne plus suivre" in sees(client, row.get_absolute_url())
    client.post(f"{row.get_absolute_url()}liens/indicateur/{tie.pk}/retirer/")
    assert not Following.objects.exists()
    verbs = ["commitments.create_following", "commitments.remove_following"]
    assert list(Entry.objects.filter(verb__in=verbs).order_by("sequence").values_list("verb", flat=True)) == verbs


def test_lead_of_another_territory_is_refused(client: Client) -> None:
    ground = Ground()
    row, indicator = promise(), an_indicator(ground)
    tie = follow_by_indicator(by=ME, commitment=row, indicator=indicator)
    client.force_login(a_member(Role.PROJECT_LEAD, ground.north))
    assert 'name="indicateur-indicator"' not in sees(client, row.get_absolute_url())
    assert follow(client, row, indicator.slug).status_code == 403
    assert client.post(f"{row.get_absolute_url()}liens/indicateur/{tie.pk}/retirer/").status_code == 403
    assert Following.objects.count() == 1


@pytest.mark.parametrize("typed", ["Inconnu", "Le même", ""])
def test_unknown_indicator_is_told_beside_the_field_and_kept(client: Client, typed: str) -> None:
    ground = Ground()
    row = promise()
    for _ in range(2):
        an_indicator(ground, title="Le même")
    client.force_login(a_member(Role.PROJECT_LEAD, row.framework.place))
    answer_ = follow(client, row, typed)
    shown = unescape(answer_.content.decode())
    assert (answer_.status_code, "field-wrong" in shown, Following.objects.count()) == (422, True, 0)
    assert f'value="{typed}"' in shown or not typed


def test_page_of_the_indicator_lists_the_public_promises_that_it_follows(client: Client) -> None:
    indicator = an_indicator(Ground())
    for slug, state in (("cadre-lu", State.PUBLIC), ("cadre-en-cours", State.DRAFT)):
        adopt_framework(by=ME, description=framework(slug=slug, commitments=(commitment(1),)))
        Framework.objects.filter(slug=slug).update(state=state)
        row = Commitment.objects.get(framework__slug=slug)
        follow_by_indicator(by=ME, commitment=row, indicator=indicator)
    shown = sees(client, indicator.get_absolute_url())
    assert ("/cadres/cadre-lu/1/" in shown, "/cadres/cadre-en-cours/1/" in shown) == (True, False)
    client.force_login(a_member(Role.PROJECT_LEAD, row.framework.place))
    assert "/cadres/cadre-en-cours/1/" in sees(client, indicator.get_absolute_url())


def test_questions_of_the_indicator_page_do_not_grow_with_its_promises(client: Client) -> None:
    indicator = an_indicator(Ground())
    adopt_framework(by=ME, description=framework(commitments=tuple(commitment(rank) for rank in range(1, 9))))
    rows = list(Commitment.objects.order_by("pk"))

    def asked() -> int:
        client.get(f"{indicator.get_absolute_url()}?{Following.objects.count()}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{indicator.get_absolute_url()}?x{Following.objects.count()}")
        return len(queries)

    follow_by_indicator(by=ME, commitment=rows[0], indicator=indicator)
    few = asked()
    for row in rows[1:]:
        follow_by_indicator(by=ME, commitment=row, indicator=indicator)
    assert asked() == few


@pytest.mark.slow
@pytest.mark.sqlite
def test_official_list_ties_the_posts_to_their_measures() -> None:
    official_lists()
    tied = Following.objects.filter(indicator__slug__startswith="postes-", commitment__number__in=("30", "31"))
    assert sorted(tied.values_list("commitment__number", "indicator__slug")) == [
        ("30", "postes-adultes-relais"),
        ("31", "postes-fonjep"),
    ]


def test_page_of_the_promise_shows_the_figures_that_follow_it(client: Client) -> None:
    ground = Ground()
    row = promise()
    counted, silent = an_indicator(ground, title="Places ouvertes"), an_indicator(ground, title="Sans réponse")
    answer(counted, ground.a, 1234)
    for indicator in (counted, silent):
        follow_by_indicator(by=ME, commitment=row, indicator=indicator)
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "1\u202f234" in shown
    assert "1 réponse sur 3 attendues" in shown
    assert f'href="{silent.get_absolute_url()}"' in shown


def test_value_given_for_the_place_itself_is_shown_where_nothing_adds_up(client: Client) -> None:
    """Employers of two départements may be the same: their sum would be false, and is nowhere."""
    ground = Ground()
    row = promise()
    place: Place = row.framework.place
    employers = an_indicator(
        ground, title="Employeurs", over_places=OverPlaces.NONE, over_periods=OverPeriods.NONE, unit="employeurs"
    )
    source = FigureSource.objects.create(slug="extraits", title="Extraits annuels", date=date(2024, 4, 1))
    for where, many in ((ground.a, 1200), (ground.b, 1300), (place, 2100)):
        observation = send(employers, where, many)
        Observation.objects.filter(pk=observation.pk).update(source=source)
        accept(by=ME, observation=observation)
    follow_by_indicator(by=ME, commitment=row, indicator=employers)
    shown = sees(client, row.get_absolute_url())
    assert "<strong>2 100 employeurs</strong>, 1er semestre 2019" in shown
    assert ("2 500" in shown, "n'est la somme d'aucune autre" in shown) == (False, True)
    assert "Extraits annuels, 1er avril 2024" in shown


def test_value_given_beside_a_sum_says_by_how_much_it_differs(client: Client) -> None:
    ground = Ground()
    row = promise()
    Commitment.objects.update(place=ground.france)
    Framework.objects.update(place=ground.france)
    posts = an_indicator(ground, unit="postes")
    for where, many in ((ground.a, 1000), (ground.b, 467), (ground.france, 1478)):
        answer(posts, where, many)
    follow_by_indicator(by=ME, commitment=row, indicator=posts)
    shown = sees(client, row.get_absolute_url())
    assert "<strong>1 467 postes</strong>" in shown
    assert "1 478 postes, soit 11 postes de plus que la somme des réponses" in shown
