"""A review walked in a browser: signing in, keys and the answers to them."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tenir.core.people.models import User


def session(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def press(page: Any, *keys: str) -> None:
    """Each key, and the answer to it, before the next."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_selector("[data-review]:not([aria-busy])", state="attached")


def leave(page: Any, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def at_hand(page: Any) -> str:
    return str(page.locator("#element h2").inner_text())
