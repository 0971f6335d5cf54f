"""Draws the picture that networks and messengers show beside a link to Tenir (1200 × 630, as they ask).

python -m tools.preview_picture            writes src/tenir/core/web/static/web/apercu.png

One picture for every page: what differs from page to page is said in words (`web/parts/preview.html`), which the
receiving site can read aloud, search and translate.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium_path

WEB = Path(__file__).resolve().parent.parent / "src/tenir/core/web"
PICTURE = WEB / "static/web/apercu.png"
SIZE = {"width": 1200, "height": 630}
PAGE = """<!DOCTYPE html><html lang="fr"><style>
  body { margin: 0; background: #fbfaf7; color: #1c2530; font-family: "Liberation Serif", Georgia, serif; }
  main { box-sizing: border-box; width: 1200px; height: 630px; padding: 92px 96px 0; border-top: 24px solid #0f5563; }
  .mark { display: flex; align-items: center; gap: 26px; font-size: 76px; font-weight: 600; line-height: 1; }
  .mark svg { width: 74px; height: 74px; color: #0f5563; }
  h1 { margin: 92px 0 0; max-width: 900px; font-size: 72px; font-weight: 500; line-height: 1.14; }
  p { margin: 40px 0 0; font: 30px/1.4 "Liberation Sans", Arial, sans-serif; color: #4d5761; }
</style><main>
  <div class="mark"><svg viewBox="0 0 22 22"><path fill="currentColor" d="M0 3h4v16H0zM6 3h4v16H6zM12 3h4v16h-4z"/>
  <path fill="none" stroke="currentColor" stroke-width="1.25" d="M18.6 3.6h2.8v14.8h-2.8z"/></svg>Tenir</div>
  <h1>Ce qui a été promis,<br>et où cela en est.</h1>
  <p>Les engagements pris envers les quartiers, du texte signé au coin de la rue.</p>
</main></html>"""


def main() -> int:
    """Draw it and say how heavy it is."""
    with sync_playwright() as play:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        # Grey smoothing of letters: half the weight, and no coloured fringes when a network makes it smaller.
        browser = play.chromium.launch(executable_path=chromium_path(), args=[*as_root, "--disable-lcd-text"])
        page = browser.new_page(viewport=SIZE)
        page.set_content(PAGE)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
