"""Home, rights, guide, accessibility, and the pages shown when something is refused or broken."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tenir.core import modules, rights
from tenir.core.web import context, views
from tests.builders import a_member, a_user, france

pytestmark = pytest.mark.django_db
PAGES = ("/", "/droits/", "/guide/", "/accessibilite/")


def text_of(answer: HttpResponse) -> str:
    """What the page says, as a person reads it."""
    return unescape(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_page_has_language_title_description_and_one_main_heading(client: Client, path: str) -> None:
    html = text_of(client.get(path))
    assert '<html lang="fr">' in html
    assert re.search(r"<title>[^<]+ – Tenir</title>", html)
    assert re.search(r'<meta name="description" content="[^"]+">', html)
    # The guide also draws examples, each with headings of its own.
    assert html.count("<h1") == (2 if path == "/guide/" else 1)


def test_home_without_anything_to_show_says_what_will_come(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "panels", lambda *_: iter(()))
    assert "Aucun engagement n'est encore inscrit" in text_of(client.get("/"))


def test_home_is_made_of_what_modules_show(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = modules.Panel("home", "Ce qui a changé", 1, "", "web/components/empty_state.html")
    shown = modules.ShownPanel(panel, {"title": "Rien cette semaine", "content": ""})
    monkeypatch.setattr(modules, "panels", lambda *_: iter((shown,)))
    html = text_of(client.get("/"))
    assert "Rien cette semaine" in html
    assert "Aucun engagement" not in html


def test_rights_page_prints_every_permission_and_every_role(client: Client) -> None:
    html = text_of(client.get("/droits/"))
    assert [p.key for p in modules.permissions() if f"<code>{p.key}</code>" not in html] == []
    assert [r.label for r in rights.Role if f"<h3>{r.label}</h3>" not in html] == []


def test_rights_page_says_to_whom_a_permission_is_given(client: Client) -> None:
    permission = next(p for p in modules.permissions() if len(p.roles) == 1)
    row = text_of(client.get("/droits/")).split(f"<code>{permission.key}</code>")[1].split("</dd>")[0]
    assert rights.Role(permission.roles[0]).label in row


def test_search_engines_do_not_read_a_demonstration(client: Client, settings: pytest.FixtureRequest) -> None:
    assert "Disallow: /compte/\n" in text_of(client.get("/robots.txt"))
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    assert "Disallow: /\n" in text_of(client.get("/robots.txt"))


def test_favicon_is_ours(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_demonstration_says_that_it_is_one(client: Client, settings: pytest.FixtureRequest) -> None:
    assert "Démonstration." not in text_of(client.get("/"))
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    assert "Démonstration." in text_of(client.get("/?fresh"))


def test_missing_page(client: Client) -> None:
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    assert "Cette page n'existe pas" in text_of(answer)


def test_refusal_tells_its_reason_and_whom_to_ask(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = a_user()
    answer = views.forbidden(request, rights.Refused("people.read_accounts"))
    assert answer.status_code == 403
    assert "lire la liste des comptes et des rôles de son territoire." in text_of(answer)
    assert "/droits/" in text_of(answer)


def test_refusal_without_reason_does_not_leak_the_exception(rf: RequestFactory) -> None:
    answer = views.forbidden(rf.get("/"), Exception("secret detail"))
    assert "secret" not in text_of(answer)


def test_unreadable_request_uses_nothing_of_it(rf: RequestFactory) -> None:
    answer = views.bad_request(rf.get("/", headers={"host": "evil.example"}), SuspiciousOperation("secret detail"))
    assert answer.status_code == 400
    assert "evil" not in text_of(answer)
    assert "secret" not in text_of(answer)


def test_wrong_host_is_a_400_page(client: Client) -> None:
    answer = client.get("/nulle-part/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "Cette demande n'est pas lisible" in text_of(answer)


def test_breakdown_page_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr(views, "FAVICON", None)
    monkeypatch.setattr(views, "_drawing", broken)
    with connection.execute_wrapper(broken):
        answer = client.get("/favicon.ico")
    assert answer.status_code == 500
    assert "pas marché de notre côté" in text_of(answer)
    assert "secret" not in text_of(answer)


def test_breakdown_page_comes_out_even_without_templates(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise ValueError("missing static file")

    monkeypatch.setattr(views, "render_to_string", broken)
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Tenir est en panne" in text_of(answer)


def test_form_without_token_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a"})
    assert answer.status_code == 403
    assert "Ce formulaire a expiré" in text_of(answer)


@pytest.mark.parametrize("path", PAGES)
def test_layout_costs_an_anonymous_reader_no_query_of_its_own(
    rf: RequestFactory, path: str, django_assert_num_queries: object
) -> None:
    request: HttpRequest = rf.get(path)
    with django_assert_num_queries(0):  # type: ignore[operator]
        context.site(request)


def test_menu_has_at_most_six_entries_and_hides_what_would_be_refused(rf: RequestFactory) -> None:
    declared = modules.menu()
    assert len(declared) <= 6
    request = rf.get("/")
    request.user = a_member(rights.Role.ADMINISTRATOR, france())
    seen = {link.title for link in context.site(request)["site_menu"]}
    request.user = a_user()
    hidden = {entry.title for entry in declared if entry.requires}
    assert not hidden & {link.title for link in context.site(request)["site_menu"]}
    assert hidden <= seen


def test_menu_marks_the_page_and_those_below_it() -> None:
    assert context._current("/cadres/", "/cadres/") == "page"
    assert context._current("/cadres/feuille/", "/cadres/") == "true"
    assert context._current("/droits/", "/") == ""


def test_person_signed_in_sees_the_way_out_and_not_the_way_in(client: Client) -> None:
    client.force_login(a_user())
    html = text_of(client.get("/droits/"))
    assert "Mon bureau" in html
    assert f'<form method="post" action="{reverse("account_logout")}">' in html
    assert ">Entrer</a>" not in html
