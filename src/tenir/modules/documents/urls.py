"""Addresses of drafts: `/textes/`, `/textes/12/`."""

from __future__ import annotations

from django.urls import path

from tenir.modules.documents.views import adoption, copies, cutting, drafts, items, names, review

app_name = "documents"
urlpatterns = [
    path("", drafts.drafts, name="drafts"),
    path("deposer/", drafts.hand_in, name="hand-in"),
    path("<int:pk>/", review.review, name="review"),
    path("<int:pk>/ajouter/", items.add, name="add"),
    path("<int:pk>/annuler/", items.undo, name="undo"),
    path("<int:pk>/adopter/", adoption.adopt, name="adopt"),
    path("<int:pk>/abandonner/", adoption.abandon, name="abandon"),
    path("<int:pk>/noms/", names.answer, name="names"),
    path("<int:pk>/copies/", copies.choose, name="copies"),
    path("<int:pk>/copies/<int:other>/", copies.compare, name="copy"),
    path("<int:pk>/copies/<int:other>/garder/", copies.keep, name="keep"),
    path("<int:pk>/copies/<int:other>/marquer/", copies.mark, name="mark-copy"),
    path("<int:pk>/remettre/", copies.reopen, name="reopen"),
    path("<int:pk>/elements/<int:item>/decider/", items.decide, name="decide"),
    path("<int:pk>/elements/<int:item>/corriger/", items.correct, name="correct"),
    path("<int:pk>/elements/<int:item>/deplacer/", items.move, name="move"),
    path("<int:pk>/elements/<int:item>/joindre/", cutting.merge, name="merge"),
    path("<int:pk>/elements/<int:item>/couper/", cutting.split, name="split"),
]
