"""Addresses of frameworks, promises (`/cadres/pacte-de-dijon/1.a/`), levers, comparisons, cards and changes."""

from __future__ import annotations

from django.urls import include, path

from tenir.modules.commitments.editing_urls import EDITING
from tenir.modules.commitments.reporting_urls import REPORTING
from tenir.modules.commitments.views import (
    boards,
    changes,
    commitments,
    compare,
    faces,
    frameworks,
    levers,
    organisations,
    sharing,
)

app_name = "commitments"
FRAMEWORKS = [
    *EDITING,
    path("", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/", boards.board, name="board"),
    path("<slug:slug>/face-a-face/", faces.face_to_face, name="face-to-face"),
    path("<slug:slug>/carte/", sharing.board_card, name="board-card"),
    path("<slug:slug>/changements.<slug:format>", changes.of_framework, name="framework-feed"),
    path("<slug:slug>/<str:number>/", commitments.commitment, name="commitment"),
    path("<slug:slug>/<str:number>/carte/", sharing.commitment_card, name="commitment-card"),
]
urlpatterns = [
    path("cadres/", include(FRAMEWORKS)),
    path("avancement/", include(REPORTING)),
    path("leviers/", levers.levers, name="levers"),
    path("leviers/<slug:code>/", levers.lever, name="lever"),
    path(
        "organisations/<slug:slug>/engagements.<slug:format>", organisations.organisation_file, name="organisation-file"
    ),
    path("comparer/", compare.compare, name="compare"),
    path("changements/", changes.page_of_changes, name="changes"),
    path("changements.<slug:format>", changes.of_site, name="feed"),
    path("lieux/<slug:kind>/<str:code>/changements.<slug:format>", changes.of_place, name="place-feed"),
    path("organisations/<slug:slug>/changements.<slug:format>", changes.of_organisation, name="organisation-feed"),
]
