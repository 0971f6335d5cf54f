"""Root addresses: each module declares its own in its `apps.py`, none is listed here."""

from __future__ import annotations

from django.urls import path

from tenir.core import modules
from tenir.core.web.api import api

urlpatterns = [path("api/v1/", api().urls), *modules.url_patterns()]

handler400 = "tenir.core.web.views.bad_request"
handler403 = "tenir.core.web.views.forbidden"
handler404 = "tenir.core.web.views.not_found"
handler500 = "tenir.core.web.views.server_error"
