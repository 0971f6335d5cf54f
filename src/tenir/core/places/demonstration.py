"""The invented town of the demonstration, as `demonstration/` tells it: each place says that it is invented."""

from __future__ import annotations

from collections.abc import Callable

from tenir.core import referentials
from tenir.core.actions import System
from tenir.core.places.actions import contain, create_place
from tenir.core.places.models import Containment, Place
from tenir.core.referentials import INVENTED, Row

BY = System("demo")
PLACES = ("kind", "code", "name", "source")
CONTAINMENTS = ("part_kind", "part_code", "whole_kind", "whole_code", "share", "since", "until", "source")


def load(say: Callable[[str], None]) -> None:
    """Every invented place inside what contains it; safe to run twice."""
    names = {(row.text("kind"), row.text("code")): row.text("name") for row in _rows("places.csv", PLACES)}
    for row in _rows("containments.csv", CONTAINMENTS):
        part, whole = _place(row, "part"), _place(row, "whole")
        if whole is None:
            raise row.wrong("whole_code", "ce lieu n'est pas connu.")
        key = (row.text("part_kind"), row.text("part_code"))
        if part is None:
            create_place(
                by=BY,
                kind=key[0],
                code=key[1],
                name=names[key],
                inside=whole,
                share=row.number("share"),
                since=row.day("since"),
                is_invented=True,
            )
        elif not Containment.objects.filter(part=part, whole=whole).exists():
            contain(by=BY, part=part, whole=whole, share=row.number("share"), since=row.day("since"))
    say(f"{len(names)} lieux inventés.")


def _rows(name: str, columns: tuple[str, ...]) -> list[Row]:
    return list(referentials.read(name, columns, folder=INVENTED))


def _place(row: Row, end: str) -> Place | None:
    return Place.objects.filter(kind=row.text(f"{end}_kind"), code=row.text(f"{end}_code")).first()
