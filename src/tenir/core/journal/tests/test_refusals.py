"""Refusals to known people are kept once; storms and strangers only go to the log."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tenir.core.journal import middleware
from tenir.core.journal.middleware import record_refusal
from tenir.core.journal.models import Entry, Outcome
from tenir.core.journal.tests.accounts import account
from tenir.core.journal.verify import verify
from tenir.core.people.models import User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Refused, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return account(Role.PARTNER)


def request_of(user: User, path: str = "/journal/evenements/", method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, path)
    request.user = user
    return request


def test_refused_page_is_journalled_once_without_its_query(client: Client, user: User) -> None:
    client.force_login(user)
    answer = client.get("/journal/evenements/?courriel=jeanne@example.org")
    entry = Entry.objects.get()
    assert answer.status_code == 403
    assert (entry.actor, entry.verb, entry.outcome) == (user.identifier, "journal.read", Outcome.REFUSED)
    assert entry.after == {"method": "GET", "path": "/journal/evenements/"}
    assert verify().broken is None


def test_same_refusal_is_kept_once_an_hour(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        record_refusal(request_of(user), Refused("journal.read"))
    assert Entry.objects.count() == 1
    monkeypatch.setattr(middleware, "WINDOW", timedelta(0))
    record_refusal(request_of(user), Refused("journal.read"))
    assert Entry.objects.count() == 2


def test_storm_of_refusals_does_not_fill_the_journal(
    user: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The log takes so many lines a minute, and the tests before this one may have used them up.
    monkeypatch.setattr(logging.getLogger("tenir.refusals"), "filters", [])
    with caplog.at_level(logging.INFO, logger="tenir.refusals"):
        for number in range(middleware.MOST_IN_WINDOW + 5):
            record_refusal(request_of(user, f"/lieux/{number}/"), Refused("journal.read"))
    assert Entry.objects.count() == middleware.MOST_IN_WINDOW
    assert caplog.messages == [f"refused again to {user.identifier}: journal.read"] * 5


def test_refusals_of_another_person_and_on_another_object_are_kept(user: User) -> None:
    one, other = (Place.objects.create(kind=PlaceKind.COMMUNE, code=code, name="Inventé") for code in ("1", "2"))
    for person, place in ((user, one), (user, other), (account(), one)):
        record_refusal(request_of(person), Refused("journal.read", place))
    assert Entry.objects.refusals().count() == 3
    assert Entry.objects.about(one).count() == 2


def test_unknown_person_is_not_journalled(client: Client) -> None:
    record_refusal(request_of(AnonymousUser()), PermissionDenied())
    assert client.get("/journal/evenements/").status_code == 302
    assert Entry.objects.count() == 0


def test_odd_address_is_kept_escaped_and_cut(user: User) -> None:
    record_refusal(request_of(user, "/%00é%FF/" + "a" * 500), PermissionDenied())
    path = Entry.objects.get().after["path"]
    assert path.startswith("/%00%C3%A9")
    assert len(path) == middleware.LONGEST_PATH


def test_refused_write_is_rolled_back_before_the_refusal_is_kept(client: Client, user: User) -> None:
    """The middleware hears of it after the action's transaction: the refusal stays, what was written does not."""

    def refused_action() -> None:
        with transaction.atomic():
            Place.objects.create(kind=PlaceKind.COMMUNE, code="9", name="Inventé")
            raise Refused("journal.read")

    with pytest.raises(Refused) as caught:
        refused_action()
    middleware.RefusalMiddleware(lambda request: None).process_exception(request_of(user), caught.value)
    assert (Place.objects.filter(code="9").exists(), Entry.objects.count()) == (False, 1)
