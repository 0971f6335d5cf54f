"""The letters that accounts cause; they leave after the transaction that caused them is committed."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from tenir.core.people import mail
from tenir.core.people.models import User


def account_opened(user: User) -> None:
    """Tell a person that an account waits for them, and how to come in."""
    words = render_to_string("people/letters/account_opened.txt", {"address": sign_in_address()})
    message = EmailMessage("Un compte Tenir vous est ouvert", words, settings.DEFAULT_FROM_EMAIL, [user.email])
    transaction.on_commit(partial(mail.send_later, message))


def identity_attached(user: User) -> None:
    """Tell a person that there is another way into their account: if it was not them, they must know."""
    address = settings.SITE_ADDRESS + reverse("people:account")
    words = render_to_string("people/letters/identity_attached.txt", {"address": address})
    message = EmailMessage("Une identité ouvre votre compte Tenir", words, settings.DEFAULT_FROM_EMAIL, [user.email])
    transaction.on_commit(partial(mail.send_later, message))


def passkey_added(user: User) -> None:
    """Tell a person that a device opens their account: if it is not theirs, they must know."""
    address = settings.SITE_ADDRESS + reverse("people:account")
    words = render_to_string("people/letters/passkey_added.txt", {"address": address})
    message = EmailMessage("Une clé d'accès ouvre votre compte Tenir", words, settings.DEFAULT_FROM_EMAIL, [user.email])
    transaction.on_commit(partial(mail.send_later, message))


def sign_in_address() -> str:
    """The full address of the page that asks for a code; never taken from what a visitor sent."""
    return settings.SITE_ADDRESS + reverse("account_request_login_code")
