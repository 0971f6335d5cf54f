"""What allauth does here in its own way, and what it must not do by itself.

Sign-ins, sign-outs and failed attempts are one log line each, without address, name or IP. They are not journalled:
the journal's head is public and versions every public page, so a row for each sign-in would tell the world when people
work and empty the page cache for nothing. What changes an account (password, roles, closing) is journalled.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tenir.core.people import actions, mail, second_proof

log = logging.getLogger("tenir.people.sign_in")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by those who may, never by the person who comes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "email_password_mismatch": "L'adresse ou le mot de passe ne sont pas les bons.",
        "enter_current_password": "Ce n'est pas votre mot de passe actuel.",
        "incorrect_code": "Ce n'est pas le bon code. Recopiez celui du dernier courrier reçu.",
        "incorrect_password": "Ce n'est pas votre mot de passe.",
        "invalid_password_reset": "Ce lien n'est plus valable. Demandez-en un autre.",
        "too_many_login_attempts": "Trop d'essais. Attendez cinq minutes, puis recommencez.",
        "rate_limited": "Trop de demandes. Attendez cinq minutes, puis recommencez.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no username."""

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Refuse, whatever the way in, an account that may not open the door."""
        if not user.may_sign_in:
            clear_login(request)
            log.warning("sign_in_refused", extra={"fields": {"actor": user.identifier}})
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        if second_proof.is_asked(user, last_proof=self._last_proof(request, user)):
            # A letter is about to leave: whoever stole a password must not fill the mailbox.
            limit: HttpResponse | None = ratelimit.consume_or_429(request, action="second_proof", key=user.email)
            return limit
        return None

    def is_login_by_code_required(self, login: Login) -> bool:
        """Whether a code follows the proof that was just given (`second_proof.py`)."""
        return second_proof.is_asked(login.user, last_proof=self._last_proof(self.request, login.user))

    def _last_proof(self, request: HttpRequest, user: Any) -> str:
        records = get_authentication_records(request, user)
        return str(records[-1]["method"]) if records else ""

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open a session under a new key; of an account closed since its first proof, none."""
        if not user.may_sign_in:
            clear_login(request)
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)
        log.info("sign_in", extra={"fields": {"actor": user.identifier}})

    def logout(self, request: HttpRequest) -> None:
        """Close the session."""
        actor = getattr(request.user, "identifier", "")
        super().logout(request)
        log.info("sign_out", extra={"fields": {"actor": actor}})

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Say that somebody failed, not who they claimed to be."""
        log.warning("sign_in_failed")

    def set_password(self, user: Any, password: str) -> None:
        """A password changed by its owner, or through the link sent to their address."""
        actions.change_password(by=user, user=user, password=password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render now, send beside the request (`mail.py` says why)."""
        mail.send_later(self._letter(template_prefix, email, context))

    def send_nothing(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Spend on an unknown address what `send_mail` spends on a known one."""
        mail.write_for_nothing(self._letter(template_prefix, email, context))

    def _letter(self, template_prefix: str, email: str, context: dict[str, Any]) -> EmailMessage:
        full = {"email": email, "site_address": settings.SITE_ADDRESS} | context
        letter: EmailMessage = self.render_mail(template_prefix, email, full)
        return letter

    def format_email_subject(self, subject: str) -> str:
        """The subject as the template says it; no host that a visitor chose."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the address of this site as its owner declared it, never on the host that a visitor sent."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_ADDRESS + path.replace("UID-KEY", quote(key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("people:account")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures by address alone.

        Allauth adds the host and port that the visitor sent: each other port would be five more attempts.
        """
        return str(credentials.get("email", "")).strip().lower()
