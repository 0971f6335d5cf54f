"""Arguments of the screens of figures."""

from __future__ import annotations

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.modules.indicators import actions

BY = System("sweep")


def arguments(sender: Organisation) -> dict[str, dict[str, str]]:
    """A sheet of figures of `sender` that waits to be looked at."""
    rows = [["Indicateur", "Code du lieu", "Période", "Valeur"], ["personne", "21231", "2019", "3"]]
    sheet = {"name": "", "rows": rows, "formulas": [], "merged": [], "short": []}
    received = actions.Received("chiffres.csv", "a" * 64, [sheet])
    token = {"token": str(actions.receive_import(by=BY, sender=sender, received=received).token)}
    return {f"indicators:import{step}": token for step in ("", "-columns", "-check")}
