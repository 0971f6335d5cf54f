"""Structured logs without personal data: one JSON line an event on stderr, or a readable one for a developer.

A request is told by its route pattern, never its path (paths hold identifiers and one-time links), and without query
string, address of the caller, browser or account. Exceptions keep files and lines, not values.
"""

from __future__ import annotations

import json
import logging
import logging.config
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from tenir.core.operations.privacy import traceback_without_values, without_addresses

requests = logging.getLogger("tenir.requests")
refusals = logging.getLogger("tenir.refusals")

# Anonymous refusals a minute that are written; a robot trying every door must not fill the disk.
REFUSALS_A_MINUTE = 10


class WithoutAddresses(logging.Filter):
    """Last guard: no e-mail address leaves in a message, whatever it was made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record and let it pass."""
        record.msg, record.args = without_addresses(record.getMessage()), None
        return True


class AtMost(logging.Filter):
    """Lets `limit` records pass each minute; the first of a later minute says how many were dropped."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.limit, self._clock = limit, clock
        self._minute, self._passed, self._dropped = -1, 0, 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record is among the first of its minute."""
        minute = int(self._clock() // 60)
        if minute != self._minute:
            record.fields = {**getattr(record, "fields", {}), "dropped": self._dropped}
            self._minute, self._passed, self._dropped = minute, 0, 0
        self._passed += 1
        self._dropped += self._passed > self.limit
        return self._passed <= self.limit


class JsonLine(logging.Formatter):
    """One JSON object a line: time (UTC), level, event, then the fields of the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line = {"time": _instant(record), "level": record.levelname.lower(), "logger": record.name}
        line |= {"event": record.getMessage(), **getattr(record, "fields", {})}
        if record.exc_info and record.exc_info[1]:
            line["traceback"] = traceback_without_values(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class ReadableLine(logging.Formatter):
    """The same for a person in front of a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, its traceback below."""
        fields = " ".join(f"{name}={value}" for name, value in getattr(record, "fields", {}).items())
        line = f"{datetime.fromtimestamp(record.created):%H:%M:%S} {record.levelname.lower()} {record.getMessage()}"  # noqa: DTZ006  (the reader's own clock)
        if record.exc_info and record.exc_info[1]:
            fields += "\n" + traceback_without_values(record.exc_info[1])
        return f"{line} {fields}".rstrip()


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def configure(config: dict[str, Any]) -> None:
    """Django's hook, given `settings.LOGGING`: `level` and whether lines are `json`.

    Django's own loggers of requests are silenced: they write paths and query strings, and our line says the rest.
    """
    silent = {"handlers": [], "propagate": False, "level": "CRITICAL"}
    refusals.filters.clear()  # dictConfig adds filters to those of an earlier call
    form = JsonLine if config["json"] and not sys.stderr.isatty() else ReadableLine
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {
                "without_addresses": {"()": WithoutAddresses},
                "at_most": {"()": AtMost, "limit": REFUSALS_A_MINUTE},
            },
            "formatters": {"line": {"()": form}},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_addresses"]}
            },
            "root": {"handlers": ["stderr"], "level": config["level"]},
            "loggers": {
                "django": {"handlers": [], "propagate": True, "level": "NOTSET"},
                "django.request": silent,
                "django.security": silent,
                "django.server": silent,
                "tenir.refusals": {"filters": ["at_most"], "propagate": True},
            },
        }
    )
    got_request_exception.connect(tell_exception, dispatch_uid="tenir.logs")


class RequestLogMiddleware:
    """Gives each request an identifier, sent back as `X-Request-ID`, and writes one line once it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then tell."""
        # Never taken from the caller: it would let anyone write what they like into the log.
        request.request_id = uuid.uuid4().hex[:16]  # type: ignore[attr-defined]
        start = time.perf_counter()
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        _tell(request, response.status_code, milliseconds=round((time.perf_counter() - start) * 1000, 1))
        return response


def _tell(request: HttpRequest, status: int, *, milliseconds: float) -> None:
    fields = _fields(request) | {"status": status, "ms": milliseconds}
    if status in (401, 403) and not _is_known(request):
        refusals.warning("refusal", extra={"fields": fields})
        return
    requests.log(_level(fields["route"], status), "request", extra={"fields": fields})


def _level(route: str, status: int) -> int:
    if status >= 500:
        return logging.ERROR
    # A probe that asks every few seconds would hide the rest.
    return logging.DEBUG if route == "health" and status == 200 else logging.INFO


def _fields(request: HttpRequest) -> dict[str, Any]:
    return {"method": request.method, "route": _route(request), "request": getattr(request, "request_id", "")}


def _route(request: HttpRequest) -> str:
    """The pattern of the address (`engagements/<slug:slug>/`), « - » for an address that leads nowhere."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "-"
    return match.route


def _is_known(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def tell_exception(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Write an exception that no view expected, with the request's identifier."""
    error: tuple[type[BaseException], BaseException, TracebackType | None] | Any = sys.exc_info()
    fields = _fields(request) if request is not None else {}
    requests.error("exception", exc_info=error, extra={"fields": fields})
