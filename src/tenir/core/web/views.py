"""Home, rights, style guide, accessibility; the pages shown when something is refused or broken."""

from __future__ import annotations

import functools
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string

from tenir.core import modules, rights
from tenir.core.web import exports, glossary, guide, moved
from tenir.core.web.columns import fold
from tenir.core.web.context import address
from tenir.core.web.pages import PUBLIC, page

FAVICON = Path(__file__).resolve().parent / "static/web/favicon.svg"
A_DAY = 24 * 3600


@page(access=PUBLIC, cached=True)
def home(request: HttpRequest) -> HttpResponse:
    """Where the promises stand: what each module has to show on the first page."""
    return render(request, "web/home.html")


@page(access=PUBLIC, cached=True)
def rights_page(request: HttpRequest) -> HttpResponse:
    """Who may do what, where, in sentences that an auditor can read."""
    declared = [(module, modules.module_permissions(module)) for module in modules.installed()]
    context = {
        "trail": [("Accueil", "/"), ("Qui peut quoi", "")],
        "roles": [(role, _allowed(role, declared)) for role in rights.Role],
        "by_module": [(module, [_who(p) for p in permissions]) for module, permissions in declared if permissions],
    }
    return render(request, "web/rights.html", context)


def _allowed(
    role: rights.Role, declared: list[tuple[modules.ModuleConfig, tuple[modules.Permission, ...]]]
) -> list[str]:
    return [p.sentence for _, permissions in declared for p in permissions if role in p.roles]


def _who(permission: modules.Permission) -> tuple[str, str, list[str]]:
    return permission.sentence, permission.key, [rights.Role(role).label for role in permission.roles]


@page(access=PUBLIC, cached=True)
def data(request: HttpRequest) -> HttpResponse:
    """The files that modules publish, in each format."""
    trail = [("Accueil", "/"), ("Données", "")]
    return render(request, "web/data.html", {"trail": trail, "exports": modules.exports(), "formats": exports.FORMATS})


@page(access=PUBLIC, cached=True)
def api_page(request: HttpRequest) -> HttpResponse:
    """Every operation of the API, drawn from the document that programs read."""
    from tenir.core.web.api import errors, listing

    context = {
        "trail": [("Accueil", "/"), ("API", "")],
        "groups": listing.by_tag(),
        "errors": errors.STATUSES,
        "scopes": modules.scopes(),
        "tokens_url": address("people:tokens"),
    }
    return render(request, "web/api.html", context)


@page(access=PUBLIC)
def data_file(request: HttpRequest, key: str, format: str) -> HttpResponseBase:
    """One of these files. Not kept: it is written row by row."""
    export = next((one for one in modules.exports() if one.key == key), None)
    if export is None:
        raise Http404(f"Aucun fichier ne s'appelle «\u202f{key}\u202f».")
    return exports.respond(import_string(export.query)(), format)


@page(access=PUBLIC, cached=True)
def guide_page(request: HttpRequest) -> HttpResponse:
    """The living style guide: every component drawn by its own tag."""
    context = {
        "trail": [("Accueil", "/"), ("Guide des composants", "")],
        "groups": guide.drawn(request),
        "palette": guide.PALETTE,
    }
    return render(request, "web/guide.html", context)


@page(access=PUBLIC, cached=True)
def glossary_page(request: HttpRequest) -> HttpResponse:
    """Every acronym that texts and screens use, with the lines that spell it out."""
    letters = groupby(glossary.terms(), key=lambda term: fold(term.acronym)[0].upper())
    context = {
        "trail": [("Accueil", "/"), ("Glossaire", "")],
        "letters": [(letter, list(terms)) for letter, terms in letters],
        "count": len(glossary.terms()),
    }
    return render(request, "web/glossary.html", context)


@page(access=PUBLIC, cached=True)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site is and how far it is accessible, honestly."""
    return render(request, "web/accessibility.html", {"trail": [("Accueil", "/"), ("Accessibilité", "")]})


@page(access=PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read; nothing of a demonstration, whose contents are partly invented."""
    if getattr(settings, "DEMONSTRATION", False):
        told = "Disallow: /\n"
    else:
        told = f"Disallow: /compte/\nSitemap: {request.build_absolute_uri(reverse('web:sitemap'))}\n"
    return HttpResponse(f"User-agent: *\n{told}", content_type="text/plain; charset=utf-8")


@page(access=PUBLIC)
def favicon(request: HttpRequest) -> HttpResponse:
    """For the browsers that ask without reading the page."""
    response = HttpResponse(_drawing(), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


@functools.cache
def _drawing() -> bytes:
    return FAVICON.read_bytes()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be read, so nothing of it is used to draw the page."""
    return HttpResponse(render_to_string("web/errors/400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reason that the refusal gave, or none."""
    reason = str(exception) if isinstance(exception, rights.Refused) else ""
    return render(request, "web/errors/403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; or the way to the page, when only capitals kept its address from being found."""
    elsewhere = moved.without_capitals(request)
    if elsewhere:
        return HttpResponsePermanentRedirect(elsewhere)
    return render(request, "web/errors/404.html", {"search": address("search:results")}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no database, no session, no context processor, since any of them may be what broke."""
    text: str
    try:
        text = render_to_string("web/errors/500.html")
    except Exception:
        # The last page must come out whatever is broken, a missing static file included.
        text = "<!DOCTYPE html><html lang='fr'><title>Erreur – Tenir</title><h1>Tenir est en panne</h1>"
    return HttpResponse(text, status=500)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form sent without a valid token."""
    return render(request, "web/errors/expired_form.html", status=403)
