"""Every error of the API has one shape."""

from __future__ import annotations

import types
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import path
from ninja import NinjaAPI

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.web.api import access, errors
from tenir.core.web.pages import PUBLIC, SIGNED_IN

pytestmark = pytest.mark.django_db
PERMISSION = "people.read_accounts"


def _example() -> NinjaAPI:
    made = NinjaAPI(urls_namespace="tests-of-errors", docs_url=None, openapi_url=None)
    errors.explain(made)

    @made.get("/open")
    @access(PUBLIC)
    def opened(request: HttpRequest, number: int = 0) -> dict[str, int]:
        return {"number": number}

    @made.get("/known")
    @access(SIGNED_IN)
    def known(request: HttpRequest) -> dict[str, str]:
        return {}

    @made.get("/role")
    @access(PERMISSION)
    def role(request: HttpRequest) -> dict[str, str]:
        return {}

    @made.get("/fails/{kind}")
    @access(PUBLIC)
    def fails(request: HttpRequest, kind: str) -> None:
        raise FAILURES[kind]

    return made


FAILURES = {
    "missing": Http404("secret detail"),
    "absent": User.DoesNotExist("secret detail"),
    "refused": PermissionDenied("Non."),
    "input": BadInput("la date manque.", where="ligne 3", remedy="Écrivez-la."),
}
_urls = types.ModuleType("tests_api_urls")


@pytest.fixture
def asking(client: Client, settings: Any) -> Client:
    """A client of a site that has only the example API."""
    if not hasattr(_urls, "urlpatterns"):
        _urls.urlpatterns = [path("api/", _example().urls)]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = _urls
    return client


def fault(client: Client, address: str, status: int) -> dict[str, str]:
    """The error of an answer, whose shape is checked."""
    answer = client.get(f"/api/{address}")
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "sentence", "where", "remedy"}
    return answer.json()["error"]  # type: ignore[no-any-return]


def test_open_operation_answers_all(asking: Client) -> None:
    assert asking.get("/api/open?number=3").json() == {"number": 3}


@pytest.mark.parametrize("address", ["known", "role"])
def test_unknown_caller_gets_401(asking: Client, address: str) -> None:
    assert fault(asking, address, 401)["code"] == "token_needed"


def test_known_caller_without_the_role_gets_403_and_the_journal_keeps_it(asking: Client) -> None:
    asking.force_login(User.objects.create_user("someone@exemple.fr"))
    told = fault(asking, "role", 403)
    assert told["code"] == "refused"
    assert "lire la liste des comptes et des rôles de son territoire." in told["sentence"]
    assert Entry.objects.refusals().get().verb == PERMISSION


@pytest.mark.parametrize("kind", ["missing", "absent"])
def test_missing_object_is_a_404_without_details(asking: Client, kind: str) -> None:
    told = fault(asking, f"fails/{kind}", 404)
    assert (told["code"], told["where"]) == ("not_found", f"/api/fails/{kind}")
    assert "secret" not in str(told)


def test_unreadable_parameter_is_named(asking: Client) -> None:
    told = fault(asking, "open?number=trois", 422)
    assert (told["code"], told["where"]) == ("bad_input", "query.number")


def test_error_of_ours_keeps_place_and_remedy(asking: Client) -> None:
    told = fault(asking, "fails/input", 400)
    assert told == {
        "code": "bad_input",
        "sentence": "la date manque.",
        "where": "ligne 3",
        "remedy": "Écrivez-la.",
    }


def test_refusal_of_an_unknown_caller_is_not_journalled(asking: Client) -> None:
    assert fault(asking, "fails/refused", 403)["sentence"] == "Non."
    assert not Entry.objects.refusals().exists()
