"""Makes the pictures of the docs from a real demonstration site, in a real browser.

python -m tools.screenshots            writes docs/screenshots/*.png
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium_path

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
PORT = 8917
# Name of the picture, address, width of the window, height kept (0 = the whole page).
PICTURES = (
    ("home", "/", 1280, 900),
    ("board", "/cadres/mobilisation-nationale-2019/", 1280, 900),
    ("commitment", "/cadres/mobilisation-nationale-2019/14/", 1280, 900),
    ("board-phone", "/cadres/mobilisation-nationale-2019/", 375, 800),
    ("board-reciprocal", "/cadres/pacte-de-dijon-2018/face-a-face/", 1280, 900),
    ("place", "/lieux/departement/21/", 1280, 900),
    ("rights", "/droits/", 1280, 900),
    ("guide", "/guide/", 1280, 900),
)


@contextmanager
def demonstration() -> Iterator[str]:
    """Address of a demonstration site on a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="tenir-screenshots-") as folder:
        environment = os.environ | {"TENIR_DATA": folder}
        command = [sys.executable, "-m", "tenir", "demo", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{PORT}"
        try:
            _wait(address)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("la démonstration ne démarre pas.")


def main() -> int:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        for name, path, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light", locale="fr-FR")
            page.goto(address + path)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
