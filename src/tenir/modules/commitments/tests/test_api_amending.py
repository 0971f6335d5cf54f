"""Promises for programs: created and corrected, two at once included."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tenir.core.journal.models import Entry
from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tenir.modules.commitments.tests.test_api_writing import Headers, bearer, fault, send
from tests.builders import a_place, an_organisation, france

BOARD = "/api/v1/cadres/cadre-d-essai/engagements"
ONE = "/api/v1/cadres/cadre-d-essai/1"
WHY = "Le texte a été relu."


@pytest.fixture(autouse=True)
def _uncounted(db: None) -> None:
    cache.clear()


@pytest.fixture
def board() -> Framework:
    """A public framework with a promise."""
    framework = a_draft()
    actions.create_commitment(by=ME, framework=framework, content=promise("1", theme="emploi"))
    Framework.objects.update(state=State.PUBLIC)
    return Framework.objects.get()


@pytest.fixture
def token(board: Framework) -> Headers:
    """Headers of a program of a ministry that writes promises."""
    return bearer(Role.MINISTRY, an_organisation(place=france()), "engagements:ecrire")


def patch(client: Client, headers: Headers, **fields: Any) -> Any:
    return client.patch(ONE, fields, content_type="application/json", headers=headers)


def test_correction_changes_what_was_sent_only(client: Client, token: Headers) -> None:
    read = client.get(ONE).json()
    answer = patch(client, token, revision=read["revision"], title="Ouvrir deux lieux", due="2027", reason=WHY)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["title"], told["due"], told["theme"]) == ("Ouvrir deux lieux", "2027", "emploi")
    assert told["revision"] == read["revision"] + 1
    assert client.get(ONE).json() == told
    assert WHY in Entry.objects.values_list("reason", flat=True)


def test_null_empties_a_field(client: Client, token: Headers) -> None:
    assert patch(client, token, revision=1, theme=None, reason=WHY).json()["theme"] is None


def test_second_of_two_corrections_sees_both_versions(client: Client, token: Headers) -> None:
    assert patch(client, token, revision=1, title="Première version", reason=WHY).status_code == 200
    told = fault(patch(client, token, revision=1, title="Seconde version", reason=WHY), 409)
    assert told["code"] == "amended"
    assert (told["versions"]["stored"]["title"], told["versions"]["asked"]["title"]) == (
        "Première version",
        "Seconde version",
    )
    again = patch(client, token, revision=told["versions"]["stored"]["revision"], title="Seconde version", reason=WHY)
    assert again.json()["title"] == "Seconde version"


def test_public_framework_is_amended_with_its_reason(client: Client, token: Headers) -> None:
    assert fault(patch(client, token, revision=1, title="Sans motif"), 400)["where"] == "motif"


@pytest.mark.parametrize("fields", [{"title": "x"}, {"revision": 1, "slug": "2"}, {"revision": 1, "theme": "lune"}])
def test_unreadable_correction(client: Client, token: Headers, fields: dict[str, Any]) -> None:
    assert fault(patch(client, token, **fields), 422)["code"] == "bad_input"


def test_correction_is_told_among_the_changes(client: Client, token: Headers) -> None:
    patch(client, token, revision=1, title="Ouvrir deux lieux", reason=WHY)
    (change,) = client.get("/api/v1/changements").json()["items"]
    assert (change["kind"], change["commitment"]["slug"]) == ("correction", "1")
    assert "title" in change["fields"]


def test_new_promise(client: Client, token: Headers) -> None:
    city = an_organisation(place=france())
    written = {"number": "2", "title": "Ouvrir une crèche", "parties": [{"organisation": city.slug, "role": "porteur"}]}
    for _ in range(2):
        answer = send(client, {**token, "Idempotency-Key": "2"}, {**written, "reason": WHY}, BOARD)
        assert answer.status_code == 201, answer.content
    assert (answer.json()["slug"], [one["slug"] for one in answer.json()["holders"]]) == ("2", [city.slug])
    assert Commitment.objects.count() == 2


def test_duplicated_number_writes_nothing(client: Client, token: Headers) -> None:
    fault(send(client, token, {"number": "1", "title": "Encore", "reason": WHY}, BOARD), 400)
    assert Commitment.objects.count() == 1


def test_scope_and_right_are_both_needed(client: Client, board: Framework) -> None:
    recorder = bearer(Role.MINISTRY, an_organisation(place=france()), "engagements:niveaux")
    elsewhere = bearer(Role.PROJECT_LEAD, an_organisation(place=a_place(inside=france())), "engagements:ecrire")
    for headers in (recorder, elsewhere):
        fault(patch(client, headers, revision=1, title="x", reason=WHY), 403)
    assert Entry.objects.refusals().filter(verb="commitments.amend").count() == 2


def test_draft_is_not_there_for_a_token_that_may_not_read_it(client: Client, token: Headers) -> None:
    Framework.objects.update(state=State.DRAFT)
    fault(patch(client, token, revision=1, title="x"), 404)
    both = bearer(Role.MINISTRY, an_organisation(place=france()), "engagements:ecrire", "lire:brouillons")
    assert patch(client, both, revision=1, title="Ouvrir deux lieux").status_code == 200
