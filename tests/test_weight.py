"""A public page stays light: everything that a browser fetches for it, as it travels, is under 150 KB."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.builders import official_lists

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST = 150_000
PAGES = (
    "/",
    "/cadres/",
    "/cadres/mobilisation-nationale-2019/",
    "/cadres/perr-blois-2019/",
    "/cadres/pacte-de-dijon-2018/face-a-face/",
    "/cadres/mobilisation-nationale-2019/14/",
    "/lieux/nation/FR/",
    "/organisations/etat/",
    "/glossaire/",
    "/recherche/?q=emploi",
    "/obligations/",
    "/chiffres/",
    "/chiffres/postes-adultes-relais/",
)


def travelled(browser: Browser, address: str) -> int:
    """Bytes of every answer that one page causes, in a browser that knows nothing yet."""
    page = browser.new_page()
    seen: list[int] = []
    watched: Any = page.context.new_cdp_session(page)
    watched.send("Network.enable")
    watched.on("Network.loadingFinished", lambda event: seen.append(event["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, address
    page.close()
    assert len(seen) > 3
    return int(sum(seen))


def test_public_pages_are_under_150_kilobytes_in_all(chromium: Browser, live_server: Any) -> None:
    official_lists()
    weights = {path: travelled(chromium, live_server.url + path) for path in PAGES}
    assert {path: weight for path, weight in weights.items() if weight > MOST} == {}
