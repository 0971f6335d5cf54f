"""Another site may show in its own only the pages that are made for it, whichever way they are answered."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from tenir.core.web import publication
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page
from tenir.core.web.publication import PublicationMiddleware

pytestmark = pytest.mark.django_db


@page(access=PUBLIC, cached=True, framed=True)
def card(request: HttpRequest) -> HttpResponse:
    """A page made to be framed."""
    return HttpResponse("card")


def answer(monkeypatch: pytest.MonkeyPatch, **headers: str) -> HttpResponse:
    """What the page cache answers for `card`."""
    monkeypatch.setattr(publication, "resolve", lambda path: ResolverMatch(card, (), {}))
    request = RequestFactory().get("/carte/", headers=headers)
    request.user = AnonymousUser()
    return PublicationMiddleware(card)(request)  # type: ignore[arg-type]


def may_be_framed(response: HttpResponse) -> bool:
    """Whether both middlewares will let it be."""
    policy = getattr(response, "_csp_replace", {})
    return bool(getattr(response, "xframe_options_exempt", False) and policy == {"frame-ancestors": ["*"]})


def test_made_kept_and_unchanged_card_may_be_framed(monkeypatch: pytest.MonkeyPatch) -> None:
    made = answer(monkeypatch)
    kept = answer(monkeypatch)
    unchanged = answer(monkeypatch, **{"If-None-Match": made["ETag"]})
    assert (made.status_code, kept.status_code, unchanged.status_code) == (200, 200, 304)
    assert [may_be_framed(one) for one in (made, kept, unchanged)] == [True] * 3


@pytest.mark.parametrize("path", ["/", "/droits/", "/compte/entrer/", "/nulle-part/"])
def test_every_other_page_may_not(client: Client, path: str) -> None:
    for response in (client.get(path), client.get(path)):
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_page_of_somebody_is_never_framed() -> None:
    with pytest.raises(ValueError, match="framed"):
        page(access=SIGNED_IN, framed=True)
