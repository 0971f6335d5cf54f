"""The journal for programs: its head."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from tenir.core.journal import chain, heads
from tenir.core.web.api import access
from tenir.core.web.pages import PUBLIC

router = Router(tags=["Journal"])


class HeadOut(Schema):
    """La tête du journal."""

    count: int = Field(title="Nombre", description="Nombre d'événements inscrits.")
    hash: str = Field(title="Empreinte", description="SHA-256 du dernier événement, qui tient tous les autres.")
    at: str | None = Field(
        title="Date et heure", description="Instant UTC du dernier événement\u202f; vide s'il n'y en a pas."
    )


@router.get("head", response=HeadOut, summary="Tête du journal", operation_id="journal_head")
@access(PUBLIC)
def journal_head(request: HttpRequest) -> dict[str, Any]:
    """À garder ailleurs\u202f: tenir journal verify --head dira si le journal a été coupé ou refait depuis."""
    return heads.published(chain.head())
