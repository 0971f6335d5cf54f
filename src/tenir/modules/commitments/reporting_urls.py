"""Addresses of progress reports: by a personal link, signed in, and for those who judge."""

from __future__ import annotations

from django.urls import path

from tenir.modules.commitments.views import judging, reports, silences

REPORTING = [
    path("", reports.reports, name="reports"),
    path("lien/<str:secret>/", reports.reports_by_link, name="reports-by-link"),
    path("lien/<str:secret>/engagements/<slug:slug>/<str:number>/", reports.report_by_link, name="report-by-link"),
    path("lieux/<slug:kind>/<str:code>/", reports.place_reports, name="place-reports"),
    path(
        "lieux/<slug:kind>/<str:code>/engagements/<slug:slug>/<str:number>/", reports.place_report, name="place-report"
    ),
    path("silences/", silences.silences, name="silences"),
    path("a-verifier/", judging.to_judge, name="reports-to-judge"),
    path("points/<int:pk>/", judging.judged, name="judge-report"),
    path("points/<int:pk>/<slug:verb>/", judging.judge, name="judge-report-as"),
    path("engagements/<slug:slug>/<str:number>/", reports.report, name="report"),
]
