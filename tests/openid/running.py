"""The real provider in its own process, and a person with a browser who signs in there."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

from tenir.outside.openid.client import Client
from tests.openid.site import SECRET

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Running:
    """A provider that runs, and where it sends people back."""

    issuer: str
    back: str
    signed_out: str

    def client(self, **changes: object) -> Client:
        told = {"issuer": self.issuer, "client_id": "tenir", "client_secret": SECRET} | changes
        return Client(**told)  # type: ignore[arg-type]

    def person_signs_in(self, url: str, *, name: str = "nadia") -> dict[str, str]:
        """What the browser of `name`, sent to `url`, brings back."""
        return dict(parse_qsl(urlsplit(Person(self.back).goes(url, name=name)).query))


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        """The person looks at each address."""


class Person:
    """A browser with cookies, that stops at the door of the site it came from."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.browser = build_opener(HTTPCookieProcessor(CookieJar()), _NoRedirect)

    def goes(self, url: str, *, name: str = "") -> str:
        """Where `url` leads in the end, signing in on the way."""
        for _ in range(10):
            if not url.startswith(self.home[: self.home.index("/", 9)]) and (further := self._step(url, name)):
                url = further
            else:
                return url
        raise AssertionError(f"sent round and round: {url}")

    def _step(self, url: str, name: str) -> str:
        """Where one page sends; a form is filled in first."""
        page, further = self._open(url)
        if name and (token := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)):
            sent = {"csrfmiddlewaretoken": token[1], "username": name, "password": name}
            _, further = self._open(url, urlencode(sent).encode())
        return urljoin(url, further) if further else ""

    def _open(self, url: str, data: bytes | None = None) -> tuple[str, str]:
        try:
            response = self.browser.open(url, data, timeout=20)
        except HTTPError as error:
            response = error
        with response:
            return response.read().decode(), response.headers.get("Location") or ""


@contextmanager
def provider(folder: Path, *, back: str, signed_out: str) -> Iterator[Running]:
    """The provider, while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "tests.openid.site", str(folder), str(port), back, signed_out]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield Running(f"http://127.0.0.1:{port}/o", back, signed_out)
        finally:
            process.kill()
