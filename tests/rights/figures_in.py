"""Arguments of the screens by which figures come in."""

from __future__ import annotations

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.indicators import actions

BY = System("sweep")


def arguments(sender: Organisation) -> dict[str, dict[str, str]]:
    """A sheet of figures of `sender` that waits to be looked at."""
    rows = [["Indicateur", "Code du lieu", "Période", "Valeur"], ["personne", "21231", "2019", "3"]]
    sheet = {"name": "", "rows": rows, "formulas": [], "merged": [], "short": []}
    received = actions.Received("chiffres.csv", "a" * 64, [sheet])
    token = {"token": str(actions.receive_import(by=BY, sender=sender, received=received).token)}
    steps = {f"indicators:import{step}": token for step in ("", "-columns", "-check")}
    return {**steps, "indicators:send-one": _one_figure(sender.place)}


def _one_figure(place: Place) -> dict[str, str]:
    """An invented indicator asked of one place, for a year."""
    slug = f"accueils-{place.code.lower()}"
    fields = {"name": "Lieux inventés", "kind": place.kind}
    panel = actions.describe_panel(by=BY, slug=slug, fields=fields, places=[place], on=place)
    told = {"kind": "count", "over_places": "sum", "over_periods": "none", "periodicity": "year"}
    described = {**told, "title": f"Accueils inventés {slug}", "panel": panel, "place": place}
    actions.describe_indicator(by=BY, slug=slug, fields=described)
    return {"slug": slug, "kind": place.kind, "code": place.code, "period": "2019"}
