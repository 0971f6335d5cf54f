"""Logs tell what the site does, never who comes."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.log import AdminEmailHandler

from tenir.core.operations import logs
from tenir.core.operations.logs import AtMost, JsonLine, ReadableLine, RequestLogMiddleware, WithoutAddresses
from tenir.core.operations.privacy import without_addresses
from tenir.core.operations.tests.sites import Site, production

Lines = list[dict]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Lines]:
    """What the JSON form writes, parsed."""
    written: Lines = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(self.format(record)))

    handler = Keep()
    handler.setFormatter(JsonLine())
    handler.addFilter(WithoutAddresses())
    logging.getLogger().addHandler(handler)
    caplog.set_level(logging.INFO)
    yield written
    logging.getLogger().removeHandler(handler)


def record(message: str, *args: object, **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("tenir.test", logging.INFO, __file__, 1, message, args, None)
    made.fields = fields
    return made


def test_json_line_holds_the_event() -> None:
    line = json.loads(JsonLine().format(record("request", route="a/<int:pk>/", status=200)))
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "tenir.test",
        "event": "request",
        "route": "a/<int:pk>/",
        "status": 200,
    }


def test_readable_line_is_short() -> None:
    assert ReadableLine().format(record("request", status=200)).endswith(" info request status=200")


@pytest.mark.parametrize(
    "text",
    [
        "sent to jeanne.martin@example.org",
        "JEANNE+qpv@EXAMPLE.ORG, twice",
        "<jeanne@example>",
        "?email=jeanne%40example.org&next=/",
        "Key (email)=(jeanne@example.org) already exists",
    ],
)
def test_addresses_never_leave(text: str) -> None:
    made = record("%s", text)
    assert WithoutAddresses().filter(made)
    told = ReadableLine().format(made)
    assert "(adresse)" in told
    assert "eanne" not in told
    assert "EANNE" not in told


def test_text_without_address_is_untouched() -> None:
    assert without_addresses("@action in views.py, 3 rows: ok") == "@action in views.py, 3 rows: ok"


def test_exception_keeps_lines_not_values() -> None:
    def fails() -> None:
        name = "Jeanne Martin"
        raise ValueError(f"refused\nDETAIL: {name} jeanne@example.org")

    try:
        fails()
    except ValueError:
        made = logging.LogRecord("t", logging.ERROR, __file__, 1, "exception", None, sys.exc_info())
    line = json.loads(JsonLine().format(made))
    assert "in fails" in line["traceback"]
    assert "ValueError: refused" in line["traceback"]
    assert "Martin" not in line["traceback"].replace('name = "Jeanne Martin"', "")
    assert "example.org" not in line["traceback"].split("ValueError")[1]


def test_request_is_told_by_its_route(lines: Lines) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    request = RequestFactory(REMOTE_ADDR="203.0.113.9").get(
        "/health", {"email": "jeanne@example.org"}, headers={"user-agent": "Browser of Jeanne", "referer": "/secret"}
    )
    response = RequestLogMiddleware(answer)(request)
    assert lines == []  # a healthy probe is only told at DEBUG
    logging.getLogger().setLevel(logging.DEBUG)
    response = RequestLogMiddleware(answer)(request)
    (line,) = lines
    assert (line["method"], line["route"], line["status"]) == ("GET", "health", 200)
    assert line["request"] == response["X-Request-ID"]
    assert set(line) == {"time", "level", "logger", "event", "method", "route", "request", "status", "ms"}


@pytest.mark.parametrize("path", ["/nowhere/jeanne@example.org/", "/lien/one-time-secret"])
def test_address_that_leads_nowhere_is_not_written(lines: Lines, path: str) -> None:
    RequestLogMiddleware(lambda request: HttpResponse(status=404))(RequestFactory().get(path))
    (line,) = lines
    assert (line["route"], line["status"]) == ("-", 404)


def test_identifier_of_the_caller_is_not_believed() -> None:
    request = RequestFactory().get("/", headers={"x-request-id": "jeanne"})
    response = RequestLogMiddleware(lambda request: HttpResponse())(request)
    assert len(response["X-Request-ID"]) == 16
    assert response["X-Request-ID"] != "jeanne"


def test_crash_is_told_once_with_its_traceback(
    lines: Lines, client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash() -> None:
        raise RuntimeError("defect")

    monkeypatch.setattr("tenir.core.operations.state.missing_migrations", crash)
    client.raise_request_exception = False
    assert client.get("/health?email=jeanne@example.org").status_code == 500
    exception, request = lines
    assert exception["event"] == "exception"
    assert "RuntimeError: defect" in exception["traceback"]
    assert (request["event"], request["level"], request["status"]) == ("request", "error", 500)
    assert exception["request"] == request["request"]
    assert "jeanne" not in json.dumps(lines)


def test_anonymous_refusals_are_rate_limited(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0] * 25 + [61.0])
    monkeypatch.setattr(logs.refusals, "filters", [AtMost(10, lambda: next(clock))])
    refuse = RequestLogMiddleware(lambda request: HttpResponse(status=403))
    for _ in range(26):
        refuse(RequestFactory().get("/health"))
    assert [line["event"] for line in lines] == ["refusal"] * 11
    assert lines[-1]["dropped"] == 15


def test_configured_logger_has_the_limit() -> None:
    assert [type(one) for one in logs.refusals.filters] == [AtMost]


@pytest.mark.parametrize("name", ["django.request", "django.security.csrf", "django.server"])
def test_loggers_that_write_paths_are_silent(name: str, capsys: pytest.CaptureFixture[str], lines: Lines) -> None:
    logging.getLogger(name).warning("Not Found: /lien/one-time-secret")
    assert lines == []
    assert "one-time-secret" not in capsys.readouterr().err


def test_mail_to_administrators_is_off(settings: object) -> None:
    assert settings.ADMINS == []  # type: ignore[attr-defined]
    handlers = [*logging.getLogger("django").handlers, *logging.getLogger("django.request").handlers]
    assert not [handler for handler in handlers if isinstance(handler, AdminEmailHandler)]


def test_production_writes_json(bare: Site) -> None:
    program = "import logging; logging.getLogger('tenir.jobs').warning('to %s', 'jeanne@example.org')"
    _, told = bare.python(program, **production()).communicate(timeout=120)
    assert json.loads(told)["event"] == "to (adresse)"


def test_level_comes_from_the_environment(bare: Site) -> None:
    program = "import logging; logging.getLogger('tenir.jobs').warning('hello')"
    _, told = bare.python(program, **production(LOG_LEVEL="ERROR")).communicate(timeout=120)
    assert told == ""
