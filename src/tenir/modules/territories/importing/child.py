"""The child side of a file dropped on the screen: bytes in, what can be told as JSON out (`core.sandbox`)."""

from __future__ import annotations

from typing import Any

import shapely

from tenir.core.errors import BadInput
from tenir.engines.localisation.boundaries import Boundaries, Columns, Fault, Feature, Gravity, read_bytes
from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries


def read(data: bytes, name: str, code: str, named: str, merge: str) -> dict[str, Any]:
    """Features as lines in hexadecimal, and every fault. Raises `BadInput`."""
    try:
        made = read_bytes(data, name, Columns(code, named, bool(merge)))
    except UnreadableBoundaries as error:
        raise BadInput(f"{error.sentence}", remedy=error.remedy) from error
    return {
        "name": made.name,
        "sha256": made.sha256,
        "precision": made.precision,
        "features": [[one.code, one.name, shapely.to_wkb(one.geometry, hex=True), one.where] for one in made.features],
        "faults": [[one.where, one.code, one.sentence, one.gravity.value] for one in made.faults],
    }


def of_json(told: dict[str, Any]) -> Boundaries:
    """What `read` told, on the side of the site."""
    features = [Feature(code, name, shapely.from_wkb(line), {}, where) for code, name, line, where in told["features"]]
    faults = [Fault(where, code, sentence, Gravity(gravity)) for where, code, sentence, gravity in told["faults"]]
    return Boundaries(told["name"], told["sha256"], features, faults, told["precision"])
