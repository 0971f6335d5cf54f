"""Who may come in by password, and who still may at each request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from tenir.core import rights


class Backend(AuthenticationBackend):
    """Allauth's, which spends a password hash on unknown addresses too, with our own rule of who opens the door."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Closed accounts may not, nor those of the demonstration where it does not run; asked at each request."""
        return bool(user.may_sign_in)

    def get_user(self, user_id: int) -> Any:
        """The account of a session, loaded once a request: what rights answer about it holds for that long."""
        user = super().get_user(user_id)
        if user is not None:
            rights.remember_answers(user)
        return user
