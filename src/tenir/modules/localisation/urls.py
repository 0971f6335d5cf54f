"""Addresses of « Mon quartier », and of the file of people."""

from __future__ import annotations

from django.urls import path

from tenir.modules.localisation import file_views, views

app_name = "localisation"

urlpatterns = [
    path("mon-quartier/", views.find, name="find"),
    path("adresse/fichier/", file_views.count_file, name="file"),
]
