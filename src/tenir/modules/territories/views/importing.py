"""A file of contours in two steps: dropped and read without writing, then confirmed whole."""

from __future__ import annotations

import json
import zlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.core.operations import jobs
from tenir.core.people.models import User
from tenir.core.web.french import accord
from tenir.core.web.pages import page
from tenir.modules.territories import actions, crosswalks
from tenir.modules.territories.forms import DropForm
from tenir.modules.territories.importing import child, preparing, saying
from tenir.modules.territories.importing.facts import Prepared
from tenir.modules.territories.models import BoundaryImport, WaitingFile
from tenir.modules.territories.permissions import IMPORT

FORM = ("GET", "HEAD", "POST")
READER = "tenir.modules.territories.importing.child:read"
# What numpy and GEOS reserve of addresses is most of it.
MEMORY, SECONDS = 2 * 1024 * 1024 * 1024, 60
# Faults shown; the rest is counted.
SHOWN = 200
LAST = 20


@page(access=IMPORT, methods=FORM)
def drop(request: HttpRequest) -> HttpResponse:
    """Step 1: a file and what is to be said of it; below, what was imported before."""
    form = DropForm(request.POST, request.FILES) if request.method == "POST" else DropForm()
    if request.method == "POST" and form.is_valid():
        try:
            waiting = _read(_me(request), form)
        except BadInput as error:
            form.add_error("file", error.in_full)
        else:
            return redirect(waiting)
    context = {"form": form, "imports": BoundaryImport.objects.all()[:LAST], "trail": _trail()}
    return render(request, "territories/import.html", context, status=422 if form.errors else 200)


@page(access=IMPORT, methods=FORM)
def check(request: HttpRequest, token: UUID) -> HttpResponse:
    """Step 2: what would change and every fault, feature by feature; confirmed whole, or given up."""
    by = _me(request)
    waiting = WaitingFile.objects.filter(token=token, owner=by).first()
    if waiting is None:
        raise Http404("Ce fichier n'attend plus. Déposez-le de nouveau.")
    if request.method == "POST" and request.POST.get("geste") == "renoncer":
        actions.forget(by=by, waiting=waiting)
        messages.info(request, "Le fichier est oublié\u202f: rien n'a été écrit.")
        return redirect("territories:import")
    prepared = _prepared(waiting)
    if request.method == "POST":
        try:
            batch = _import(by, waiting, prepared)
        except BadInput as error:
            messages.error(request, error.in_full)
            return redirect(waiting)
        messages.success(request, _done(batch))
        return redirect("territories:import")
    return render(request, "territories/check.html", _report(waiting, prepared))


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("a view that is open to anonymous visitors asked who is signed in")
    return request.user


def _read(by: User, form: DropForm) -> WaitingFile:
    """The file read in a child process, kept until it is confirmed."""
    file, said = form.cleaned_data["file"], form.said()
    saying.known(file.name, **said)
    told = (file.name, "", "", "oui" if said["merge"] else "")
    read = sandbox.run(READER, file.read(), name=file.name, told=told, memory=MEMORY, seconds=SECONDS)
    return actions.keep_waiting(by=by, name=file.name, said=said, read=read)


def _prepared(waiting: WaitingFile) -> Prepared:
    read = json.loads(zlib.decompress(bytes(waiting.read)))
    return preparing.prepare(child.of_json(read), saying.known(waiting.name, **waiting.said))


def _import(by: User, waiting: WaitingFile, prepared: Prepared) -> BoundaryImport:
    batch = actions.import_boundaries(by=by, prepared=prepared)
    kind = prepared.told.kind
    for source, target in crosswalks.pairs(kind):
        rows = crosswalks.compute(kind, source, target)
        actions.link_generations(by=by, kind=kind, source=source, target=target, rows=rows)
    actions.forget(by=by, waiting=waiting)
    jobs.run_after(actions.IMPORTED)
    return batch


def _done(batch: BoundaryImport) -> str:
    if batch._state.adding:
        return "Tout cela était déjà enregistré\u202f: rien n'a été changé."
    contours = accord(batch.boundaries, "contour enregistré", "contours enregistrés")
    places = accord(batch.added, "lieu nouveau", "lieux nouveaux")
    return f"C'est importé en une fois\u202f: {contours}, {places}."


def _report(waiting: WaitingFile, prepared: Prepared) -> dict[str, Any]:
    ordered = sorted(prepared.faults, key=lambda fault: _ORDER.index(fault.gravity.value))
    return {
        "waiting": waiting,
        "prepared": prepared,
        "kind_words": prepared.told.kind,
        "new": preparing.count_new(prepared),
        "drawn": sum(one.contour is not None for one in prepared.places),
        "faults": [(_WORDS[fault.gravity.value], fault) for fault in ordered[:SHOWN]],
        "more": max(0, len(ordered) - SHOWN),
        "refused": len(prepared.refused),
        "trail": _trail((waiting.name, "")),
    }


_ORDER = ("refused", "told", "repaired")
_WORDS = {"refused": "À corriger", "told": "Gardé tel quel", "repaired": "Remis d'aplomb"}


def _trail(*further: tuple[str, str]) -> list[tuple[str, str]]:
    top = [("Accueil", "/"), ("Territoires", reverse("territories:map"))]
    return [*top, ("Importer des contours", reverse("territories:import") if further else ""), *further]
