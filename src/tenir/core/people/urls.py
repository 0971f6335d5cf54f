"""Addresses of accounts, organisations and sign-in."""

from __future__ import annotations

from django.urls import include, path

from tenir.core.people import desk_views, token_views, views

PAGES = [
    path("bureau/", desk_views.show, name="desk"),
    path("compte/", views.account, name="account"),
    path("compte/jetons/", token_views.tokens, name="tokens"),
    path("compte/jetons/creer/", token_views.create_token, name="create-token"),
    path("compte/jetons/<int:pk>/retirer/", token_views.revoke_token, name="revoke-token"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/creer/", views.create_organisation, name="create-organisation"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/corriger/", views.amend_organisation, name="amend-organisation"),
    path("personnes/", views.accounts, name="accounts"),
    path("personnes/ouvrir/", views.open_account, name="open-account"),
    path("personnes/<int:pk>/", views.person, name="person"),
    path("personnes/<int:pk>/donner-un-role/", views.grant_role, name="grant-role"),
    path("personnes/<int:pk>/fermer/", views.close_account, name="close-account"),
    path("personnes/roles/<int:pk>/finir/", views.end_role, name="end-role"),
]
urlpatterns = [
    # Allauth looks its addresses up by bare names: outside our namespace.
    path("compte/", include("tenir.core.people.sign_in")),
    path("", include((PAGES, "people"))),
]
