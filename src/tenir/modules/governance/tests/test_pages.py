"""The public pages: what they tell, and what they keep to those who hold the meetings."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import MinutesContent, Point, Tie
from tenir.modules.governance.enums import BodyKind, DecisionState, SeatRole
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def said(client: Client, path: str) -> str:
    """The words of a page, spaces as one types them."""
    html = client.get(path).content.decode()
    html = re.sub(r"<span popover.*?</span>", "", html)
    return re.sub(r"\s+", " ", unescape(strip_tags(html[html.index("<main") :])))


def test_list_says_who_is_late_and_shows_them_alone(client: Client) -> None:
    a_body(name="Comité ponctuel", every="P1Y", followed_from=TODAY())
    a_body(name="Comité en sommeil", every="P1M", followed_from=TODAY() - timedelta(days=90))
    words = said(client, "/instances/")
    assert "2 instances sont inscrites ici ; 1 ne s'est pas réunie à temps." in words
    late = said(client, "/instances/?etat=retard")
    assert "Comité en sommeil" in late
    assert "Comité ponctuel" not in late


def test_list_is_filtered_by_place_and_kind(client: Client) -> None:
    town = a_place(name="Ville inventée", inside=france())
    a_body(town, name="Comité de la ville")
    a_body(a_place(name="Ailleurs"), name="Comité d'ailleurs")
    a_body(kind=BodyKind.CNV, name="Conseil du pays")
    words = said(client, f"/instances/?lieu=commune:{town.code}")
    assert "Comité de la ville" in words
    assert "Conseil du pays" in words
    assert "Comité d'ailleurs" not in words
    assert "Comité de la ville" not in said(client, f"/instances/?lieu=commune:{town.code}&sorte=cnv")
    assert "Aucune instance ne répond" in said(client, f"/instances/?lieu=commune:{town.code}&sorte=gpo")


def test_empty_list_says_who_can_fill_it(client: Client) -> None:
    assert "Aucune instance n'est encore inscrite" in said(client, "/instances/")


def test_body_tells_its_cadence_its_text_and_its_late_decisions(client: Client) -> None:
    text = adopt_framework(by=ME, description=framework(place=("nation", france().code))).framework
    body = a_body(every="P6M", source=text.source, first_line=3, last_line=4, frameworks=(text,))
    a_decision(a_meeting(body), text="Rendre les clés", due_on=TODAY() - timedelta(days=1))
    words = said(client, body.get_absolute_url())
    assert "Chaque semestre" in words
    assert "Texte inventé, lignes 3 à 4" in words
    assert "En retard En retard Rendre les clés" in words


def test_meeting_of_which_nobody_said_whether_it_took_place_is_told_apart(client: Client) -> None:
    body = a_body()
    meeting = a_meeting(body, days=-2, held=False)
    words = said(client, body.get_absolute_url())
    assert "À confirmer" in words
    assert "À venir" not in words
    assert "Personne n'a encore dit si elle s'est tenue." in said(client, meeting.get_absolute_url())


def test_pages_name_no_person(client: Client) -> None:
    body, city = a_body(), an_organisation()
    person = a_member(Role.PARTNER, france(), user=a_user(name="Camille Inventée"), organisation=city)
    since = date(2024, 1, 1)
    actions.give_seat(by=ME, body=body, organisation=city, role=SeatRole.CHAIR, since=since, representative=person)
    assert city.name in said(client, body.get_absolute_url())
    assert "Camille" not in client.get(body.get_absolute_url()).content.decode()
    client.force_login(a_member(Role.PREFECTURE, france()))
    assert "Camille Inventée" in said(client, f"{body.get_absolute_url()}sieges/")


def test_draft_of_minutes_is_read_by_those_who_keep_them_alone(client: Client) -> None:
    meeting = a_meeting()
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Mots encore secrets"), revision=1)
    path = meeting.get_absolute_url()
    assert "secrets" not in said(client, path)
    for role, sees in ((Role.PARTNER, False), (Role.OBSERVER, False), (Role.DELEGATE, True)):
        client.force_login(a_member(role, france()))
        assert ("secrets" in said(client, path)) is sees
    actions.approve_minutes(by=ME, meeting=meeting, on=TODAY())
    client.logout()
    assert "Mots encore secrets" in said(client, path)


def test_promise_of_a_text_in_preparation_is_not_told(client: Client) -> None:
    text = adopt_framework(by=ME, description=framework(place=("nation", france().code))).framework
    body = a_body(frameworks=(text,))
    meeting, promise = a_meeting(body), text.commitments.get(slug="1")
    decision = actions.take_decision(
        by=ME, meeting=meeting, content=actions.DecisionContent("Avancer"), ties=[Tie(promise)]
    )
    actions.add_points(by=ME, meeting=meeting, points=[Point("Point", commitment_id=promise.pk)])
    paths = (body.get_absolute_url(), meeting.get_absolute_url(), decision.get_absolute_url())
    assert "Ouvrir 1 lieux" in said(client, decision.get_absolute_url())
    Framework.objects.update(state=State.DRAFT)
    for path in paths:
        answer = client.get(f"{path}?essai=1").content.decode()
        assert "Ouvrir 1 lieux" not in answer
        assert text.slug not in answer


def test_place_page_tells_its_bodies_the_late_first(client: Client) -> None:
    departement = a_place(kind=PlaceKind.DEPARTEMENT, inside=france())
    town = a_place(name="Ville inventée", inside=departement)
    quarter = a_place(kind=PlaceKind.QPV, name="Les Essais", inside=town)
    a_body(town, name="Comité A", every="P1Y", followed_from=TODAY())
    a_body(town, name="Comité B", every="P1M", followed_from=TODAY() - timedelta(days=90))
    a_body(departement, name="Comité du département")
    words = said(client, quarter.get_absolute_url())
    assert words.index("Comité B") < words.index("Comité A")
    assert "Comité du département" not in words
    assert "Comité du département" in said(client, departement.get_absolute_url())


def test_pages_ask_as_often_for_one_as_for_many(client: Client) -> None:
    text = adopt_framework(by=ME, description=framework(place=("nation", france().code))).framework
    body, city = a_body(every="P6M", frameworks=(text,)), an_organisation()
    actions.give_seat(by=ME, body=body, organisation=city, role=SeatRole.CHAIR, since=date(2024, 1, 1))
    meeting = a_meeting(body)
    decision = a_decision(meeting, holder=city)
    paths = (
        "/instances/",
        "/instances/decisions/?etat=a-faire",
        *(one.get_absolute_url() for one in (body, meeting, decision, city, body.place)),
    )
    paths += (f"/instances/preconisations/{text.slug}/",)

    def asked() -> list[int]:
        counts = []
        for path in paths:
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
        return counts

    asked()
    few = asked()
    for days in range(-30, -25):
        other = a_body()
        actions.give_seat(by=ME, body=other, organisation=city, role=SeatRole.MEMBER, since=date(2024, 1, 1))
        for one in (a_meeting(body, days=days), a_meeting(other, days=days), meeting):
            a_decision(one, holder=city)
        actions.add_points(by=ME, meeting=meeting, points=[Point(f"Point {days}", decision_id=decision.pk)])
        actions.follow_decision(by=ME, decision=decision, words=f"Dit {days}.")
    assert asked() == few


def test_organisation_page_tells_where_it_sits_and_what_it_must_do(client: Client) -> None:
    city, body = an_organisation(), a_body()
    assert "Dans les instances" not in said(client, city.get_absolute_url())
    actions.give_seat(by=ME, body=body, organisation=city, role=SeatRole.CHAIR, since=date(2024, 1, 1))
    meeting = a_meeting(body)
    a_decision(meeting, text="Rendre les clés", holder=city, due_on=TODAY() - timedelta(days=1))
    a_decision(meeting, text="Payer le loyer", holder=an_organisation())
    words = said(client, city.get_absolute_url())
    assert "Siège dans : Comité inventé (préside)." in words
    assert "En retard Rendre les clés" in words
    assert "Payer le loyer" not in words


def test_decisions_of_all_bodies_are_told_late_first(client: Client) -> None:
    assert "Aucune décision n'est en retard" in said(client, "/instances/decisions/")
    meeting = a_meeting()
    a_decision(meeting, text="Rendre les clés", due_on=TODAY() - timedelta(days=1))
    undated, done = a_decision(meeting, text="Payer le loyer"), a_decision(meeting, text="Ouvrir la salle")
    actions.follow_decision(by=ME, decision=done, words="Ouverte.", state=DecisionState.DONE)
    late, to_do, closed = (
        said(client, f"/instances/decisions/{query}") for query in ("", "?etat=a-faire", "?etat=closes")
    )
    assert "Rendre les clés" in late
    assert undated.text not in late
    assert to_do.index("Rendre les clés") < to_do.index("Payer le loyer")
    assert "Ouvrir la salle" in closed
    assert "Payer" not in closed


def test_unknown_addresses_are_not_there(client: Client) -> None:
    meeting, other = a_meeting(), a_body(name="Autre")
    assert client.get("/instances/inconnue/").status_code == 404
    assert client.get(f"{other.get_absolute_url()}reunions/{meeting.pk}/").status_code == 404
    assert client.get("/instances/?lieu=commune:%00&sorte=inconnue&page=x").status_code == 200
