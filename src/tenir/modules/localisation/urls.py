"""Addresses of « Mon quartier »."""

from __future__ import annotations

from django.urls import path

from tenir.modules.localisation import views

app_name = "localisation"

urlpatterns = [path("mon-quartier/", views.find, name="find")]
