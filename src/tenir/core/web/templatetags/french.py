"""French typography in templates; what each does is told in `core/web/french.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from tenir.core.web import french

register = template.Library()

register.filter("nombre", french.nombre)
register.filter("decimal", french.decimal)
register.filter("pourcent_de", french.pourcent)
register.filter("liste_et", french.liste_et)
register.filter("typographie", french.typographie, is_safe=False)


def _local(moment: Any) -> Any:
    """The moment in Paris; a plain date stays as it is."""
    aware = isinstance(moment, datetime) and timezone.is_aware(moment)
    return timezone.localtime(moment) if aware else moment


@register.filter
def date_longue(day: Any) -> str:
    """« 15 mars 2019 »."""
    return french.date_longue(_local(day))


@register.filter
def mois_annee(day: Any) -> str:
    """« janvier 2019 »."""
    return french.mois_annee(_local(day))


@register.filter
def date_heure(moment: Any) -> str:
    """« 15 mars 2019 à 9 h 05 »."""
    return french.date_heure(_local(moment))


@register.filter
def pluriel(count: int, endings: str = "s") -> str:
    """`{{ n }} mesure{{ n|pluriel }}`, `{{ n|pluriel:"al,aux" }}`."""
    one, _, many = endings.rpartition(",")
    return french.pluriel(count, one, many)


@register.filter
def accord(count: int, words: str) -> str:
    """`{{ n|accord:"mesure" }}` → « 22 mesures »; `{{ n|accord:"cheval,chevaux" }}`."""
    one, _, many = words.partition(",")
    return french.accord(count, one, many)
