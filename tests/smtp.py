"""A real mail server on this machine, which keeps what it gets and says what it is told to say."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

TAKEN, TRY_AGAIN, NEVER = "250 OK", "451 pas maintenant", "550 jamais"
HANGS_UP, STALLS = "hangs up", "stalls"


@dataclass
class Catcher:
    """`answers` are what it says to each letter in turn, then that it is taken."""

    answers: list[str] = field(default_factory=list)
    got: list[Message] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer in (TAKEN, HANGS_UP, STALLS):
            self.got.append(message_from_bytes(envelope.content))
        if answer == HANGS_UP:
            server.transport.abort()
        if answer == STALLS:
            await asyncio.sleep(60)
        return answer


@contextmanager
def catching(*answers: str) -> Iterator[tuple[Catcher, int]]:
    """The server and its port, while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    catcher = Catcher(list(answers))
    controller = Controller(catcher, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield catcher, port
    finally:
        controller.stop()
