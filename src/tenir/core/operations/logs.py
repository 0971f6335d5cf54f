"""Structured logs without personal data."""

from __future__ import annotations

import logging.config
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


def configure(config: dict[str, Any]) -> None:
    """Django's hook."""
    logging.config.dictConfig({"version": 1, "disable_existing_loggers": False})


class RequestLogMiddleware:
    """One line a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)
