"""Correcting many promises in a spreadsheet: the sheet out, back in, its differences looked at, then committed."""

from __future__ import annotations

import hashlib
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.core.web import french
from tenir.core.web.pages import page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.actions.sheets import AS_STORED, OF_THE_SHEET
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework, SheetProposal
from tenir.modules.commitments.sheets import workbook
from tenir.modules.commitments.sheets.comparison import Comparison, compare
from tenir.modules.commitments.views.editing import FORM, me, own_framework, trail

LARGEST = 10 * 1024 * 1024
READER = "tenir.modules.commitments.sheets.reading:read"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Lines and errors shown: the rest is counted.
SHOWN = 200


@page(access=permissions.AMEND, methods=FORM)
def sheet(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sheet to download, and the place to send it back."""
    framework = own_framework(request, slug)
    if framework.is_referential:
        return render(request, "commitments/editing/shipped.html", _about(framework, "Corriger dans un tableur"))
    error: BadInput | None = None
    if request.method == "POST":
        try:
            return _received(request, framework)
        except BadInput as refused:
            error = refused
    context = {**_about(framework, "Corriger dans un tableur"), "error": error.in_full if error else ""}
    return render(request, "commitments/editing/sheet.html", context, status=422 if error else 200)


@page(access=permissions.AMEND)
def sheet_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The workbook."""
    framework = own_framework(request, slug)
    file = io.BytesIO()
    workbook.write(framework, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{framework.slug}.xlsx", content_type=XLSX)


@page(access=permissions.AMEND, methods=FORM)
def preview(request: HttpRequest, slug: str, token: UUID) -> HttpResponseBase:
    """What a sheet would change, then its commit."""
    framework = own_framework(request, slug)
    proposal = SheetProposal.objects.select_related("framework__place").filter(framework=framework, token=token).first()
    if proposal is None:
        if request.method != "POST":
            raise Http404("Cette feuille a déjà été enregistrée, ou n'attend plus. Renvoyez-la.")
        messages.info(request, "Cette feuille a déjà été enregistrée, ou n'attend plus.")
        return redirect("commitments:sheet", slug=slug)
    if request.method == "POST":
        return _committed(request, framework, proposal)
    return _preview(request, framework, proposal)


def _received(request: HttpRequest, framework: Framework) -> HttpResponse:
    upload = request.FILES.get("fichier")
    if not isinstance(upload, UploadedFile):
        raise BadInput("aucun fichier n'est arrivé.", remedy="Choisissez la feuille que vous avez corrigée.")
    if (upload.size or 0) > LARGEST:
        raise BadInput("ce fichier dépasse 10 Mo.", remedy="N'en gardez que l'onglet « Engagements ».")
    data = upload.read()
    name = upload.name or "feuille"
    # Read before any transaction: it may take seconds, and the database is everybody's.
    found = sandbox.run(READER, data, name=name)
    proposal = actions.propose_sheet(
        by=me(request),
        framework=framework,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        sheet=found["sheet"],
        rows=found["rows"],
    )
    return redirect("commitments:sheet-preview", slug=framework.slug, token=proposal.token)


def _committed(request: HttpRequest, framework: Framework, proposal: SheetProposal) -> HttpResponse:
    data = request.POST
    others = data.get("choix-autres", "")
    found = compare(framework, proposal.sheet, proposal.rows)
    choices = {line.slug: data.get(f"choix-{line.slug}", others) for line in found.stale}
    try:
        done = actions.commit_sheet(
            by=me(request),
            proposal=proposal,
            state=data.get("etat", ""),
            choices=choices,
            reason=data.get("reason", ""),
        )
    except BadInput as error:
        return _preview(request, framework, proposal, error=error.in_full)
    messages.success(request, _done(done))
    return redirect(framework.get_absolute_url())


def _done(done: actions.Committed) -> str:
    created = f"{french.accord(done.created, 'engagement')} {'créés' if done.created > 1 else 'créé'}"
    amended = f"{french.nombre(done.amended)} {'corrigés' if done.amended > 1 else 'corrigé'}"
    left = f", {french.nombre(done.left)} laissés tels quels" if done.left else ""
    return f"La feuille est enregistrée\u202f: {created}, {amended}{left}."


def _preview(request: HttpRequest, framework: Framework, proposal: SheetProposal, *, error: str = "") -> HttpResponse:
    found = compare(framework, proposal.sheet, proposal.rows)
    context = {
        **_about(framework, "Ce qui changerait"),
        **_shown(found),
        "sentence": _sentence(found, proposal.name),
        "found": found,
        "error": error,
        "reason": request.POST.get("reason", ""),
        "sheet_value": OF_THE_SHEET,
        "stored_value": AS_STORED,
        "is_public": framework.state == State.PUBLIC,
    }
    return render(request, "commitments/editing/preview.html", context, status=422 if error else 200)


def _sentence(found: Comparison, name: str) -> str:
    """« contrat.xlsx : 1 nouvel engagement, 2 corrigés et 24 inchangés. »"""
    counts = (
        (len(found.new), "nouvel engagement", "nouveaux engagements"),
        (len(found.amended), "engagement corrigé", "engagements corrigés"),
        (len(found.stale), "amendé entre-temps par quelqu'un d'autre", "amendés entre-temps par quelqu'un d'autre"),
        (found.unchanged, "inchangé", "inchangés"),
    )
    told = french.liste_et(french.accord(count, one, many) for count, one, many in counts if count)
    return f"{name}\u202f: {told or 'aucune ligne lisible'}."


def _shown(found: Comparison) -> dict[str, Any]:
    return {
        "errors": found.errors[:SHOWN],
        "more_errors": max(0, len(found.errors) - SHOWN),
        "new": found.new[:SHOWN],
        "more_new": max(0, len(found.new) - SHOWN),
        "amended": found.amended[:SHOWN],
        "more_amended": max(0, len(found.amended) - SHOWN),
        "stale": found.stale[:SHOWN],
        "more_stale": max(0, len(found.stale) - SHOWN),
        "absent": found.absent[:SHOWN],
        "more_absent": max(0, len(found.absent) - SHOWN),
    }


def _about(framework: Framework, title: str) -> dict[str, Any]:
    back = reverse("commitments:sheet", args=[framework.slug]) if title == "Ce qui changerait" else ""
    return {
        "title": title,
        "row": None,
        "thing": framework.title,
        "framework": framework,
        "back": back or framework.get_absolute_url(),
        "trail": trail(framework, (title, "")),
    }
