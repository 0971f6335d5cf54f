"""Addresses of frameworks, promises (`/cadres/pacte-de-dijon/1.a/`), levers, comparisons, cards, changes,
proofs (`/preuves/12/`), signatures (`/signatures/3/`) and deposits of files.
"""

from __future__ import annotations

from django.urls import include, path

from tenir.modules.commitments.editing_urls import EDITING
from tenir.modules.commitments.reporting_urls import REPORTING
from tenir.modules.commitments.views import (
    boards,
    changes,
    commitments,
    compare,
    deposits,
    evidence,
    faces,
    frameworks,
    levers,
    organisations,
    sharing,
    signing,
)

app_name = "commitments"
FRAMEWORKS = [
    *EDITING,
    path("", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/", boards.board, name="board"),
    path("<slug:slug>/face-a-face/", faces.face_to_face, name="face-to-face"),
    path("<slug:slug>/carte/", sharing.board_card, name="board-card"),
    path("<slug:slug>/changements.<slug:format>", changes.of_framework, name="framework-feed"),
    path("<slug:slug>/preuves/archive/", evidence.export_of_framework, name="export-framework-evidence"),
    path("<slug:slug>/<str:number>/preuves/archive/", evidence.export_of_commitment, name="export-evidence"),
    path("<slug:slug>/<str:number>/preuves/nouvelle/", evidence.give, name="give-evidence"),
    path("<slug:slug>/<str:number>/preuves/depots/", deposits.begin, name="deposits"),
    path("<slug:slug>/<str:number>/", commitments.commitment, name="commitment"),
    path("<slug:slug>/<str:number>/carte/", sharing.commitment_card, name="commitment-card"),
]
urlpatterns = [
    path("cadres/", include(FRAMEWORKS)),
    path("avancement/", include(REPORTING)),
    path("signatures/lien/<str:secret>/", signing.sign_by_link, name="sign-by-link"),
    path("signatures/<int:pk>/", signing.sign, name="sign"),
    path("preuves/<int:pk>/", evidence.evidence, name="evidence"),
    path("preuves/<int:pk>/fichier/", evidence.evidence_file, name="evidence-file"),
    path("preuves/<int:pk>/juger/", evidence.judge, name="judge-evidence"),
    path("preuves/<int:pk>/montrer/", evidence.show, name="show-evidence"),
    path("preuves/<int:pk>/retirer/", evidence.withdraw, name="withdraw-evidence"),
    path("depots/<uuid:token>/", deposits.deposit, name="deposit"),
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
