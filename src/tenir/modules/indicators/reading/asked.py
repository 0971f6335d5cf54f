"""What the address of an indicator's page asks for: a place, a period, a sort of places, a past day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from tenir.core.errors import BadInput
from tenir.core.places.asked import day_of, past
from tenir.core.places.models import Place, PlaceKind
from tenir.engines.rollup import periods
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Period

LONGEST = 100


@dataclass(frozen=True)
class Asked:
    """`place` is France and `period` the latest unless the address says otherwise; `day` None is today."""

    place: Place | None
    period: Period | None
    kind: str
    day: date | None

    def address(self, **changes: object) -> str:
        """The address of the page with some of these changed."""
        one = replace(self, **changes)  # type: ignore[arg-type]
        told = {
            "lieu": name_of(one.place) if one.place and one.place.kind != PlaceKind.NATION else "",
            "periode": periods.code(one.period) if one.period else "",
            "sorte": one.kind,
            "au": one.day.isoformat() if one.day else "",
        }
        return "?" + urlencode({name: value for name, value in told.items() if value})


def read(params: Mapping[str, str]) -> Asked:
    """The request of an address. Raises `BadInput` on a place, a period or a day that is none, or is to come: a
    figure of another place or day would be taken for the one asked.
    """
    kind = text(params, "sorte")
    return Asked(
        place=place(text(params, "lieu")),
        period=period(text(params, "periode")),
        kind=kind if kind in PlaceKind.values else "",
        day=past(day_of(text(params, "au"))),
    )


def text(params: Mapping[str, str], name: str) -> str:
    """What the address says, fit for both databases: PostgreSQL refuses NUL in text."""
    return params.get(name, "").replace("\0", "").strip()[:LONGEST]


def name_of(place: Place) -> str:
    """`departement:21`."""
    return f"{place.kind}:{place.code}"


def place(told: str) -> Place | None:
    """The place of an address, France when it names none."""
    kind, _, code = told.partition(":")
    wanted = {"kind": kind, "code": code} if told else {"kind": PlaceKind.NATION, "code": "FR"}
    found = Place.objects.filter(**wanted).first()
    if told and found is None:
        raise BadInput(
            f"aucun lieu ne s'appelle «\u202f{told}\u202f».", where="lieu", remedy="Choisissez-le dans la liste."
        )
    return found


def period(told: str) -> Period | None:
    """The period of an address."""
    try:
        return periods.parse(told) if told else None
    except BadFigure as error:
        raise BadInput(error.sentence, where="periode", remedy=error.remedy) from error


def chosen(wanted: Period | None, known: Sequence[Period], kind: str) -> Period | None:
    """The period asked for, or the latest of the indicator's own sort, or the latest of any."""
    if wanted is not None:
        return wanted
    own = [one for one in known if one.kind == kind]
    return own[-1] if own else (known[-1] if known else None)
