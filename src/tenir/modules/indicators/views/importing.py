"""A sheet of figures in four steps: handed in, its columns said, checked without writing, committed; then undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.core.web.pages import page
from tenir.modules.indicators import actions, permissions
from tenir.modules.indicators.importing import effects, flow, mapping, senders, telling
from tenir.modules.indicators.importing.forms import ColumnsForm, CommitForm, SendForm, UndoForm
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.models import ImportBatch, ImportState
from tenir.modules.indicators.views.loading import Trail, me, trail

FORM = ("GET", "HEAD", "POST")
# Faults and lines shown; the rest is counted.
SHOWN, SAMPLE = 200, 5
A_PAGE = 20


@page(access=permissions.DECLARE, methods=FORM)
def send(request: HttpRequest) -> HttpResponse:
    """Step 1: a file; below, what was sent before."""
    by = me(request)
    mine = senders.of(by)
    form = SendForm(request.POST or None, request.FILES or None, senders=mine)
    if request.method == "POST" and form.is_valid():
        try:
            return _received(by, form)
        except BadInput as error:
            form.add_error("file", error.in_full)
    sent = ImportBatch.objects.of_senders(mine).select_related("sender")
    shown = Paginator(sent, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "shown": shown, "trail": _trail()}
    return render(request, "indicators/importing/send.html", context, status=422 if form.errors else 200)


@page(access=permissions.DECLARE, methods=FORM)
def columns(request: HttpRequest, token: UUID) -> HttpResponse:
    """Step 2: what each column says; remembered for the next file with the same titles."""
    batch = _waiting(request, token)
    if batch is None:
        return redirect("indicators:import", token=token)
    sheets = batch.cells.sheets
    form = ColumnsForm(request.POST or None, sheets=sheets, chosen=_chosen(batch, sheets))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.said()
            mapping.require_enough(said)
            mapping.tables(sheets, said)
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            actions.map_import(by=me(request), batch=batch, chosen=said)
            return redirect("indicators:import-check", token=token)
    table = flow.best_table(sheets)
    context = {
        "form": form,
        "batch": batch,
        "head": table.head,
        "lines": [_padded(row, len(table.head)) for _, row in list(_first(table.lines))],
        "trail": _trail((batch.name, "")),
    }
    return render(request, "indicators/importing/columns.html", context, status=422 if form.errors else 200)


@page(access=permissions.DECLARE, methods=FORM)
def check(request: HttpRequest, token: UUID) -> HttpResponse:
    """Step 3: what would change, cell by cell what cannot be; step 4: the commit."""
    batch = _waiting(request, token)
    if batch is None:
        return redirect("indicators:import", token=token)
    if not batch.mapping:
        return redirect("indicators:import-columns", token=token)
    chosen = Chosen.of_json(batch.mapping)
    if request.method == "POST" and (tick := request.POST.get("geste", "")) in _TICKS:
        accepted = Chosen.of_json({**batch.mapping, tick: True})
        actions.map_import(by=me(request), batch=batch, chosen=accepted)
        return redirect("indicators:import-check", token=token)
    try:
        look = flow.look(me(request), batch.cells.sheets, chosen)
    except BadInput as error:
        messages.error(request, error.in_full)
        return redirect("indicators:import-columns", token=token)
    return _checked(request, batch, look)


@page(access=permissions.DECLARE, methods=FORM)
def batch(request: HttpRequest, token: UUID) -> HttpResponse:
    """What a sheet became, and its undoing as a whole."""
    found = _batch(request, token)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undone = actions.undo_import(by=me(request), batch=found, reason=form.cleaned_data["reason"])
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, _undone(undone))
            return redirect(found.get_absolute_url())
    context = {
        "form": form,
        "batch": found,
        "may_undo": found.state == ImportState.COMMITTED,
        "is_waiting": found.state == ImportState.WAITING,
        "trail": _trail((found.name, "")),
    }
    return render(request, "indicators/importing/batch.html", context, status=422 if form.errors else 200)


# What a person may accept of a file, by the name of its button.
_TICKS = ("complete_codes", "take_formulas")


def _received(by: User, form: SendForm) -> HttpResponse:
    """Keep the cells; go straight to the check when titles, or an earlier file, say enough."""
    file = form.cleaned_data["file"]
    # Read before any transaction: it may take seconds, and the database is everybody's.
    received = flow.received(file.read(), file.name)
    made = actions.receive_import(by=by, sender=form.cleaned_data["sender"], received=received)
    chosen = _chosen(made, received.sheets)
    try:
        mapping.require_enough(chosen)
        mapping.tables(received.sheets, chosen)
    except BadInput:
        return redirect("indicators:import-columns", token=made.token)
    actions.map_import(by=by, batch=made, chosen=chosen)
    return redirect("indicators:import-check", token=made.token)


def _checked(request: HttpRequest, batch: ImportBatch, look: flow.Look) -> HttpResponse:
    told = {
        "may_judge": rights.may(request.user, permissions.JUDGE),
        "has_corrections": bool(look.held.unexplained),
    }
    form = CommitForm(request.POST or None, initial={"state": look.held.state}, **told)
    if request.method == "POST" and form.is_valid():
        try:
            done = _committed(me(request), batch, look, form)
        except BadInput as error:
            form.add_error(None, error.in_full)
            # What stands now is what they look at next.
            seen = request.POST.copy()
            seen["state"] = look.held.state
            form.data = seen
        else:
            messages.success(request, _done(done, is_repeat=done.pk != batch.pk))
            return redirect(done.get_absolute_url())
    context = {
        **_shown(look),
        "form": form,
        "batch": batch,
        "may_commit": senders.of(me(request)).filter(pk=batch.sender_id).exists(),
        "trail": _trail((batch.name, "")),
    }
    return render(request, "indicators/importing/check.html", context, status=422 if form.errors else 200)


def _committed(by: User, batch: ImportBatch, look: flow.Look, form: CommitForm) -> ImportBatch:
    said = form.cleaned_data
    order = actions.Order(said["state"], accept=said.get("accept", False), reason=said.get("reason", ""))
    # Not worth while where the commit will refuse; it says why.
    staged = None if look.error_count else look.stage(accept=order.accept)
    return actions.commit_import(by=by, batch=batch, prepared=look.prepared, order=order, staged=staged)


def _shown(look: flow.Look) -> dict[str, Any]:
    found, more = ([], 0) if look.error_count else effects.effects(look.prepared, look.held)
    words = [error.sentence for error in look.errors]
    return {
        "sentence": telling.sentence(look),
        "errors": look.errors[:SHOWN],
        "error_count": look.error_count,
        "more_errors": max(0, look.error_count - SHOWN),
        "asks_codes": any("compléter les codes" in one for one in words),
        "asks_formulas": any("calculées par les formules" in one for one in words),
        "effects": found,
        "more_effects": more,
        "has_rows": bool(look.held.rows),
    }


def _done(batch: ImportBatch, *, is_repeat: bool) -> str:
    if is_repeat:
        return "Ces chiffres avaient déjà été envoyés\u202f: rien n'a été changé. Voici cet envoi."
    return f"Tout est enregistré\u202f: {french.accord(batch.added + batch.corrected, 'valeur')}."


def _undone(undone: actions.Undone) -> str:
    kept = f" {french.accord(undone.kept, 'valeur')} corrigée(s) depuis restent." if undone.kept else ""
    return f"L'envoi est annulé\u202f: {french.accord(undone.withdrawn, 'valeur retirée', 'valeurs retirées')}.{kept}"


def _batch(request: HttpRequest, token: UUID) -> ImportBatch:
    found = ImportBatch.objects.select_related("sender__place").filter(token=token).first()
    if found is None:
        raise Http404("Cet envoi n'existe pas, ou n'attend plus. Renvoyez le fichier.")
    senders.require_sight(me(request), found)
    return found


def _waiting(request: HttpRequest, token: UUID) -> ImportBatch | None:
    """The batch with its cells; None once it is committed or undone."""
    found = _batch(request, token)
    return found if found.state == ImportState.WAITING else None


def _chosen(batch: ImportBatch, sheets: list[dict[str, Any]]) -> Chosen:
    kept = batch.mapping or ImportBatch.objects.remembered(batch.sender, batch.head)
    return flow.chosen(sheets, kept)


def _first(lines: Any) -> Any:
    return [line for line, _ in zip(lines, range(SAMPLE), strict=False)]


def _padded(row: list[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _trail(*further: tuple[str, str]) -> Trail:
    """Where a screen stands."""
    return trail(("Envoyer des chiffres", reverse("indicators:send") if further else ""), *further)
