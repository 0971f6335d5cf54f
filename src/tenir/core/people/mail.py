"""Mail leaves beside the request, never in it.

An answer that waits for the mail server is slower for an address that has an account than for one that has none, and
fails only for the first: both would tell a stranger who has an account. A letter lost when the process is killed is
asked for again by the person.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.core.mail import EmailMessage

log = logging.getLogger("tenir.people.mail")
# One letter at a time: the mail server is not ours to flood.
_carrier = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_later(message: EmailMessage) -> Future[None]:
    """Hand `message` over; the caller does not wait for it."""
    return _carrier.submit(_send, message)


def write_for_nothing(message: EmailMessage) -> Future[None]:
    """Take the trouble of `send_later` and send nothing: what an unknown address costs."""
    return _carrier.submit(_write, message)


def wait() -> None:
    """Return when every letter handed over so far has left (commands and tests)."""
    _carrier.submit(lambda: None).result(timeout=60)


def _write(message: EmailMessage) -> None:
    message.message().as_bytes()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:
        # The address and the words of the letter stay out of the log; so does what the server answered about them.
        log.error("mail_not_sent", extra={"fields": {"error": type(error).__name__}})
