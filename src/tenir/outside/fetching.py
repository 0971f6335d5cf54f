"""One request to an outside service, within bounds: of time, of size, and to the address that was asked for only."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "::1", "localhost")
# Seconds that the other side may stay silent, and that the whole answer may take: a person waits.
SILENCE, WHOLE = 5.0, 10.0
LARGEST = 256 * 1024  # bytes of an answer
_PIECE = 16 * 1024


class Unreachable(Exception):
    """The service did not answer, or not within bounds. Its words say which, never what was sent."""


@dataclass(frozen=True)
class Answer:
    """What came back: HTTP status, content type without parameters (lower case), body."""

    status: int
    content_type: str
    body: bytes


class _StayHere(urllib.request.HTTPRedirectHandler):
    """An answer that sends elsewhere is an answer like another: nobody is followed to an address not asked for."""

    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str) -> None:
        """Follow nothing."""


def fetch(url: str, *, data: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
    """GET `url`, or POST `data` to it; raises `Unreachable`. HTTPS only, but for this machine."""
    if not is_safe(url):
        raise Unreachable("the address is neither https nor on this machine")
    request = urllib.request.Request(url, data=data, headers=headers or {})  # noqa: S310  (judged above)
    try:
        with urllib.request.build_opener(_StayHere).open(request, timeout=SILENCE) as response:
            return _answer(response)
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(type(error).__name__) from error


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read or change what is sent to `url`."""
    parts = urlsplit(url)
    return (parts.scheme == "https" and bool(parts.hostname)) or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _answer(response: Any) -> Answer:
    until, pieces, size = time.monotonic() + WHOLE, [], 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise Unreachable(f"the answer is larger than {LARGEST} bytes")
        if time.monotonic() > until:
            raise Unreachable(f"the answer takes longer than {WHOLE:g} seconds")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Answer(response.status, kind, b"".join(pieces))
