"""The rooms of the test module, in one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import Router

from tenir.core.modules import Permission
from tenir.core.rights import Role
from tenir.core.web.api import access
from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet
from tenir.core.web.pages import PUBLIC, page

PERMISSIONS = (Permission("plugged.greet", "Saluer depuis le module d'essai.", roles=(Role.OBSERVER,)),)
router = Router()
app_name = "plugged"


@page(access=PUBLIC)
def greeting(request: HttpRequest) -> HttpResponse:
    """One sentence."""
    return HttpResponse("Bonjour du module d'essai")


@router.get("", response=str)
@access(PUBLIC)
def greeting_for_programs(request: HttpRequest) -> str:
    """The same sentence."""
    return "Bonjour du module d'essai"


def panel(request: HttpRequest, subject: Any) -> dict[str, str]:
    """What the home page shows of this module."""
    return {"sentence": "Panneau du module d'essai"}


def sheet() -> Sheet:
    """Its public file."""
    return Sheet(title="Essai", columns=(Column("mot", "Mot"),), rows=[{"mot": "Bonjour"}], source="Ce module")


def greet() -> str:
    """What the schedule runs."""
    return "salué"


def load(say: Callable[[str], None]) -> None:
    """Its official list, which is empty."""


urlpatterns = [path("", greeting, name="greeting")]
