"""The screens of writing, as somebody who holds the meetings of a territory walks them."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.people.models import User
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import ProvisionDescription
from tenir.modules.commitments.enums import ProvisionKind
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.builders import framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import MinutesContent
from tenir.modules.governance.enums import SeatRole
from tenir.modules.governance.models import Answer, Body, Decision, Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def lead() -> User:
    return a_member(Role.PROJECT_LEAD, a_place(kind=PlaceKind.DEPARTEMENT, code="90", inside=france()))


@pytest.fixture
def signed(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def body(lead: User) -> Body:
    """A body of the territory that follows an invented text with a recommendation."""
    asked = ProvisionDescription("p-1", ProvisionKind.RECOMMENDATION, "Mieux évaluer")
    place = lead.memberships.get().place
    described = framework(place=(place.kind, place.code), provisions=(asked,))
    return a_body(place, frameworks=(adopt_framework(by=ME, description=described).framework,))


def words(response: Any, status: int) -> str:
    assert response.status_code == status
    return unescape(response.content.decode())


def test_body_is_created_on_a_pattern(signed: Client, lead: User) -> None:
    pattern = a_body(name="Collège des chefs de service", every="P6M", is_pattern=True)
    page = words(signed.get(f"/instances/nouvelle/?modele={pattern.slug}"), 200)
    assert 'value="Collège des chefs de service"' in page
    place = lead.memberships.get().place
    sent = {"place": place.pk, "kind": "college_chefs_service", "name": "Collège du 90", "every": "P6M"}
    assert signed.post("/instances/nouvelle/", sent).status_code == 302
    made = Body.objects.get(name="Collège du 90")
    assert (made.every, made.place, made.is_pattern) == ("P6M", place, False)


def test_faults_are_told_and_nothing_typed_is_lost(signed: Client, lead: User) -> None:
    sent = {"kind": "copil", "name": "Comité gardé", "every": "P6M", "times_a_year": "2", "lines": "9-3", "source": ""}
    page = words(signed.post("/instances/nouvelle/", {**sent, "organisation": "Personne ne sait"}), 422)
    for sentence in ("une seule cadence", "le plus petit d'abord", "Aucune organisation, ou plusieurs"):
        assert sentence in page
    assert 'value="Comité gardé"' in page
    assert 'value="Personne ne sait"' in page
    assert not Body.objects.exists()


def test_second_correction_sees_the_first(signed: Client, body: Body) -> None:
    path = f"{body.get_absolute_url()}corriger/"
    revision = re.search(r'name="revision" value="(\d+)"', words(signed.get(path), 200))[1]  # type: ignore[index]
    sent = {"kind": "copil", "name": "Nom d'Alice", "revision": revision}
    assert signed.post(path, sent).status_code == 302
    page = words(signed.post(path, {**sent, "name": "Nom de Bob"}), 422)
    assert 'value="Nom de Bob"' in page
    assert "Nom d'Alice" in page
    again = re.search(r'name="revision" value="(\d+)"', page)[1]  # type: ignore[index]
    assert signed.post(path, {**sent, "name": "Nom de Bob", "revision": again}).status_code == 302
    assert Body.objects.get(pk=body.pk).name == "Nom de Bob"


def test_seat_is_given_represented_and_ended(signed: Client, body: Body) -> None:
    city = an_organisation(name="Ville d'essai")
    person = a_member(Role.PARTNER, france(), organisation=city)
    path = f"{body.get_absolute_url()}sieges/"
    assert (
        signed.post(path, {"organisation": "Ville d'essai", "role": "preside", "since": "2024-01-01"}).status_code
        == 302
    )
    seat = body.seats.get()
    assert signed.post(f"{path}{seat.pk}/representant/", {"representative": person.pk}).status_code == 302
    assert signed.post(f"{path}{seat.pk}/finir/").status_code == 302
    seat.refresh_from_db()
    assert (seat.representative, seat.until) == (person, TODAY())
    assert "ne peut pas finir" in words(
        signed.post(
            path, {"organisation": "Ville d'essai", "role": "membre", "since": "2024-01-02", "until": "2024-01-01"}
        ),
        422,
    )


def test_meeting_is_planned_in_paris_time_and_cancelled(signed: Client, body: Body) -> None:
    path = f"{body.get_absolute_url()}reunions/nouvelle/"
    sent = {"on": "2031-07-14", "starts": "14:30", "ends": "16:00", "where": "Salle 3"}
    assert "avant d'avoir commencé" in words(signed.post(path, {**sent, "ends": "14:00"}), 422)
    assert signed.post(path, sent).status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.starts_at.isoformat() == "2031-07-14T12:30:00+00:00"
    assert "14 juillet 2031 à 14\u202fh\u202f30, jusqu'à 16\u202fh\u202f00" in words(
        signed.get(meeting.get_absolute_url()), 200
    )
    assert signed.post(f"{meeting.get_absolute_url()}deplacer/", {**sent, "starts": "15:00"}).status_code == 302
    assert signed.post(f"{meeting.get_absolute_url()}annuler/", {"reason": "Fête"}).status_code == 302
    assert "Annulée." in words(signed.get(meeting.get_absolute_url()), 200)


def test_agenda_takes_what_is_ticked_and_what_is_written(signed: Client, body: Body) -> None:
    meeting = a_meeting(body, days=6)
    path = f"{meeting.get_absolute_url()}ordre-du-jour/"
    page = words(signed.get(path), 200)
    keys = re.findall(r'name="point" value="(engagement-\d+)"', page)
    assert "Aucune nouvelle depuis" in page
    assert "rien n'est coché" in words(signed.post(path, {"title": "", "why": ""}), 422).lower()
    assert signed.post(path, {"point": [keys[0], "inconnu"], "title": "Divers", "why": ""}).status_code == 302
    first, last = meeting.items.order_by("position")
    assert (first.commitment_id, last.title) == (int(keys[0].partition("-")[2]), "Divers")
    assert signed.post(f"{path}{last.pk}/deplacer/", {"vers": "haut"}).status_code == 302
    assert signed.post(f"{path}{first.pk}/retirer/").status_code == 302
    assert [one.title for one in meeting.items.all()] == ["Divers"]


def test_attendance_is_noted_and_a_crossing_is_told(signed: Client, body: Body) -> None:
    city = an_organisation()
    actions.give_seat(by=ME, body=body, organisation=city, role=SeatRole.CHAIR, since=date(2024, 1, 1))
    meeting = a_meeting(body)
    path = f"{meeting.get_absolute_url()}presences/"
    sent = {f"seen-{city.pk}": "non_notee", f"presence-{city.pk}": "present"}
    assert signed.post(path, sent).status_code == 302
    assert (
        "quelqu'un d'autre a noté" in words(signed.post(path, {**sent, f"presence-{city.pk}": "absent"}), 422).lower()
    )
    assert meeting.attendances.get().presence == "present"
    guest, again = an_organisation(name="Club invité"), {**sent, f"seen-{city.pk}": "present"}
    assert signed.post(path, {**again, "other": "Club invité"}).status_code == 302
    assert meeting.attendances.get(organisation=guest).presence == "present"


def test_second_minutes_choose_between_both_versions(signed: Client, body: Body) -> None:
    meeting = a_meeting(body)
    path = f"{meeting.get_absolute_url()}compte-rendu/"
    page = words(signed.get(path), 200)
    seen = re.search(r'name="seen" value="([^"]*)"', signed.get(path).content.decode())[1]  # type: ignore[index]
    assert 'name="revision" value="1"' in page
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Version d'Alice"), revision=1)
    mine = {"minutes": "Version de Bob", "minutes_by": "", "revision": "1", "seen": unescape(seen)}
    both = words(signed.post(path, mine), 409)
    assert "Version d'Alice" in both
    assert "Version de Bob" in both
    choice = {**mine, "revision": "2", "conflit": "oui", "choix-minutes": "ma-version"}
    assert signed.post(path, choice).status_code == 302
    meeting.refresh_from_db()
    assert meeting.minutes == "Version de Bob"
    assert (
        signed.post(f"{meeting.get_absolute_url()}approuver/", {"on": TODAY().isoformat(), "revision": "3"}).status_code
        == 302
    )
    assert Meeting.objects.get(pk=meeting.pk).is_approved


def test_decision_creates_and_changes_promises_by_form(signed: Client, body: Body) -> None:
    meeting, text = a_meeting(body), Framework.objects.get()
    path = f"{meeting.get_absolute_url()}decisions/nouvelle/"
    assert "ne mène à aucun engagement" in words(
        signed.post(path, {"kind": "decision", "text": "X", "concerns": "99"}), 422
    )
    due = (TODAY() + timedelta(days=60)).isoformat()
    sent = {
        "kind": "decision",
        "text": "Ouvrir aussi le soir",
        "concerns": f"1\n/cadres/{text.slug}/2/",
        "new_due": due,
        "framework": text.pk,
        "title": "Ouvrir le soir",
    }
    assert signed.post(path, sent).status_code == 302
    decision = Decision.objects.get()
    effects = sorted(decision.ties.values_list("commitment__title", "effect"))
    assert effects == [
        ("Ouvrir 1 lieux d'accueil", "modifie"),
        ("Ouvrir 2 lieux d'accueil", "modifie"),
        ("Ouvrir le soir", "cree"),
    ]
    assert {str(one.due_on) for one in Commitment.objects.filter(slug__in=("1", "2"))} == {due}


def test_second_correction_of_a_decision_sees_the_first(signed: Client, body: Body) -> None:
    decision = a_decision(a_meeting(body))
    path = f"{decision.get_absolute_url()}corriger/"
    seen = unescape(re.search(r'name="seen" value="([^"]*)"', signed.get(path).content.decode())[1])  # type: ignore[index]
    assert signed.post(path, {"kind": "avis", "text": "Texte d'Alice", "seen": seen}).status_code == 302
    page = words(signed.post(path, {"kind": "decision", "text": "Texte de Bob", "seen": seen}), 422)
    assert "Texte d'Alice" in page
    assert "Texte de Bob" in page
    again = re.search(r'name="seen" value="([^"]*)"', page)  # its quotes were unescaped
    assert again is not None
    assert Decision.objects.get().text == "Texte d'Alice"
    now = json.dumps(["Texte d'Alice", "avis", "", ""])
    assert signed.post(path, {"kind": "decision", "text": "Texte de Bob", "seen": now}).status_code == 302
    assert Decision.objects.get().text == "Texte de Bob"


def test_decision_is_followed_by_form(signed: Client, body: Body) -> None:
    decision = a_decision(a_meeting(body))
    path = f"{decision.get_absolute_url()}suite/"
    sent = {"state": "faite", "words": "Affichée partout.", "said_on": TODAY().isoformat()}
    assert "obligatoire" in words(signed.post(path, {**sent, "words": ""}), 422)
    assert signed.post(path, sent).status_code == 302
    assert "Affichée partout." in words(signed.get(decision.get_absolute_url()), 200)
    assert "close depuis le" in words(signed.post(path, sent), 422)


def test_recommendation_is_answered_by_form(signed: Client, body: Body) -> None:
    text = Framework.objects.get()
    path = f"/instances/preconisations/{text.slug}/"
    assert "1 préconisation\u202f: 1 attend une réponse." in words(signed.get(path), 200)
    sent = {
        "body": body.pk,
        "verdict": "retenue_en_partie",
        "reasons": "Un an sur deux.",
        "said_on": TODAY().isoformat(),
    }
    assert "obligatoire" in words(signed.post(f"{path}p-1/", {**sent, "reasons": ""}), 422)
    # The fault of a set of radios leads to the first of them.
    assert 'href="#id_verdict_0"' in words(signed.post(f"{path}p-1/", {**sent, "verdict": ""}), 422)
    assert signed.post(f"{path}p-1/", sent).status_code == 302
    assert Answer.objects.get().body == body
    assert "1 préconisation\u202f: 1 retenue en partie\u202f; toutes ont une réponse." in words(signed.get(path), 200)


def test_partner_follows_its_own_decision_by_form(client: Client, body: Body) -> None:
    mine = an_organisation(place=body.place)
    client.force_login(a_member(Role.PARTNER, body.place, organisation=mine))
    meeting = a_meeting(body)
    own, theirs = a_decision(meeting, holder=mine), a_decision(meeting)
    sent = {"state": "a_faire", "words": "Commencé.", "said_on": TODAY().isoformat()}
    assert client.post(f"{own.get_absolute_url()}suite/", sent).status_code == 302
    assert client.post(f"{theirs.get_absolute_url()}suite/", sent).status_code == 403
    assert own.follow_ups.get().organisation == mine
