"""What allauth must not do by itself."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by those who may, never by the person who comes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no username."""
