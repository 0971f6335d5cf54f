"""Addresses of frameworks, promises (`/cadres/pacte-de-dijon/1.a/`), levers, organisations' files, comparisons."""

from __future__ import annotations

from django.urls import include, path

from tenir.modules.commitments.editing_urls import EDITING
from tenir.modules.commitments.views import boards, commitments, compare, faces, frameworks, levers, organisations

app_name = "commitments"
FRAMEWORKS = [
    *EDITING,
    path("", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/", boards.board, name="board"),
    path("<slug:slug>/face-a-face/", faces.face_to_face, name="face-to-face"),
    path("<slug:slug>/<str:number>/", commitments.commitment, name="commitment"),
]
urlpatterns = [
    path("cadres/", include(FRAMEWORKS)),
    path("leviers/", levers.levers, name="levers"),
    path("leviers/<slug:code>/", levers.lever, name="lever"),
    path(
        "organisations/<slug:slug>/engagements.<slug:format>", organisations.organisation_file, name="organisation-file"
    ),
    path("comparer/", compare.compare, name="compare"),
]
