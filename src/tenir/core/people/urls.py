"""Addresses of accounts, organisations and sign-in."""

from __future__ import annotations

from django.urls import include, path

from tenir.core.people import (
    calendars,
    desk_views,
    handing_over_views,
    letter_views,
    openid_views,
    passkey_views,
    token_views,
    views,
)

PAGES = [
    path("bureau/", desk_views.show, name="desk"),
    path("compte/", views.account, name="account"),
    path("compte/jetons/", token_views.tokens, name="tokens"),
    path("compte/jetons/creer/", token_views.create_token, name="create-token"),
    path("compte/jetons/<int:pk>/retirer/", token_views.revoke_token, name="revoke-token"),
    path("compte/lettres/", letter_views.letters, name="letters"),
    path("compte/lettres/lien/<str:secret>/", letter_views.letters_by_link, name="letters-by-link"),
    path("compte/agenda/", letter_views.calendar, name="calendar"),
    path("agenda/<str:secret>.ics", calendars.feed, name="calendar-feed"),
    path("compte/entrer/identite/", openid_views.begin, name="openid-begin"),
    path("compte/entrer/identite/retour/", openid_views.come_back, name="openid-return"),
    path("compte/identite/rattacher/", openid_views.attach, name="openid-attach"),
    path("compte/identite/<int:pk>/detacher/", openid_views.detach, name="detach-identity"),
    path("compte/entrer/cle/", passkey_views.enter, name="passkey-enter"),
    path("compte/entrer/cle/defi/", passkey_views.challenge, name="passkey-challenge"),
    path("compte/cles/ajouter/", passkey_views.add, name="add-passkey"),
    path("compte/cles/<int:pk>/retirer/", passkey_views.remove, name="remove-passkey"),
    path("compte/sorti/", openid_views.signed_out, name="signed-out"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/creer/", views.create_organisation, name="create-organisation"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/corriger/", views.amend_organisation, name="amend-organisation"),
    path("personnes/", views.accounts, name="accounts"),
    path("personnes/ouvrir/", views.open_account, name="open-account"),
    path("personnes/<int:pk>/", views.person, name="person"),
    path("personnes/<int:pk>/donner-un-role/", views.grant_role, name="grant-role"),
    path("personnes/<int:pk>/passer-la-main/", handing_over_views.hand_over, name="hand-over"),
    path("personnes/<int:pk>/fermer/", views.close_account, name="close-account"),
    path("personnes/<int:pk>/couper-les-acces/", views.cut_ways_in, name="cut-ways-in"),
    path("personnes/roles/<int:pk>/finir/", views.end_role, name="end-role"),
]
urlpatterns = [
    # Allauth looks its addresses up by bare names: outside our namespace.
    path("compte/", include("tenir.core.people.sign_in")),
    path("", include((PAGES, "people"))),
]
