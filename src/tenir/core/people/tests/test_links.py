"""Links of a person: what they open, what ends them, and that opening them does not."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.journal.models import Entry
from tenir.core.people import links
from tenir.core.people.actions import close_account, erase_person
from tenir.core.people.models import PersonalLink, User
from tenir.core.places.models import Place
from tests.builders import a_place, a_user, france

pytestmark = pytest.mark.django_db
ME, WEEK, VERB = System("test"), timedelta(days=7), "commitments.report"


@action
def give(
    *, by: Actor, user: User, lasting: timedelta = WEEK, on: Place | None = None, ends_with_use: bool = False
) -> tuple[PersonalLink, str]:
    return links.give(by=by, user=user, verb=VERB, lasting=lasting, on=on, ends_with_use=ends_with_use)


@action
def use(*, by: Actor, link: PersonalLink) -> None:
    links.spend(link)
    chain.record(chain.Event("test.use"), by=by)


def is_closed(secret: str, verb: str = VERB) -> bool:
    try:
        links.opened(secret, verb=verb)
    except links.LinkClosed:
        return True
    return False


def test_link_opens_its_verb_to_its_person_as_often_as_one_likes() -> None:
    user = a_user()
    _, secret = give(by=ME, user=user, ends_with_use=True)
    assert [links.opened(secret, verb=VERB).user for _ in range(3)] == [user] * 3
    assert PersonalLink.objects.get().used_at is None
    assert is_closed(secret, "commitments.verify")
    assert is_closed(secret + "x")


def test_secret_stands_nowhere_in_the_database() -> None:
    _, secret = give(by=ME, user=a_user())
    assert secret not in str(PersonalLink.objects.values().get())
    told = Entry.objects.get(verb="people.give_link")
    assert secret not in str(told.after)
    assert "digest" not in told.after


def test_link_that_is_over_or_revoked_opens_nothing() -> None:
    link, secret = give(by=ME, user=a_user())
    PersonalLink.objects.update(since=timezone.now() - 2 * WEEK, until=timezone.now() - WEEK)
    assert is_closed(secret)
    other, kept = give(by=ME, user=link.user)
    action_of_revoking(by=ME, link=other)
    assert is_closed(kept)


@action
def action_of_revoking(*, by: Actor, link: PersonalLink) -> None:
    links.revoke(link, by=by)


def test_link_speaks_of_its_object_only() -> None:
    nation, other = france(), a_place(inside=france())
    one, _ = give(by=ME, user=a_user(), on=nation)
    all_theirs, _ = give(by=ME, user=a_user(email="b@example.org"))
    assert [links.covers(one, place) for place in (nation, other)] == [True, False]
    assert links.covers(all_theirs, other)


def test_link_that_must_serve_once_serves_once() -> None:
    link, secret = give(by=ME, user=a_user(), ends_with_use=True)
    use(by=ME, link=link)
    assert is_closed(secret)
    with pytest.raises(BadInput, match=r"ne s'ouvre plus"):
        use(by=ME, link=link)
    assert Entry.objects.filter(verb="test.use").count() == 1


def test_lasting_link_serves_again() -> None:
    link, secret = give(by=ME, user=a_user())
    use(by=ME, link=link)
    use(by=ME, link=link)
    assert not is_closed(secret)


def test_closed_account_closes_its_links() -> None:
    france()
    user = a_user()
    _, secret = give(by=ME, user=user)
    close_account(by=ME, user=user)
    assert is_closed(secret)
    User.objects.filter(pk=user.pk).update(is_active=True)
    assert is_closed(secret)
    with pytest.raises(BadInput, match="compte est fermé"):
        close_then_give(user)


def close_then_give(user: User) -> None:
    user.is_active = False
    give(by=ME, user=user)


def test_erased_person_leaves_no_link() -> None:
    france()
    user = a_user()
    give(by=ME, user=user)
    erase_person(by=ME, user=user)
    assert not PersonalLink.objects.exists()


def test_link_never_lasts_for_ever() -> None:
    with pytest.raises(BadInput, match="400 jours au plus"):
        give(by=ME, user=a_user(), lasting=timedelta(days=401))


@pytest.mark.django_db(transaction=True)
def test_hundred_uses_at_once_have_one_effect() -> None:
    link, _ = give(by=ME, user=a_user(), ends_with_use=True)
    start, refused = threading.Barrier(10), []

    def work() -> None:
        start.wait()
        for _ in range(10):
            try:
                use(by=ME, link=link)
            except links.LinkClosed as error:
                refused.append(error)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (Entry.objects.filter(verb="test.use").count(), len(refused)) == (1, 99)
