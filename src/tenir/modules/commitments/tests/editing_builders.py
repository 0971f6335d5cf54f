"""Frameworks and promises written by hand, for tests of editing."""

from __future__ import annotations

from datetime import date
from typing import Any

from tenir.core.places.models import Place
from tenir.modules.commitments import actions
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.editing.frameworks import FrameworkContent
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import ME
from tests.builders import france


def framework_content(**fields: Any) -> FrameworkContent:
    values = {"kind": "pacte", "title": "Pacte d'essai", "short_title": "Pacte d'essai", "since": date(2019, 1, 1)}
    return FrameworkContent(**{**values, **fields})


def a_draft(slug: str = "cadre-d-essai", place: Place | None = None, **fields: Any) -> Framework:
    """A framework in preparation, of France."""
    text = actions.Text("Texte d'essai")
    return actions.create_framework(
        by=ME, slug=slug, place=place or france(), content=framework_content(**fields), text=text
    )


def promise(number: str, **fields: Any) -> CommitmentContent:
    return CommitmentContent(**{"number": number, "title": f"Ouvrir {number} lieux d'accueil", **fields})
