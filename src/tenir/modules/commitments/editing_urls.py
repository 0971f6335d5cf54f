"""Addresses of the screens of editing, below `/cadres/`; they stand before those of frameworks and promises."""

from __future__ import annotations

from django.urls import path

from tenir.modules.commitments.views import (
    editing_commitments,
    editing_frameworks,
    editing_headings,
    editing_ties,
    ladders,
    sheets,
    signatures,
)

# Their last parts are no addresses of frameworks or promises (`editing.addresses.RESERVED`).
EDITING = [
    path("nouveau/", editing_frameworks.create, name="create-framework"),
    path("<slug:slug>/corriger/", editing_frameworks.amend, name="amend-framework"),
    path("<slug:slug>/relances/", ladders.ladder, name="ladder"),
    path("<slug:slug>/signatures/", signatures.progress, name="signatures"),
    path("<slug:slug>/signatures/demander/", signatures.open_round, name="open-signatures"),
    path("<slug:slug>/signatures/inviter/", signatures.invite, name="invite-to-sign"),
    path("<slug:slug>/signatures/correction/", signatures.correct, name="correct-signed-text"),
    path("<slug:slug>/signatures/clore/", signatures.close, name="close-signatures"),
    path("<slug:slug>/publier/", editing_frameworks.publish, name="publish-framework"),
    path("<slug:slug>/supprimer/", editing_frameworks.remove, name="remove-framework"),
    path("<slug:slug>/decliner/", editing_frameworks.instantiate, name="instantiate-framework"),
    path("<slug:slug>/feuille/", sheets.sheet, name="sheet"),
    path("<slug:slug>/feuille/fichier/", sheets.sheet_file, name="sheet-file"),
    path("<slug:slug>/feuille/<uuid:token>/", sheets.preview, name="sheet-preview"),
    path("<slug:slug>/parties/", editing_headings.headings, name="headings"),
    path("<slug:slug>/parties/<str:key>/corriger/", editing_headings.amend, name="amend-heading"),
    path("<slug:slug>/parties/<str:key>/supprimer/", editing_headings.remove, name="remove-heading"),
    path("<slug:slug>/nouveau/", editing_commitments.create, name="create-commitment"),
    path("<slug:slug>/<str:number>/corriger/", editing_commitments.amend, name="amend-commitment"),
    path("<slug:slug>/<str:number>/supprimer/", editing_commitments.remove, name="remove-commitment"),
    path("<slug:slug>/<str:number>/liens/", editing_ties.ties, name="ties"),
    path("<slug:slug>/<str:number>/liens/<str:sort>/<int:pk>/retirer/", editing_ties.untie, name="untie"),
]
