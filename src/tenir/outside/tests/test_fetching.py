"""A request stays within its bounds, against a real server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tenir.outside import fetching
from tenir.outside.fetching import Unreachable, fetch, is_safe


@contextmanager
def serving(status: int, body: bytes, headers: dict[str, str], wait: threading.Event | None = None) -> Iterator[Any]:
    """A server that always answers the same; what it was asked."""
    asked: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body) + (1 if wait else 0)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            if wait:
                self.wfile.flush()
                wait.wait(10)

        do_POST = do_GET  # noqa: N815  (http.server's name)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        if wait:
            wait.set()
        server.shutdown()
        thread.join()
        server.server_close()


def test_answer_comes_back_whole() -> None:
    with serving(200, b'{"a": 1}', {"Content-Type": "Application/JSON; charset=utf-8"}) as (url, asked):
        got = fetch(f"{url}/a?b=c", data=b"sent")
    assert (got.status, got.content_type, got.body) == (200, "application/json", b'{"a": 1}')
    assert asked == [("/a?b=c", b"sent")]


def test_error_is_an_answer_too() -> None:
    with serving(400, b"no", {}) as (url, _):
        assert (fetch(url).status, fetch(url).body) == (400, b"no")


def test_nobody_is_followed_elsewhere() -> None:
    with serving(200, b"secret", {}) as (elsewhere, asked), serving(302, b"", {"Location": elsewhere}) as (url, _):
        assert fetch(url).status == 302
        assert fetch(url, data=b"code=1").status == 302
    assert asked == []


def test_answer_that_is_too_large_is_left() -> None:
    with serving(200, b"x" * (fetching.LARGEST + 1), {}) as (url, _), pytest.raises(Unreachable, match="larger than"):
        fetch(url)


def test_silent_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SILENCE", 0.1)
    with serving(200, b"x", {}, wait=threading.Event()) as (url, _), pytest.raises(Unreachable, match="imeout"):
        fetch(url)


def test_slow_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WHOLE", -1.0)
    with serving(200, b"x", {}) as (url, _), pytest.raises(Unreachable, match="longer than"):
        fetch(url)


def test_server_that_is_not_there_is_told() -> None:
    with serving(200, b"", {}) as (url, _):
        pass
    with pytest.raises(Unreachable):
        fetch(url)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://identites.example.org/x", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://localhost/x", True),
        ("http://identites.example.org/x", False),
        ("http://127.0.0.1.example.org/x", False),
        ("http://127.0.0.1@example.org/x", False),
        ("file:///etc/passwd", False),
        ("https:///x", False),
    ],
)
def test_only_safe_ways_are_taken(url: str, safe: bool) -> None:
    assert is_safe(url) is safe
    if not safe:
        with pytest.raises(Unreachable, match="neither https"):
            fetch(url)
