"""One's own deadlines and meetings as a calendar that a phone or an office program follows (iCalendar, RFC 5545).

Modules say what has a date (`ModuleConfig.calendar`, a dotted path of `(user) -> list[Dated]`). The address of the
feed is a personal link: it may be taken back, and it shows nothing that its person may not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from icalendar import Calendar, Event

from tenir.core import modules
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.people import link_pages, links
from tenir.core.people.link_pages import Visitor
from tenir.core.people.models import PersonalLink, User
from tenir.core.people.outbox import letter_domain

READ = "people.read_calendar"
# Calendar programs are told once; a year later the account's page says that it is over.
LASTS = timedelta(days=366)
REFRESHED = timedelta(hours=6)


@dataclass(frozen=True)
class Dated:
    """Something on a day, or from an hour to an hour; `key` names it for ever, `path` is its page on this site."""

    key: str
    title: str
    start: date | datetime
    path: str
    end: datetime | None = None
    where: str = ""
    words: str = ""
    is_cancelled: bool = False


def dated_for(user: User) -> list[Dated]:
    """What every module has to put in somebody's calendar."""
    tellers = [import_string(module.calendar) for module in modules.installed() if module.calendar]
    return [one for tell in tellers for one in tell(user)]


def drawn(dated: Iterable[Dated], now: datetime) -> bytes:
    """The file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tenir//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Tenir")
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for one in dated:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: Dated, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{letter_domain()}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", one.title)
    event.add("dtstart", _utc(one.start))
    if one.end is not None:
        event.add("dtend", _utc(one.end))
    event.add("url", settings.SITE_ADDRESS + one.path)
    for name, value in (("location", one.where), ("description", one.words)):
        if value:
            event.add(name, value)
    if one.is_cancelled:
        event.add("status", "CANCELLED")
    return event


def _utc(moment: date | datetime) -> date | datetime:
    """Hours in UTC need no table of time zones in the file; days stay days."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


@action
def open_calendar(*, by: Actor, user: User) -> str:
    """A new address for one's own calendar; the one before ends. Its secret is told once."""
    if by != user:
        raise BadInput("chacun ouvre son propre agenda.")
    close_all(user, by=by)
    return links.give(by=by, user=user, verb=READ, lasting=LASTS)[1]


@action
def close_calendar(*, by: Actor, user: User) -> None:
    """The address ends with the next request."""
    if by != user:
        raise BadInput("chacun ferme son propre agenda.")
    if not close_all(user, by=by):
        raise BadInput("votre agenda n'a pas d'adresse en ce moment.")


def close_all(user: User, *, by: Actor) -> int:
    """Part of an action: end the addresses that still open."""
    living = list(PersonalLink.objects.alive().filter(user=user, verb=READ))
    for link in living:
        links.revoke(link, by=by)
    return len(living)


def _feed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    content = drawn(dated_for(visitor.user), timezone.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


feed = link_pages.by_link(_feed, READ)
