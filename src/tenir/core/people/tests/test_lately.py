"""Since when « ce qui a changé » looks back: the last visit on a day before this one, or the last letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from tenir.core.people import outbox
from tenir.core.people.lately import FARTHEST, since_last_letter, since_last_visit
from tenir.core.people.models import Letter, User
from tests.builders import a_user

pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def seen_by(client: Client, user: User) -> datetime:
    """What a page of this browser looks back to."""
    request = HttpRequest()
    request.session = client.session
    return since_last_visit(request, User.objects.get(pk=user.pk))


def close(moment: datetime, to: datetime) -> bool:
    return abs(moment - to) < timedelta(minutes=1)


def test_every_page_of_the_day_looks_back_to_the_visit_before_it(client: Client) -> None:
    user = a_user(last_visit=ago(20))
    client.force_login(user)
    assert close(seen_by(client, user), ago(20))
    client.get("/bureau/")
    assert close(User.objects.get(pk=user.pk).last_visit or ago(99), ago(0))
    assert close(seen_by(client, user), ago(20))
    client.get("/bureau/")
    assert close(seen_by(client, user), ago(20))


def test_a_first_visit_and_a_second_browser_look_back_seven_days(client: Client) -> None:
    assert close(seen_by(client, a_user()), ago(7))
    assert close(seen_by(client, a_user(last_visit=ago(0))), ago(7))


def test_whoever_was_away_for_years_reads_three_months(client: Client) -> None:
    assert close(seen_by(client, a_user(last_visit=ago(900))), timezone.now() - FARTHEST)


def test_desk_says_which_visit(client: Client) -> None:
    client.force_login(a_user(last_visit=datetime(2026, 3, 1, 9, 0, tzinfo=UTC)))
    assert "depuis votre visite du 1er mars 2026" in client.get("/bureau/").content.decode()


def test_letters_look_back_to_the_last_one_of_the_same_sort() -> None:
    user = a_user()
    assert close(since_last_letter(user), ago(31))
    for key in (f"digest:{user.pk}:2026-10", "governance:meeting:1:x"):
        outbox.queue(user=user, key=key, subject="x", words="x")
    Letter.objects.filter(key__startswith="digest:").update(created_at=ago(12))
    assert close(since_last_letter(user), ago(12))
