"""Files that arrive in pieces, by the core of tus 1.0.0 (https://tus.io/protocols/resumable-upload) with its
extensions creation, termination and checksum: POST begins, HEAD says where it stands, PATCH adds, DELETE gives up.

Who deposits, by a session or by a personal link, is told by `evidence.depositors`; a deposit is of one person, and not
there for any other.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.links import LinkClosed
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.evidence import depositors, deposits
from tenir.modules.commitments.evidence.depositors import Depositor
from tenir.modules.commitments.evidence.received import LARGEST
from tenir.modules.commitments.models import Deposit
from tenir.modules.commitments.views.loading import commitment_of

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460
GONE = 410
_TUS = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
Inner = Callable[..., HttpResponseBase]


def _kindly(view: Inner) -> Inner:
    """A link that ended meanwhile is told in words, which the page shows beside the file."""

    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, **kwargs)
        except LinkClosed as error:
            return _answer(GONE, error.in_form)

    return run


@page(access=PUBLIC, methods=("OPTIONS", "POST"))
@_kindly
def begin(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """A new deposit for a promise: its length, its name, then its address."""
    who, row = _depositor(request), commitment_of(request, slug, number)
    who.require(row)
    if request.method == "OPTIONS":
        about = {"Tus-Version": VERSION, "Tus-Max-Size": str(LARGEST), "Tus-Checksum-Algorithm": "sha256"}
        return _answer(204, "", **about, **{"Tus-Extension": "creation,termination,checksum"})
    if refused := _version(request):
        return refused
    length = _number(request.headers.get("Upload-Length", ""))
    if length is None:
        return _answer(400, "La longueur du fichier manque.")
    try:
        deposit = actions.start_deposit(by=who.user, commitment=row, name=_name(request), length=length)
    except BadInput as error:
        return _answer(413 if length > LARGEST else 422, error.in_form)
    where = reverse("commitments:deposit", args=[deposit.token])
    return _answer(201, "", Location=where, **{"Upload-Offset": "0"})


@page(access=PUBLIC, methods=("HEAD", "PATCH", "DELETE"))
@_kindly
def deposit(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """Where a deposit stands; its next piece; its end."""
    who = _depositor(request)
    found = Deposit.objects.select_related("commitment__place").filter(token=token, user=who.user).first()
    if found is None:
        raise Http404("Ce dépôt est fini, oublié, ou de quelqu'un d'autre.")
    who.require(found.commitment)
    if refused := _version(request):
        return refused
    if request.method == "HEAD":
        return _answer(200, "", **_standing(found.received, found.length))
    if request.method == "DELETE":
        actions.drop_deposit(by=who.user, deposit=found)
        return _answer(204, "")
    return _added(request, found)


def _added(request: HttpRequest, found: Deposit) -> HttpResponse:
    offset = _number(request.headers.get("Upload-Offset", ""))
    if request.content_type != PIECE:
        return _answer(415, f"Un morceau est du type {PIECE}.")
    if offset is None:
        return _answer(400, "Le début du morceau manque.")
    if (_number(request.headers.get("Content-Length", "")) or 0) > deposits.LARGEST_PIECE:
        return _answer(413, f"Un morceau a {deposits.LARGEST_PIECE} octets au plus.")
    try:
        received = deposits.append(found, offset=offset, piece=request.body, sha256=_checksum(request))
    except deposits.Elsewhere as error:
        return _answer(409, error.in_form, **_standing(error.received, found.length))
    except deposits.Damaged as error:
        return _answer(CHECKSUM_MISMATCH, error.in_form)
    except UnreadablePostError:
        return _answer(400, "Le morceau a été coupé. Renvoyez-le.")
    except BadInput as error:
        return _answer(422, error.in_form)
    return _answer(204, "", **_standing(received, found.length))


def _depositor(request: HttpRequest) -> Depositor:
    who = depositors.of(request)
    if who is None:
        raise rights.Refused(permissions.GIVE_EVIDENCE)
    return who


def _version(request: HttpRequest) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, f"Ce site parle tus {VERSION}.", **{"Tus-Version": VERSION})


def _standing(received: int, length: int) -> dict[str, str]:
    return {"Upload-Offset": str(received), "Upload-Length": str(length)}


def _answer(status: int, sentence: str, **headers: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers={**_TUS, **headers})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _name(request: HttpRequest) -> str:
    """`filename` of `Upload-Metadata`: pairs of a word and base64, with commas between."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except ValueError:
                return ""
    return ""


def _checksum(request: HttpRequest) -> bytes | None:
    """What `Upload-Checksum` says; raises `BadInput` on a sum of another sort."""
    told = request.headers.get("Upload-Checksum")
    if told is None:
        return None
    algorithm, _, value = told.partition(" ")
    try:
        if algorithm == "sha256":
            return base64.b64decode(value, validate=True)
    except ValueError:
        pass
    raise BadInput("cette somme de contrôle ne se lit pas.", remedy="Donnez-la en sha256.")
