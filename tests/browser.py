"""A real Chromium for tests marked `browser`; a plugin of the root `conftest.py`.

A test asks for `visit`, and gets pages whose console, Content-Security-Policy and requests are watched: whatever they
complain of fails the test at its end, without a word in the test itself.

    def test_board(visit, axe):
        page = visit("/cadres/feuille/", width=375, scheme="dark")
        axe(page)
        visit.look("/droits/", width=375)  # in the scheme of that width, then leave
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

# The widths at which a page must hold: on a phone in the light scheme, on a desk in the dark one (`check_in_turn`).
WIDTHS = (375, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
# Chromium says this of the page itself when its status is 400 or more, which some tests ask for.
_STATUS_COMPLAINT = "Failed to load resource: the server responded with a status of"


def chromium_path() -> str | None:
    """The system's Chromium; None lets Playwright look for its own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for found in map(shutil.which, names) if found), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the whole run; each `visit` has its own context in it."""
    from playwright.sync_api import sync_playwright

    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=as_root)
        yield browser
        browser.close()


class Visitor:
    """Opens pages of the live server and remembers whatever went wrong on them."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: list[Any] = []
        self.complaints: list[str] = []

    def __call__(
        self,
        path: str,
        *,
        width: int = 1280,
        scheme: str = "light",
        javascript: bool = True,
        cookies: dict[str, str] | None = None,
        status: int = 200,
    ) -> Any:
        """A page opened at `path` in a fresh context, once its answer has the expected `status`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="fr-FR",
        )
        self.contexts.append(context)
        context.add_cookies([{"name": k, "value": v, "url": self.address} for k, v in (cookies or {}).items()])
        page = context.new_page()
        self._watch(page)
        answer = page.goto(self.address + path)
        assert answer.status == status, f"{path}: {answer.status}"
        return page

    def look(self, path: str, **asked: Any) -> None:
        """Hold a page to every rule, and leave it: a browser with a hundred pages open crawls."""
        page = self(path, **asked)
        check_in_turn(page)
        self.leave(page)

    def look_through(self, paths: list[str], *, check: Callable[[Any], None] | None = None, **asked: Any) -> None:
        """The same for many pages, one after the other in one window: opening a new one takes as long as looking."""
        check = check or check_in_turn
        page = self(paths[0], **asked)
        check(page)
        for path in paths[1:]:
            page.emulate_media(color_scheme="light")
            answer = page.goto(self.address + path)
            assert answer.status == 200, f"{path}: {answer.status}"
            check(page)
        self.leave(page)

    def leave(self, page: Any) -> None:
        """Close a page that is not needed any more."""
        self.contexts.remove(page.context)
        page.context.close()

    def _watch(self, page: Any) -> None:
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", lambda request: self._see(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(_STATUS_COMPLAINT):
            self.complaints.append(f"console: {text}")

    def _see(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.address).netloc:
            self.complaints.append(f"third party: {url}")

    def close(self) -> None:
        """Close every context, then tell what was heard."""
        for context in self.contexts:
            context.close()
        assert self.complaints == []


@pytest.fixture
def visit(chromium: Any, live_server: Any) -> Iterator[Visitor]:
    """`visit(path, width=…, scheme=…, javascript=…)` opens a page of this site."""
    visitor = Visitor(chromium, live_server.url)
    yield visitor
    visitor.close()


@pytest.fixture
def axe() -> Callable[[Any], None]:
    """`axe(page)` fails with a readable list of accessibility faults (WCAG 2.1, levels A and AA)."""
    return check_accessibility


def check_accessibility(page: Any) -> None:
    """Fail with one line for each element that breaks a rule, and on a page wider than its window."""
    _hold(page, RULES)
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert beyond <= 0, f"{page.url}: {beyond} px wider than the window"


def check_in_turn(page: Any) -> None:
    """All rules, once: for pages that are looked at in each width, a phone being light and a desk dark."""
    if page.viewport_size["width"] > WIDTHS[0]:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    check_accessibility(page)


def check_both_schemes(page: Any) -> None:
    """All rules in the scheme of the page, then those of colour in the dark one: the rest does not depend on it."""
    check_accessibility(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    _hold(page, {"type": "rule", "values": RULES_OF_COLOUR})


@cache
def _axe_source() -> str:
    from axe_playwright_python.base import AXE_FILE_PATH

    return Path(AXE_FILE_PATH).read_text(encoding="utf-8")


def _hold(page: Any, rules: Any) -> None:
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe_source())
    # Only what is wrong is told, and leaves the page: saying all that is right took as long as finding it.
    options = {"runOnly": rules, "resultTypes": ["violations"], "selectors": False}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    faults = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}\n    {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
    assert not faults, "\n".join([page.url, *faults])
