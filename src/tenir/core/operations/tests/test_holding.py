"""Of a body of a request the embedded server keeps the beginning, in memory."""

from __future__ import annotations

import pytest
from waitress.adjustments import Adjustments

from tenir.core.operations import holding, serving


def read(body: bytes, length: str) -> holding.Parser:
    parser = holding.Parser(Adjustments(**serving.IN_MEMORY))
    for piece in (f"POST / HTTP/1.1\r\n{length}\r\n\r\n".encode(), body):
        while piece:
            piece = piece[parser.received(piece) :]
    return parser


@pytest.mark.parametrize("size", [10, 2_000_000])
def test_body_is_held_whole(size: int) -> None:
    parser = read(b"x" * size, f"Content-Length: {size}")
    assert parser.completed
    assert parser.get_body_stream().read() == b"x" * size
    assert not parser.body_rcv.buf.overflowed


def test_what_is_beyond_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "HELD", 1000)
    assert len(read(b"x" * 5000, "Content-Length: 5000").get_body_stream().read()) == 1000


def test_pieces_without_a_length_are_held_too() -> None:
    parser = read(b"5\r\nhello\r\n0\r\n\r\n", "Transfer-Encoding: chunked")
    assert (parser.get_body_stream().read(), parser.headers["CONTENT_LENGTH"]) == (b"hello", "5")
