"""An invented text that waits to be reviewed, so that whoever tries Tenir has something to accept and to correct."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

from tenir.core.actions import System
from tenir.core.places.models import Place
from tenir.core.referentials import INVENTED
from tenir.modules.commitments.enums import FrameworkKind
from tenir.modules.documents import actions, drafting, sandbox
from tenir.modules.documents.models import Draft
from tenir.modules.documents.proposal import Wanted

NAME = "plan-a-relire.txt"
PLACE = ("commune", "DEMO1")


def load(say: Callable[[str], None]) -> None:
    """Open the draft on the invented town, unless it was opened once already."""
    data = resources.files("tenir").joinpath(INVENTED, NAME).read_bytes()
    reading = sandbox.read(data, name=NAME)
    if Draft.objects.filter(sha256=reading.source.sha256).exists():
        return
    wanted = Wanted(
        slug="plan-haut-ruisseau-2026",
        kind=FrameworkKind.PLAN,
        title="Plan d'action pour le Haut-Ruisseau",
        short_title="Plan du Haut-Ruisseau",
        place=PLACE,
    )
    place = Place.objects.get(kind=PLACE[0], code=PLACE[1])
    text = drafting.text_of(data, reading)
    actions.open_draft(by=System("demo"), place=place, reading=reading, text=text, wanted=wanted)
    say("Un texte inventé attend d'être relu (Textes).")
