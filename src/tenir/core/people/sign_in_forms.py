"""Allauth's forms in our words. An account that may not come in is treated like an unknown address."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest

from tenir.core.people.models import User

ADDRESS = "Adresse électronique"
STRENGTH = "Douze caractères au moins, ni courants, ni tous des chiffres. Une phrase va très bien."


class OurWords:
    """Labels and helps of ours, no placeholder: it vanishes when one types and reads badly aloud."""

    labels: dict[str, str] = {}
    helps: dict[str, str] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignIn(OurWords, allauth.LoginForm):
    """By address and password."""

    labels = {"login": ADDRESS, "password": "Mot de passe"}


class RequestCode(OurWords, allauth.RequestLoginCodeForm):
    """By a code sent to one's address."""

    labels = {"email": ADDRESS}

    def clean_email(self) -> str:
        """Send no code to an account that may not come in; the page is the same."""
        email: str = super().clean_email()
        user = self._user  # type: ignore[has-type]  # allauth's attribute: the account, or None
        self._user = user if user is not None and user.may_sign_in else None
        if self._user is None:
            adapter = get_adapter()
            adapter.send_nothing("account/email/login_code", email, {"code": adapter.generate_login_code()})
        return email


class ConfirmCode(OurWords, allauth.ConfirmLoginCodeForm):
    """The code as it was received."""

    labels = {"code": "Code reçu"}
    helps = {"code": "Huit lettres, en majuscules ou non, avec ou sans tiret."}


class RequestReset(OurWords, allauth.ResetPasswordForm):
    """A link to choose another password."""

    labels = {"email": ADDRESS}

    def clean_email(self) -> str:
        """Send no link to an account that may not come in; the page is the same."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.may_sign_in]  # type: ignore[has-type]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Write to the known address; take the same trouble for an unknown one."""
        if not self.users:
            adapter = get_adapter()
            key = f"0-{PasswordResetTokenGenerator().make_token(User(pk=0))}"
            context = {"password_reset_url": adapter.get_reset_password_from_key_url(key)}
            adapter.send_nothing("account/email/password_reset_key", self.cleaned_data["email"], context)
        email: str = super().save(request, **kwargs)
        return email


class Reset(OurWords, allauth.ResetPasswordKeyForm):
    """Another password, from the link."""

    labels = {"password1": "Nouveau mot de passe", "password2": "Le même, encore une fois"}
    helps = {"password1": STRENGTH}


class UserToken(allauth.UserTokenForm):
    """The link itself."""

    def _get_user(self, uidb36: str) -> Any:
        """Nobody, when the account was closed since the link was sent."""
        user = super()._get_user(uidb36)
        return user if user is not None and user.may_sign_in else None


class ChangePassword(OurWords, allauth.ChangePasswordForm):
    """Another password, from one's account."""

    labels = {"oldpassword": "Mot de passe actuel", **Reset.labels}
    helps = Reset.helps


class Reauthenticate(OurWords, allauth.ReauthenticateForm):
    """One's password again, before something delicate."""

    labels = {"password": "Mot de passe"}
