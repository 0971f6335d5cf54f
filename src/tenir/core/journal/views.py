"""The journal's pages: its head for everybody, its events for those who may read them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from tenir.core.journal import chain, heads, presenters
from tenir.core.journal.models import Entry, Outcome
from tenir.core.journal.permissions import READ
from tenir.core.web import exports, french
from tenir.core.web.columns import Column
from tenir.core.web.pages import PUBLIC, page
from tenir.core.web.tables import Table


def _address(entry: Any) -> str:
    return reverse("journal:entry", args=[entry.sequence])


def _moment(entry: Any) -> str:
    return french.date_heure(timezone.localtime(entry.at))


def table() -> Table:
    """The list of events. Made when asked: the sorts of objects are known once all modules are installed."""
    return Table(
        key="evenements",
        caption="Événements du journal",
        things=("événement", "événements"),
        columns=(
            Column("sequence", "Rang", kind="link", sortable=True, url=_address),
            Column("at", "Le", value=_moment),
            Column("actor", "Qui", value=presenters.actor),
            Column("verb", "Action", value=presenters.verb, order="verb", filterable=True, search="verb"),
            Column(
                "object_type", "Sur", value=presenters.subject, order="object_type", filterable=True,
                choices=presenters.object_types(),
            ),
            Column(
                "outcome", "Issue", value=Entry.get_outcome_display, order="outcome", filterable=True,
                choices=tuple(Outcome.choices),
            ),
        ),
        empty_title="Aucun événement",
        empty="Le premier s'inscrira à la première écriture\u202f: engagement adopté, lieu créé, compte ouvert.",
    )  # fmt: skip


@page(access=PUBLIC, cached=True)
def head(request: HttpRequest) -> HttpResponse:
    """How many events, the hash that stands for all of them, and how to check it by oneself."""
    return render(request, "journal/head.html", {"head": chain.head()})


@page(access=PUBLIC, cached=True)
def head_file(request: HttpRequest) -> HttpResponse:
    """The file that `tenir journal verify --head` takes."""
    return JsonResponse(heads.published(chain.head()), json_dumps_params={"indent": 2})


@page(access=READ)
def entries(request: HttpRequest) -> HttpResponseBase:
    """Events, newest first; `?objet=places.place:12` keeps those of one object."""
    rows = Entry.objects.order_by("-sequence")
    kind, _, key = request.GET.get("objet", "").replace("\0", "").partition(":")
    if kind and key:
        rows = rows.about_key(kind, key)
    shown = table().bind(rows, request.GET)
    if shown.format:
        return exports.respond(shown.sheet(source="Journal de Tenir"), shown.format)
    return render(request, "journal/entries.html", {"shown": shown, "trail": _trail("Événements")})


@page(access=READ)
def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """One event whole, as it is hashed."""
    found = get_object_or_404(Entry, sequence=sequence)
    context = {
        "entry": found,
        "sentence": presenters.sentence(found),
        "differences": presenters.differences(found),
        "history": f"{reverse('journal:entries')}?objet={found.object_type}:{found.object_id}",
        "trail": _trail(f"Événement {found.sequence}", ("Événements", reverse("journal:entries"))),
    }
    return render(request, "journal/entry.html", context)


def _trail(title: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Journal", reverse("journal:head")), *between, (title, "")]
