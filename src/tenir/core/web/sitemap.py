"""`/sitemap.xml`: every public address for search engines, section by section as the modules declare them.

A section is cut in files of a few thousand addresses: far below the 50,000 that the protocol allows, so that one file
is quickly made and small enough to be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from tenir.core import modules
from tenir.core.web.context import address
from tenir.core.web.pages import PUBLIC, page

ADDRESSES_A_FILE = 4_000
XML = "application/xml; charset=utf-8"
# Pages that stand without any row: those of the menu that everybody sees, and these.
PLAIN = ("web:home", "web:rights", "web:data", "web:accessibility", "journal:head")
PAGES = "pages"


@page(access=PUBLIC, cached=True)
def index(request: HttpRequest) -> HttpResponse:
    """The files of the sitemap: one for the pages of the site, then as many as each section needs."""
    names = [(PAGES, 1), *((section.key, number) for section in modules.listed() for number in _numbers(section))]
    files = [reverse("web:sitemap-file", args=name) for name in names]
    return render(request, "web/sitemap_index.xml", {"files": _absolute(request, files)}, content_type=XML)


@page(access=PUBLIC, cached=True)
def file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The addresses of one file."""
    paths = _plain() if (key, number) == (PAGES, 1) else _paths(key, number)
    if not paths:
        raise Http404("Ce plan du site n'a pas cette partie.")
    return render(request, "web/sitemap_file.xml", {"addresses": _absolute(request, paths)}, content_type=XML)


def _numbers(section: modules.Listed) -> range:
    return range(1, -(-_rows(section).count() // ADDRESSES_A_FILE) + 1)


def _paths(key: str, number: int) -> list[str]:
    section = next((one for one in modules.listed() if one.key == key), None)
    if section is None or number < 1:
        return []
    return [row.get_absolute_url() for row in _rows(section)[(number - 1) * ADDRESSES_A_FILE :][:ADDRESSES_A_FILE]]


def _rows(section: modules.Listed) -> Any:
    return import_string(section.query)()


def _plain() -> list[str]:
    menu = [entry.url_name for entry in modules.menu() if not entry.requires]
    return list(filter(None, (address(name) for name in dict.fromkeys([*PLAIN, *menu]))))


def _absolute(request: HttpRequest, paths: list[str]) -> Iterator[str]:
    return (request.build_absolute_uri(path) for path in paths)
