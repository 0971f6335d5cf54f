"""Bodies of requests in the embedded server: held in memory, as far as the site takes files; the rest is let go of.

Waitress reads a body whole before it asks the site. Of a body that is too large it keeps the beginning: the site sees
a file beyond its limit and says so on the page, where a server that hangs up would show a broken connection.
"""

from __future__ import annotations

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from tenir.core.web.uploads import LARGEST

# The largest file, its form, and enough more for the site to see that it is too large.
HELD = LARGEST + 1024 * 1024  # bytes


class Beginning(OverflowableBuffer):
    """The first bytes of a body."""

    def append(self, data: bytes) -> None:
        """Keep what still fits."""
        super().append(data[: max(0, HELD - len(self))])


class Parser(HTTPRequestParser):
    """Reads requests, and of their bodies the beginning."""

    def parse_header(self, header_plus: bytes) -> None:
        """Once the head is read, the body has a place to go."""
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = Beginning(self.adj.inbuf_overflow)


class Channel(HTTPChannel):
    """A connection whose requests are read so."""

    parser_class = Parser
