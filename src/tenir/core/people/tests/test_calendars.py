"""One's calendar: a file that calendar programs read, behind an address that may be taken back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from tenir.core.errors import BadInput
from tenir.core.people import calendars
from tenir.core.people.calendars import Dated
from tenir.core.people.models import PersonalLink
from tenir.core.rights import Role
from tests.builders import a_member, a_user, france

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
PARIS = datetime.fromisoformat("2026-12-03T14:30:00+01:00")


def test_file_says_days_hours_and_what_was_cancelled() -> None:
    meeting = Dated(
        "reunion-1", "COPIL, « Valmérac »", PARIS, "/x/", PARIS + timedelta(hours=2), "Mairie", "Ordre", True
    )
    file = calendars.drawn([Dated("n-1", "Faire le point", date(2026, 12, 1), "/y/"), meeting], NOW)
    day, hour = Calendar.from_ical(file).walk("VEVENT")
    assert (day["UID"], day["DTSTART"].dt) == ("n-1@127.0.0.1", date(2026, 12, 1))
    assert (hour["DTSTART"].dt, hour["DTEND"].dt) == (PARIS, PARIS + timedelta(hours=2))
    assert (str(hour["SUMMARY"]), str(hour["LOCATION"]), hour["STATUS"]) == (
        "COPIL, « Valmérac »",
        "Mairie",
        "CANCELLED",
    )
    assert file.count(b"\r\n") == file.count(b"\n")


@pytest.mark.django_db
def test_address_is_shown_once_and_the_one_before_ends(client: Client) -> None:
    client.force_login(a_member(Role.PARTNER, france()))
    pages = [client.post("/compte/agenda/", {"ouvrir": "oui"}).content.decode() for _ in range(2)]
    old, new = (re.search(r"/agenda/[\w-]+\.ics", page).group() for page in pages)  # type: ignore[union-attr]
    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)
    assert Client().get(new)["Content-Type"] == "text/calendar; charset=utf-8"
    assert new not in client.get("/compte/agenda/").content.decode()


@pytest.mark.django_db
def test_closed_address_shows_nothing_any_more(client: Client) -> None:
    user = a_member(Role.PARTNER, france())
    secret = calendars.open_calendar(by=user, user=user)
    client.force_login(user)
    assert client.post("/compte/agenda/", {"fermer": "oui"}).status_code == 200
    assert Client().get(f"/agenda/{secret}.ics").status_code == 410
    assert client.post("/compte/agenda/", {"fermer": "oui"}).status_code == 422
    assert not PersonalLink.objects.alive().exists()


@pytest.mark.django_db
def test_nobody_opens_the_calendar_of_another() -> None:
    with pytest.raises(BadInput, match="son propre agenda"):
        calendars.open_calendar(by=a_user(), user=a_user())
