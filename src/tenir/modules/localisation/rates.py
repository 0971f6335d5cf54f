"""How often one address of the network may ask: enough for an office, too little to read the country door by door."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

RATES = {"address": "60/m/ip"}
SENTENCE, REMEDY = "Trop de demandes en une minute.", "Attendez une minute."


def is_within(request: HttpRequest) -> bool:
    """Count this request, in the cache that all workers share; whether it may go on."""
    return ratelimit.consume(request, app="tenir.localisation", action="address", config=RATES) is not None
