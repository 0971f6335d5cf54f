"""Streets of an invented town, as addok reads them."""

from __future__ import annotations

import json

TOWN = "Valmérac"
NUMBER, STREET, CENTRE = (5.001, 47.301), (5.0, 47.3), (5.01, 47.31)


def lines() -> str:
    """One JSON document a line."""
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in _documents()) + "\n"


def _documents() -> list[dict[str, object]]:
    town = {"postcode": "99001", "city": TOWN, "citycode": "99001"}
    number = {"12": {"id": "99001_0001_12", "lon": NUMBER[0], "lat": NUMBER[1]}}
    street = {"id": "99001_0001", "type": "street", "name": "rue de l'Essai", "importance": 0.5, "housenumbers": number}
    centre = {"id": "99001", "type": "municipality", "name": TOWN, "importance": 0.7, "lon": CENTRE[0]}
    return [
        {**street, **town, "lon": STREET[0], "lat": STREET[1]},
        {**centre, **town, "lat": CENTRE[1]},
    ]
