"""A request that carries an `Idempotency-Key` writes once, however often it is sent.

The key is claimed first, in the transaction of the write: of two requests that arrive together the second waits, then
finds the answer of the first. What failed is not kept: the same key may try again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Header

from tenir.core.errors import BadInput
from tenir.core.people.models import ApiToken, KeptAnswer
from tenir.core.web.api.errors import Conflict

KEPT_FOR = timedelta(days=1)
LONGEST = 100
# What an operation that writes takes as `key: str = KEY`.
KEY = Header(
    "",
    alias="Idempotency-Key",
    max_length=LONGEST,
    title="Clé",
    description="Une par demande\u202f: la même demande, renvoyée dans la journée, a la même réponse sans récrire.",
)
Answer = tuple[int, Any]


def once(request: HttpRequest, act: Callable[[], Answer]) -> Answer:
    """Status and body of `act`, or those that the same request got before.

    Raises `Conflict` when the key came with another request, `BadInput` on an unusable key.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    if len(key) > LONGEST or not key.isprintable():
        raise BadInput(f"la clé a plus de {LONGEST} caractères, ou d'illisibles.", where="Idempotency-Key")
    token: ApiToken = request.api_token  # type: ignore[attr-defined]
    asked = _digest(request)
    KeptAnswer.objects.filter(token=token, key=key, created_at__lt=timezone.now() - KEPT_FOR).delete()
    kept = KeptAnswer.objects.filter(token=token, key=key).first()
    if kept is None:
        try:
            return _acted(KeptAnswer(token=token, key=key, request_digest=asked), act)
        except IntegrityError:
            kept = KeptAnswer.objects.filter(token=token, key=key).first()
            if kept is None:
                raise
    return _again(kept, asked)


def forget() -> str:
    """Job: erase answers that are a day old."""
    count, _ = KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return f"{count} réponse{'s' if count > 1 else ''} de l'API oubliée{'s' if count > 1 else ''}."


def _acted(claim: KeptAnswer, act: Callable[[], Answer]) -> Answer:
    with transaction.atomic():
        claim.save(force_insert=True)
        claim.status, claim.body = act()
        claim.save(update_fields=["status", "body"])
    return claim.status, claim.body


def _again(kept: KeptAnswer, asked: str) -> Answer:
    if kept.request_digest != asked:
        raise Conflict(
            "key_used",
            "Cette clé a déjà servi pour une autre demande.",
            remedy="Donnez une clé nouvelle à chaque demande nouvelle.",
        )
    return kept.status, kept.body


def _digest(request: HttpRequest) -> str:
    told = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(told).hexdigest()
