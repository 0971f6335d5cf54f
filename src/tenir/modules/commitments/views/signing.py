"""Reading a text and signing it, signed in or from the letter; refusing, with words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.people import link_pages, links
from tenir.core.people.link_pages import Visitor
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.forms.signatures import RefusalForm
from tenir.modules.commitments.models import SignatureInvitation
from tenir.modules.commitments.signing import asked
from tenir.modules.commitments.signing import text as words_of


def _sign(request: HttpRequest, visitor: Visitor, pk: int | None = None) -> HttpResponse:
    """The frozen words, and both answers; what was answered once it is."""
    row = _invitation(visitor, pk)
    if row is None:
        context = {"trail": [("Accueil", "/"), ("Signer", "")]}
        return render(request, "commitments/signatures/nothing.html", context)
    form = RefusalForm(request.POST if "refuser" in request.POST else None)
    refusal: BadInput | None = None
    if request.method == "POST" and ("signer" in request.POST or form.is_valid()):
        refusal = _answered(request, visitor, row, form)
        if refusal is None:
            return render(request, "commitments/signatures/done.html", _context(request, visitor, row))
    context = _context(request, visitor, row) | {"form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "commitments/signatures/sign.html", context, status=status)


def _answered(request: HttpRequest, visitor: Visitor, row: SignatureInvitation, form: RefusalForm) -> BadInput | None:
    """Why it was refused, or nothing once it is written; a link that one use ends is used up by it."""
    by, seen, link = visitor.user, request.POST.get("seen", ""), visitor.link
    try:
        if "signer" in request.POST:
            actions.sign_framework(by=by, invitation=row, seen=seen, link=link)
        else:
            words = form.cleaned_data["words"]
            actions.refuse_to_sign(by=by, invitation=row, seen=seen, words=words, link=link)
    except BadInput as error:
        return error
    row.refresh_from_db()
    return None


def _invitation(visitor: Visitor, pk: int | None) -> SignatureInvitation | None:
    """That of the address or of the link; from a digest's link, the first that waits. Somebody else's is not there."""
    if pk is None and visitor.link is not None and not visitor.link.object_id:
        return asked.waiting_for(visitor.user).first()
    key = visitor.link.object_id if visitor.link else str(pk)
    found = SignatureInvitation.objects.in_full().filter(pk=key).first()
    if found is None or not asked.may_answer(visitor.user, found):
        raise Http404("Cette invitation à signer n'est pas la vôtre.")
    if visitor.link is not None and not links.covers(visitor.link, found):
        raise Http404("Ce lien n'est pas celui de cette invitation.")
    return found


def _context(request: HttpRequest, visitor: Visitor, row: SignatureInvitation) -> dict[str, Any]:
    one = row.round
    text, read = one.latest, words_of.readable(one.latest.words)
    promises = [{**dict.fromkeys(words_of.FIELDS, ""), **promise} for promise in read["promises"]]
    since = row.text.number if row.state == SigningState.SIGNED and row.text else text.number
    return {
        "row": row,
        "framework": one.framework,
        "text": text,
        "title": read["title"],
        "promises": promises,
        "corrections": asked.corrections(one, since),
        "in_preparation": one.is_open and words_of.canonical(one.framework) != text.words,
        "action": request.path,
        "trail": [("Accueil", "/"), ("Signer", "")],
        "more": asked.waiting_for(visitor.user).exclude(pk=row.pk).first(),
        "progress_url": reverse("commitments:signatures", args=(one.framework.slug,)),
    }


sign = link_pages.signed_in(_sign, link_pages.SEND)
sign_by_link = link_pages.by_link(_sign, permissions.SIGN, link_pages.SEND)
