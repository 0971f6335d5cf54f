"""The embedded server: one process, waitress, and a thread that runs what is due."""

from __future__ import annotations

import errno
import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from tenir.core.errors import BadInput
from tenir.core.operations import holding, jobs

HOST = "127.0.0.1"
THREADS = 8
# Waitress writes what is larger to temporary files; more than is ever held, so that it writes none.
IN_MEMORY = {"inbuf_overflow": 2 * holding.HELD, "outbuf_overflow": 2 * holding.HELD}
logger = logging.getLogger("tenir.jobs")


class JobThread(threading.Thread):
    """Runs what is due some time after the start, then each hour; dies with its process."""

    def __init__(self, *, first: float = 60, every: float = 3600) -> None:
        super().__init__(name="tenir-jobs", daemon=True)
        self._first, self._every = first, every
        self._stopping = threading.Event()

    def run(self) -> None:
        """Wait, run, wait."""
        delay = self._first
        while not self._stopping.wait(delay):
            delay = self._every
            self._once()

    def stop(self) -> None:
        """Let the job that runs end, then end."""
        self._stopping.set()

    def _once(self) -> None:
        try:
            for told in jobs.run_due():
                logger.info("job", extra={"fields": {"job": told.job.key, "state": told.state.value}})
        except Exception:
            # The database may be away for an hour; the thread must live to see it back.
            logger.exception("jobs")
        finally:
            connections.close_all()


def bound_server(port: int | None) -> Any:
    """A waitress server that holds its port; raises `BadInput` when the port is taken or forbidden."""
    number = settings.PORT if port is None else port
    application = get_wsgi_application()
    try:
        # `ident` empty: what software answers is nobody's business.
        server = waitress.create_server(application, host=HOST, port=number, threads=THREADS, ident="", **IN_MEMORY)
    except (OSError, OverflowError) as error:
        raise _refused(number, error) from error
    server.channel_class = holding.Channel
    return server


def _refused(port: int, error: Exception) -> BadInput:
    taken = getattr(error, "errno", None) == errno.EADDRINUSE
    sentence = "est déjà pris par un autre programme." if taken else "ne peut pas être ouvert par ce compte."
    return BadInput(f"le port {port} {sentence}", where="PORT", remedy="Donnez-en un autre par --port.")


def serve(server: Any, *, ready: Callable[[], None]) -> None:
    """Answer until SIGTERM or SIGINT, then let requests under way end."""
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _stop)
    thread = JobThread()
    thread.start()
    try:
        ready()
        server.run()
    finally:
        thread.stop()
        server.close()


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
