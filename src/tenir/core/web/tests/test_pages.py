"""Every view says who may call it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tenir.core import rights
from tenir.core.people.models import Membership, Organisation, OrganisationKind, User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page

pytestmark = pytest.mark.django_db
PERMISSION = "people.read_accounts"


def ask(access: str, user: object, method: str = "get") -> HttpResponse:
    """The answer of a page with this access to this person."""

    @page(access=access)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("seen")

    request = getattr(RequestFactory(), method)("/chose/?n=1")
    request.user = user
    answer = view(request)
    assert isinstance(answer, HttpResponse)
    return answer


def holder(role: str) -> User:
    """An account with one role on one place."""
    town = Place.objects.create(kind=PlaceKind.COMMUNE, code="00001", name="Invented")
    city = Organisation.objects.create(kind=OrganisationKind.CITY, slug="city", name="City", place=town)
    user = User.objects.create_user("someone@exemple.fr")
    Membership.objects.create(user=user, organisation=city, role=role, place=town)
    return user


def test_public_page_is_open() -> None:
    assert ask(PUBLIC, AnonymousUser()).content == b"seen"


@pytest.mark.parametrize("access", [SIGNED_IN, PERMISSION])
def test_unknown_person_is_sent_to_sign_in_and_back(access: str) -> None:
    answer = ask(access, AnonymousUser())
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/chose/%3Fn%3D1")


def test_any_account_opens_a_signed_in_page() -> None:
    assert ask(SIGNED_IN, User.objects.create_user("someone@exemple.fr")).content == b"seen"


def test_account_without_the_role_is_refused() -> None:
    with pytest.raises(rights.Refused):
        ask(PERMISSION, holder(rights.Role.OBSERVER))


def test_account_with_the_role_is_let_in() -> None:
    assert ask(PERMISSION, holder(rights.Role.ADMINISTRATOR)).content == b"seen"


def test_other_methods_are_refused_before_anything_else() -> None:
    assert ask(PUBLIC, AnonymousUser(), method="post").status_code == 405


def test_only_a_public_page_may_be_cached() -> None:
    with pytest.raises(ValueError, match="public"):
        page(access=SIGNED_IN, cached=True)


def test_declaration_can_be_read_from_the_outside() -> None:
    view = page(access=PUBLIC, cached=True, methods=("GET",))(lambda request: HttpResponse())
    assert (view.access, view.cached, view.methods) == (PUBLIC, True, ("GET",))  # type: ignore[attr-defined]
