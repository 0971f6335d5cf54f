"""Events in plain French. What is not known is shown as it is: a presenter never hides a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from tenir.core import rights
from tenir.core.journal.models import Entry, Outcome
from tenir.core.web.french import date_longue, nombre

# The first word of a verb (`places.end_containment`: `end`), as it is said. A verb that is not here is shown as it is.
SAID = {
    "abandon": "a abandonné",
    "accept": "a accepté",
    "add": "a ajouté",
    "adopt": "a adopté",
    "amend": "a amendé",
    "answer": "a répondu à",
    "approve": "a approuvé",
    "cancel": "a annulé",
    "change": "a modifié",
    "close": "a fermé",
    "contain": "a rattaché",
    "correct": "a corrigé",
    "countersign": "a contresigné",
    "create": "a créé",
    "declare": "a déclaré",
    "delete": "a supprimé",
    "drop": "a renoncé à",
    "empty": "a vidé",
    "end": "a mis fin à",
    "erase": "a effacé",
    "export": "a exporté",
    "follow": "a suivi",
    "fulfil": "a dit faite",
    "give": "a donné",
    "grant": "a donné",
    "hand": "a passé la main de",
    "hide": "a masqué",
    "hold": "a tenu",
    "invite": "a invité",
    "judge": "a jugé",
    "load": "a chargé",
    "move": "a déplacé",
    "notify": "a notifié",
    "open": "a ouvert",
    "plan": "a planifié",
    "protect": "a protégé",
    "publish": "a publié",
    "record": "a inscrit",
    "refuse": "a refusé",
    "remove": "a supprimé",
    "rename": "a renommé",
    "reopen": "a rouvert",
    "report": "a fait le point sur",
    "restore": "a rétabli",
    "revoke": "a retiré",
    "set": "a réglé",
    "shorten": "a raccourci",
    "sign": "a signé",
    "start": "a commencé",
    "stop": "a cessé de suivre",
    "verify": "a vérifié",
    "void": "a fait tomber",
    "waive": "a dispensé de",
    "withdraw": "a retiré",
}
NAMES = ("name", "title", "slug", "code")
EMPTY = "(vide)"


@dataclass(frozen=True)
class Difference:
    """One field in words."""

    field: str
    before: str
    after: str


def actor(entry: Entry) -> str:
    """« compte n° 12 », « commande demo »: whoever it is, never a name."""
    kind, _, rest = entry.actor.partition(":")
    words = {"user": "compte n°\u00a0", "system": "commande "}
    return f"{words[kind]}{rest}" if kind in words and rest else entry.actor


def verb(entry: Entry) -> str:
    """« a créé », « s'est vu refuser… », or the verb itself."""
    if entry.outcome == Outcome.REFUSED:
        return f"s'est vu refuser\u202f: {_permission(entry.verb)}"
    return SAID.get(entry.verb.rpartition(".")[2].partition("_")[0], entry.verb)


def subject(entry: Entry) -> str:
    """« lieu n° 12 (Dijon) »; empty when the event is about no object."""
    if not entry.object_type:
        return ""
    model = _model(entry.object_type)
    words = str(model._meta.verbose_name) if model else entry.object_type
    name = _name(entry)
    return f"{words} n°\u00a0{entry.object_id}" + (f" ({name})" if name else "")


def sentence(entry: Entry) -> str:
    """The event in one line."""
    return " ".join(part for part in (actor(entry), verb(entry), subject(entry)) if part)


def differences(entry: Entry) -> list[Difference]:
    """What changed, field by field, in the order of the row."""
    before, after = _fields(entry.before), _fields(entry.after)
    model = _model(entry.object_type)
    return [
        Difference(_field_words(model, name), _value(model, name, before), _value(model, name, after))
        for name in dict.fromkeys([*before, *after])
    ]


def object_types() -> tuple[tuple[str, str], ...]:
    """Every sort of object of ours, for the filter: (code, words)."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("tenir."))
    return tuple(sorted(((m._meta.label_lower, str(m._meta.verbose_name)) for m in ours), key=lambda pair: pair[1]))


def _permission(key: str) -> str:
    try:
        return rights.sentence(key)
    except LookupError:
        return key


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _fields(state: Any) -> dict[str, Any]:
    return state if isinstance(state, dict) else {}


def _name(entry: Entry) -> str:
    known = {**_fields(entry.before), **_fields(entry.after)}
    return next((known[name] for name in NAMES if isinstance(known.get(name), str) and known[name]), "")


def _field(model: type[models.Model] | None, name: str) -> Any:
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}
    return fields.get(name)


def _field_words(model: type[models.Model] | None, name: str) -> str:
    # What an event tells besides the columns of its row: the lines below it, say.
    besides: dict[str, str] = getattr(model, "journal_words", {})
    return besides.get(name) or str(getattr(_field(model, name), "verbose_name", name))


def _value(model: type[models.Model] | None, name: str, row: dict[str, Any]) -> str:
    value = row.get(name)
    if value is None or value == "":
        return EMPTY if name in row else ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    field = _field(model, name)
    words = dict(getattr(field, "flatchoices", None) or ())
    if isinstance(value, str | int) and value in words:
        return str(words[value])
    return _plain(field, value)


def _plain(field: Any, value: Any) -> str:
    if isinstance(field, models.ForeignKey):
        return f"{field.related_model._meta.verbose_name} n°\u00a0{value}"
    if isinstance(value, int):
        return nombre(value)
    if isinstance(field, models.DateField):
        return _day(value)
    return str(value)


def _day(value: Any) -> str:
    try:
        moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except (TypeError, ValueError):
        return str(value)
    return date_longue(moment)
