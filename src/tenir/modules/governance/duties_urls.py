"""Addresses of duties, below `/obligations/`."""

from __future__ import annotations

from django.urls import path

from tenir.modules.governance.views import duties, duty_instances, duty_rules

DUTIES = [
    path("", duties.duties, name="duties"),
    path("nouvelle/", duty_rules.create, name="create-duty"),
    path("echeances/<int:pk>/", duty_instances.instance, name="duty-instance"),
    path("echeances/<int:pk>/faire/", duty_instances.fulfil, name="fulfil-duty"),
    path("echeances/<int:pk>/produire/", duty_instances.produce, name="produce-duty"),
    path("echeances/<int:pk>/dispenser/", duty_instances.waive, name="waive-duty"),
    path("echeances/<int:pk>/rouvrir/", duty_instances.reopen, name="reopen-duty"),
    path("echeances/<int:pk>/document/", duty_instances.document, name="duty-document"),
    path("suivis/<int:pk>/cesser/", duties.stop, name="stop-duty"),
    path("<slug:slug>/", duties.duty, name="duty"),
    path("<slug:slug>/corriger/", duty_rules.amend, name="amend-duty"),
    path("<slug:slug>/suivre/", duties.follow, name="follow-duty"),
]
