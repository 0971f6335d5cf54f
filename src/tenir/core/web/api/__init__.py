"""The API: one OpenAPI document, composed of the routers that modules declare in their `apps.py`.

`access` says who may call an operation, `paged` cuts a list in pages, `errors` has the one shape of every error,
`door` what all answers have in common, `site` puts it together.
"""

from __future__ import annotations

from tenir.core.web.api.access import access, writes
from tenir.core.web.api.paging import Limit, Offset, Page, paged
from tenir.core.web.api.site import api

__all__ = ["Limit", "Offset", "Page", "access", "api", "paged", "writes"]
