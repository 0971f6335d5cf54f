"""Addresses of new frameworks, headings and promises: made once, never changed, never an address of a screen."""

from __future__ import annotations

from collections.abc import Container

from django.utils.text import slugify

from tenir.modules.commitments.descriptions import address

# Last parts of addresses below `/cadres/` and `/cadres/…/` that are screens (tests/test_addresses.py holds this list).
RESERVED = frozenset(
    {
        *(
            "nouveau",
            "corriger",
            "publier",
            "relances",
            "supprimer",
            "parties",
            "feuille",
            "decliner",
            "face-a-face",
            "flux",
            "carte",
            "preuves",
            "signatures",
        ),
        *("changements.atom", "changements.rss"),
        # Of the API: `/api/v1/cadres/<cadre>/engagements`.
        "engagements",
    }
)
LONGEST = 80


def free(stem: str, taken: Container[str]) -> str:
    """`stem`, or `stem-2`, `stem-3` … when another has it or a screen does."""
    stem = stem[:LONGEST].strip("-.") or "engagement"
    number = 1
    while (found := stem if number == 1 else f"{stem}-{number}") in taken or found in RESERVED:
        number += 1
    return found


def of_commitment(number: str, title: str, taken: Container[str]) -> str:
    """From the number as printed, else from the first words of the title."""
    return free(address(number) or slugify(" ".join(title.split()[:8])), taken)
