"""Gestures on items. Each form carries the revision that was shown; on a conflict both versions are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.modules.documents import actions
from tenir.modules.documents.comparing import Version, versions
from tenir.modules.documents.enums import Decision, Gesture
from tenir.modules.documents.forms import AddForm, WordsForm
from tenir.modules.documents.gestures import Conflict
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.views import review
from tenir.modules.documents.views.loading import draft_of, item_of, me

_DECIDED = {Decision.ACCEPTED: "Accepté", Decision.REFUSED: "Refusé", Decision.PENDING: "Remis à revoir"}


@page(access=REVIEW, methods=("POST",))
def decide(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Accept, refuse, put back."""
    row, revision = item_of(request, pk, item), seen(request)
    decision = request.POST.get("decision", "")
    if decision not in Decision.values:
        raise BadInput("dites si l'élément est accepté ou refusé.", where=row.name)
    said = f"{_DECIDED[Decision(decision)]}\u202f: {row.name}."
    act = lambda: actions.decide_item(by=me(request), item=row, seen=revision, decision=decision)  # noqa: E731
    return answer(request, row, act, said, onwards=decision != Decision.PENDING, mine={"decision": decision})


@page(access=REVIEW, methods=("POST",))
def correct(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Other words; what is wrong with them is told beside them."""
    row, form = item_of(request, pk, item), WordsForm(request.POST)
    if not form.is_valid():
        return _to_mend(request, row, form)
    words, revision = form.words(), seen(request)
    act = lambda: actions.correct_item(by=me(request), item=row, seen=revision, words=words)  # noqa: E731
    mine = {**asdict(words), "decision": str(Decision.ACCEPTED)}
    try:
        return answer(request, row, act, f"Corrigé\u202f: {row.name}.", onwards=True, mine=mine, tell=False)
    except BadInput as error:
        form.add_error(None, error.in_form)
        return _to_mend(request, row, form)


@page(access=REVIEW, methods=("POST",))
def move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Under another item, or one place up or down."""
    row, revision, by = item_of(request, pk, item), seen(request), me(request)
    way = request.POST.get("vers", "")
    if way not in ("haut", "bas", "sous"):
        raise BadInput("dites où l'élément doit aller.", where=row.name)
    under = _under(row.draft, request.POST.get("sous", "")) if way == "sous" else None
    act = (
        (lambda: actions.move_item(by=by, item=row, seen=revision, under=under))
        if way == "sous"
        else (lambda: actions.shift_item(by=by, item=row, seen=revision, up=way == "haut"))
    )
    mine = {"parent_id": under.pk if under else None} if way == "sous" else {}
    return answer(request, row, act, f"Déplacé\u202f: {row.name}.", onwards=False, mine=mine)


@page(access=REVIEW, methods=("GET", "HEAD", "POST"))
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """An item from lines of the text, `?first=12&last=14`."""
    draft = draft_of(request, pk)
    form = AddForm(request.POST or None, draft=draft, initial=_from_lines(draft, request))
    if request.method == "POST" and form.is_valid():
        try:
            made = _added(request, draft, form)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, f"Ajouté\u202f: {made.name}.")
            return redirect(review.address(review.desk_of(request, draft, request.POST), made.pk))
    back = reverse("documents:review", args=[pk])
    trail = [("Textes", reverse("documents:drafts")), (str(draft), back), ("Ajouter un élément", "")]
    context = {"form": form, "draft": draft, "back": back, "trail": trail}
    return render(request, "documents/add.html", context, status=422 if form.errors else 200)


@page(access=REVIEW, methods=("POST",))
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Come back on one's last gesture."""
    draft = draft_of(request, pk)
    try:
        row = actions.undo(by=me(request), draft=draft)
    except BadInput as error:
        desk = review.desk_of(request, draft, request.POST)
        if beside := _beside(request, pk):
            messages.error(request, error.in_form)
            return redirect(beside)
        return _told(request, desk, error.in_form, at=error.item.pk if isinstance(error, Conflict) else desk.at)
    if beside := _beside(request, pk):
        messages.success(request, f"Annulé\u202f: {row.name} est {row.get_decision_display().lower()}.")
        return redirect(beside)
    desk = review.desk_of(request, row.draft, request.POST, at=row.pk)
    return _done(request, desk, row, f"Annulé\u202f: {row.name} est {row.get_decision_display().lower()}.")


def _beside(request: HttpRequest, pk: int) -> str:
    """The page of a copy, when the gesture was made there."""
    other = request.POST.get("copie", "")
    return reverse("documents:copy", args=[pk, int(other)]) if other.isascii() and other.isdigit() else ""


def answer(
    request: HttpRequest,
    row: DraftItem,
    act: Callable[[], DraftItem],
    said: str,
    *,
    onwards: bool,
    mine: dict[str, Any],
    tell: bool = True,
) -> HttpResponse:
    """Act, then show the item, or the next one to review; the two versions when somebody was faster."""
    try:
        done = act()
    except Conflict as conflict:
        return _choose(request, conflict, mine)
    except BadInput as error:
        if not tell:
            raise
        desk = review.desk_of(request, row.draft, request.POST, at=row.pk)
        return _told(request, desk, error.in_form, at=row.pk)
    desk = review.desk_of(request, done.draft, request.POST, at=done.pk)
    if onwards:
        desk = review.desk_of(request, done.draft, request.POST, at=desk.next_to_review)
    return _done(request, desk, done, said)


def _done(request: HttpRequest, desk: Any, row: DraftItem, said: str) -> HttpResponse:
    if review.wants_parts(request):
        return review.parts(request, desk, said=f"{said} {desk.reviewed} sur {desk.total} revus.", changed=row)
    messages.success(request, said)
    return redirect(review.address(desk, desk.at))


def _told(request: HttpRequest, desk: Any, sentence: str, *, at: int | None) -> HttpResponse:
    """A gesture that cannot be made: nothing was written, the sentence says why."""
    if review.wants_parts(request):
        return review.parts(request, review.desk_of(request, desk.draft, request.POST, at=at), refused=sentence)
    messages.error(request, sentence)
    # To the top of the page, where the sentence stands: the item at hand is below it.
    return redirect(review.address(desk, at).partition("#")[0])


def _choose(request: HttpRequest, conflict: Conflict, mine: dict[str, Any]) -> HttpResponse:
    """409: both versions side by side, and a form for each."""
    item = conflict.item
    theirs, ours = versions(conflict, mine)
    desk = review.desk_of(request, item.draft, request.POST, at=item.pk)
    context = {
        "item": item,
        "draft": item.draft,
        "sentence": conflict.in_form,
        "fields": [(a.name, a.words, b.words, a.words != b.words) for a, b in zip(theirs, ours, strict=True)],
        "again": request.path,
        "sent": _sent_again(request, item),
        "rewritten": _rewritten(item, ours, mine),
        "accepts": mine.get("decision") == Decision.ACCEPTED and "text" not in mine,
        "back": review.address(desk, item.pk),
        "trail": [("Textes", reverse("documents:drafts")), (str(item.draft), review.address(desk, item.pk))],
        "changes": [one for one in conflict.changes if one.gesture != Gesture.UNDO] or conflict.changes,
    }
    return render(request, "documents/conflict.html", context, status=409)


def _sent_again(request: HttpRequest, item: DraftItem) -> list[tuple[str, str]]:
    """The same form, now knowing the version that stands."""
    kept = [
        (name, str(value)) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "revision")
    ]
    return [*kept, ("revision", str(item.revision))]


def _rewritten(item: DraftItem, ours: list[Version], mine: dict[str, Any]) -> list[tuple[str, str]]:
    """For who accepted other words than those that now stand: the words that they saw, as a correction."""
    if mine.get("decision") != Decision.ACCEPTED or "text" in mine:
        return []
    values = {one.key: one.value for one in ours if one.key in WordsForm.base_fields}
    if all(getattr(item, name) == value for name, value in values.items()):
        return []
    return [*values.items(), ("revision", str(item.revision))]


def _to_mend(request: HttpRequest, row: DraftItem, form: WordsForm) -> HttpResponse:
    desk = review.desk_of(request, row.draft, request.POST, at=row.pk)
    return review.whole(request, desk, words=form, status=422)


def seen(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("le formulaire ne dit pas quelle version vous aviez sous les yeux.", remedy="Rouvrez la page.")
    return int(text)


def _under(draft: Draft, text: str) -> DraftItem | None:
    if not text:
        return None
    found = draft.items.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 19 else None
    if found is None:
        raise BadInput("le titre choisi n'est pas dans ce brouillon.", remedy="Choisissez-en un autre.")
    return found


def _from_lines(draft: Draft, request: HttpRequest) -> dict[str, Any]:
    """The words of the lines that were asked."""
    first, last = (request.GET.get(name, "") for name in ("first", "last"))
    last = last or first
    if not (first.isdigit() and last.isdigit() and len(first) < 10 and len(last) < 10):
        return {"kind": "commitment"}
    found = draft.source_lines[max(int(first) - 1, 0) : int(last)]
    text = " ".join(" ".join(found).split())[:1000]
    return {"kind": "commitment", "first": first, "last": last, "text": text}


def _added(request: HttpRequest, draft: Draft, form: AddForm) -> DraftItem:
    lines = form.cleaned_data["first"], form.cleaned_data["last"]
    under = form.cleaned_data["under"]
    return actions.add_item(by=me(request), draft=draft, words=form.words(), lines=lines, under=under)
