"""Which pages another site may show inside its own: those declared `@page(..., framed=True)`, and no other.

Everywhere else the site answers `frame-ancestors 'none'` and `X-Frame-Options: DENY`: a page with buttons, shown
invisible over somebody else's, would take clicks that were meant for that other page.
"""

from __future__ import annotations

from django.http import HttpResponseBase


def let_others_frame(response: HttpResponseBase) -> None:
    """Read by the two middlewares that would forbid it; a kept page and a 304 need to be told again."""
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
