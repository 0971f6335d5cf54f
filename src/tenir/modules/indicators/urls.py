"""Addresses of this module, below `/chiffres/`. Words of its own come before the indicators' addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from tenir.modules.indicators.importing_urls import IMPORTING
from tenir.modules.indicators.views import answers, composing, describing, indicators, judging, listing, periods

app_name = "indicators"
_seeing: list[URLPattern] = [
    path("", listing.indicators, name="indicators"),
    path("reponses/", listing.awaited, name="awaited"),
    path("nouveau/", describing.create, name="create"),
]
_judging: list[URLPattern] = [
    path("a-juger/", judging.to_judge, name="to-judge"),
    path("valeurs/<int:pk>/", judging.value, name="value"),
    path("valeurs/<int:pk>/accepter/", judging.accept, name="accept"),
    path("valeurs/<int:pk>/renvoyer/", judging.send_back, name="send-back"),
    path("valeurs/<int:pk>/contester/", judging.contest, name="contest"),
    path("valeurs/<int:pk>/retirer/", judging.withdraw, name="withdraw"),
]
_of_indicator: list[URLPattern] = [
    path("<slug:slug>/", indicators.indicator, name="indicator"),
    path("<slug:slug>/reponses/", answers.answers, name="answers"),
    path("<slug:slug>/corriger/", describing.amend, name="amend"),
    path("<slug:slug>/parties/", composing.parts, name="parts"),
    path("<slug:slug>/lieux/", composing.add_places, name="add-places"),
    path("<slug:slug>/cible/", describing.target, name="target"),
    path("<slug:slug>/clore/", periods.close, name="close"),
    path("<slug:slug>/rouvrir/", periods.reopen, name="reopen"),
    path("<slug:slug>/publier/", periods.publish, name="publish"),
]
urlpatterns: list[URLPattern] = [*_seeing, *IMPORTING, *_judging, *_of_indicator]
