"""Bodies, meetings and decisions for programs, in the public file, and in the search."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import DecisionContent, MinutesContent, Point, Tie
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import a_place, an_organisation, france

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def told(client: Client, path: str, **asked: str) -> Any:
    answer = client.get(f"/api/v1/{path}", asked)
    assert answer.status_code == 200
    return answer.json()


def test_bodies_are_listed_by_kind_and_place(client: Client) -> None:
    town = a_place(inside=france())
    a_body(town, name="De la ville", every="P2M")
    a_body(name="Du pays", times_a_year=3)
    assert [one["name"] for one in told(client, "instances")["items"]] == ["De la ville", "Du pays"]
    assert told(client, "instances", place="nation:FR")["items"][0]["times_a_year"] == 3
    assert told(client, "instances", kind="cnv")["count"] == 0
    assert client.get("/api/v1/instances", {"place": "lune"}).status_code == 404


def test_body_tells_whether_it_is_late(client: Client) -> None:
    body = a_body(every="P1M", followed_from=TODAY() - timedelta(days=90))
    answer = told(client, f"instances/{body.slug}")
    assert (answer["is_late"], answer["last_held"], answer["seats"]) == (True, None, [])


def test_draft_of_minutes_does_not_leave(client: Client) -> None:
    meeting = a_meeting()
    actions.add_points(by=ME, meeting=meeting, points=[Point("Un point")])
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Mots secrets"), revision=1)
    path = f"instances/{meeting.body.slug}/reunions"
    one = told(client, path)["items"][0]
    assert (one["agenda"], one["minutes"]) == (["Un point"], None)
    actions.approve_minutes(by=ME, meeting=meeting, on=TODAY())
    assert told(client, path)["items"][0]["minutes"] == "Mots secrets"


def test_decisions_are_listed_without_the_promises_of_drafts(client: Client) -> None:
    text = adopt_framework(by=ME, description=framework(place=("nation", france().code))).framework
    meeting, city = a_meeting(), an_organisation()
    content = DecisionContent("Avancer", holder=city, due_on=TODAY() - timedelta(days=1))
    actions.take_decision(by=ME, meeting=meeting, content=content, ties=[Tie(text.commitments.get(slug="1"))])
    a_decision(meeting)
    one = told(client, "decisions", late="true")["items"][0]
    assert (one["holder"], one["is_late"], one["commitments"]) == (city.slug, True, ["pacte-invente/1"])
    assert told(client, "decisions", state="faite")["count"] == 0
    Framework.objects.update(state=State.DRAFT)
    assert told(client, "decisions", late="true", limit="7")["items"][0]["commitments"] == []


def test_decisions_leave_in_a_public_file(client: Client) -> None:
    a_decision(text="Ouvrir la salle")
    answer = client.get("/donnees/decisions.json")
    row = json.loads(answer.getvalue())["rows"][0]
    assert (row["texte"], row["etat"], row["inventee"]) == ("Ouvrir la salle", "À faire", "non")


def test_body_is_found_by_its_name(client: Client) -> None:
    a_body(name="Comité des Trois-Meules")
    page = client.get("/recherche/", {"q": "trois meules"}).content.decode()
    assert "/instances/comite-des-trois-meules/" in page
