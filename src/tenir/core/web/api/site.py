"""The whole API of this site, and the document that describes it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.operation import PathView

from tenir import __version__
from tenir.core import modules
from tenir.core.web.api import errors
from tenir.core.web.api.paging import add_links
from tenir.core.web.pages import PUBLIC

DESCRIPTION = (
    "Les engagements publics, leurs niveaux dans le temps et leurs sources. Lire ne demande rien\u202f; écrire demande "
    "un jeton (/compte/jetons/). Chaque réponse de lecture porte un ETag\u202f: renvoyez-le dans If-None-Match, et la "
    "réponse est 304 tant que rien n'a changé."
)


class Api(NinjaAPI):
    """Ninja's, with addresses that answer HEAD and say whether they may be kept, and every error documented."""

    def _get_urls(self) -> Any:
        for router in self._get_bound_routers():
            for path_view in router.path_operations.values():
                path_view.get_view = functools.partial(_view, path_view)  # type: ignore[method-assign]
        return super()._get_urls()

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The document, which callers read and never change."""
        return _document(self, path_prefix or self.get_root_path(path_params or {}))

    def describe(self, path_prefix: str) -> Any:
        """Make the document, with the errors that any operation may answer."""
        document = super().get_openapi_schema(path_prefix=path_prefix)
        schema = errors.ErrorAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= schema.pop("$defs") | {"ErrorAnswer": schema}
        for operations in document["paths"].values():
            for method, operation in operations.items():
                operation["responses"] |= _also_answered(reading=method == "get")
        return document


@functools.cache
def _document(made: Api, path_prefix: str) -> Any:
    """Made once: it takes longer than any page, and anybody may ask for it."""
    return made.describe(path_prefix)


def _also_answered(*, reading: bool) -> dict[int, Any]:
    """What an operation may answer beside what it is for."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorAnswer"}}}
    told = {status: {"description": words, "content": content} for status, words in errors.STATUSES.items()}
    return {304: {"description": "Rien n'a changé depuis l'ETag envoyé."}, **told} if reading else told


def _view(path_view: PathView) -> Callable[..., HttpResponse]:
    """The view of an address: HEAD is a GET whose body the server drops, public reads may be kept."""
    inner = PathView.get_view(path_view)

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        try:
            return add_links(request, inner(request, *args, **kwargs))
        finally:
            request.method = asked

    reads = [operation for operation in path_view.operations if "GET" in operation.methods]
    view.cached = any(getattr(one.view_func, "access", "") == PUBLIC for one in reads)  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]  # sessions do not write here: `access.py`
    return view


@functools.cache
def api() -> Api:
    """The API, made once."""
    made = Api(title="Tenir", version=__version__, description=DESCRIPTION, urls_namespace="api", docs_url=None)
    for module in modules.installed():
        if module.api_router:
            made.add_router(module.api_prefix, module.api_router)
    errors.explain(made)
    return made
