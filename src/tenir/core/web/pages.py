"""Every view says who may call it, and whether its answer is the same for everybody.

    @page(access=PUBLIC, cached=True)       anyone; answered from cache while the journal's head stands still
    @page(access=SIGNED_IN)                 any account
    @page(access="people.read_accounts")    a role that has this permission somewhere; the view then asks, with
                                            `rights.require(request.user, ..., on=the_object)`, whether it has it there

`tests/test_rights_sweep.py` walks every address and fails on a view that says nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.framing import let_others_frame

PUBLIC = "public"
SIGNED_IN = "signed-in"
View = Callable[..., HttpResponseBase]


def page(
    *,
    access: str,
    methods: tuple[str, ...] = ("GET", "HEAD"),
    cached: bool = False,
    framed: bool = False,
    located: bool = False,
) -> Callable[[View], View]:
    """Declare a view: its access, its HTTP methods, whether its public answer may be kept, framed by others, and
    whether it may ask the browser where it is.
    """
    if (cached or framed) and access != PUBLIC:
        raise ValueError("only a public page may be cached, or framed by others")

    def declare(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                response = refusal(request, access) or view(request, *args, **kwargs)
            except BadInput as error:
                # What an address asks wrongly; a form shows its own errors beside what was written.
                return HttpResponse(render_to_string("web/errors/400.html", {"error": str(error)}), status=400)
            if framed:
                let_others_frame(response)
            return response

        answer = require_http_methods(list(methods))(run)
        answer.access = access  # type: ignore[attr-defined]
        answer.methods = methods  # type: ignore[attr-defined]
        answer.cached = cached  # type: ignore[attr-defined]
        answer.framed = framed  # type: ignore[attr-defined]
        answer.located = located  # type: ignore[attr-defined]
        return answer

    return declare


def refusal(request: HttpRequest, access: str) -> HttpResponse | None:
    """The sign-in page for somebody unknown, an error for somebody known; None when the door is open."""
    if access == PUBLIC:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if access != SIGNED_IN:
        rights.require(request.user, access)
    return None
