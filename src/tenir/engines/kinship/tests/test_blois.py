"""The check of the method: the pact axes that the Blois protocol prints beside its stakes, on our own wording."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from tenir.engines.kinship import Kin, Promise, suggest

FRAMEWORKS = resources.files("tenir.referentials") / "frameworks"


def framework(slug: str) -> dict[str, Any]:
    return dict(json.loads((FRAMEWORKS / f"{slug}.json").read_text(encoding="utf-8")))


def promises(whole: dict[str, Any]) -> list[Promise]:
    titles = {heading["key"]: heading["title"] for heading in whole["headings"]}
    return [
        Promise(
            key=one["heading"],
            text=" ".join([one["title"], *(sub["text"] for sub in one.get("sub_items", ()))]),
            heading=titles[one["heading"]],
            theme=one.get("theme", ""),
        )
        for one in whole["commitments"]
    ]


def printed_axes(whole: dict[str, Any], key: str) -> set[str]:
    headings = {heading["key"]: heading for heading in whole["headings"]}
    while key and not headings[key].get("declines"):
        key = headings[key].get("parent", "")
    return {axis for _, axis in headings[key]["declines"]} if key else set()


def hits(blois: dict[str, Any], local: list[Promise], found: list[list[Kin]], first: int) -> int:
    return sum(
        any(kin.key in printed_axes(blois, str(one.key)) for kin in kins[:first])
        for one, kins in zip(local, found, strict=True)
    )


def test_suggestions_fall_in_the_axes_that_the_text_prints() -> None:
    """62 commitments; a pact commitment drawn at random stands in a printed axis for 22 of them (21.6 expected)."""
    blois = framework("perr-blois-2019")
    local, upstream = promises(blois), promises(framework("pacte-de-dijon-2018"))
    found = suggest(local, upstream)
    assert (len(local), sum(map(bool, found))) == (62, 60)
    assert hits(blois, local, found, 1) >= 44
    assert hits(blois, local, found, 3) >= 53
