"""Addresses of the pages that belong to no module."""

from __future__ import annotations

from django.urls import path

from tenir.core.web import sitemap, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("droits/", views.rights_page, name="rights"),
    path("donnees/", views.data, name="data"),
    path("api/", views.api_page, name="api"),
    path("donnees/<slug:key>.<slug:format>", views.data_file, name="data-file"),
    path("guide/", views.guide_page, name="guide"),
    path("glossaire/", views.glossary_page, name="glossary"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:key>-<int:number>.xml", sitemap.file, name="sitemap-file"),
    path("favicon.ico", views.favicon, name="favicon"),
]
