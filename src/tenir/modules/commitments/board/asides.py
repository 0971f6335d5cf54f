"""What the text says beside its promises, where it says it: objectives, priorities, bodies; and the parts of other
texts that a heading carries out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from tenir.core.web import french
from tenir.modules.commitments.enums import ProvisionKind, State
from tenir.modules.commitments.models import Framework, Heading, Provision

# A feminine noun, and its plural where an « s » does not make it.
_NAMES = {
    ProvisionKind.OBJECTIVE: ("objectif", ""),
    ProvisionKind.STRATEGIC_AXIS: ("axe stratégique", "axes stratégiques"),
    ProvisionKind.PRIORITY: ("priorité", ""),
    ProvisionKind.RECOMMENDATION: ("préconisation", ""),
    ProvisionKind.BODY: ("instance", ""),
    ProvisionKind.THEME: ("thème", ""),
    ProvisionKind.FINDING: ("constat", ""),
}


@dataclass
class Said:
    """Of one heading: its provisions in the order of the text, and the (words, address) of what it carries out."""

    provisions: list[Provision] = field(default_factory=list)
    declines: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.provisions or self.declines)

    @property
    def summary(self) -> str:
        """« 4 axes stratégiques et 2 priorités »."""
        return french.liste_et(title for title, _ in self.by_kind)

    @property
    def by_kind(self) -> list[tuple[str, list[Provision]]]:
        """Provisions under « 4 axes stratégiques », sorts in the order of the list of kinds."""
        order = ProvisionKind.values
        rows = sorted(self.provisions, key=lambda one: (order.index(one.kind), one.position))
        groups = [(kind, list(found)) for kind, found in groupby(rows, key=lambda one: one.kind)]
        return [(french.accord(len(found), *_NAMES[ProvisionKind(kind)]), found) for kind, found in groups]


def put(framework: Framework, parts: Mapping[int | None, Any], *, shown: bool) -> None:
    """Give each part what the text says there; a filtered or a long board shows promises alone."""
    if not shown:
        return
    for one in framework.provisions.order_by("position"):
        parts[one.heading_id].said.provisions.append(one)
    through = Heading.declines.through.objects.filter(
        from_heading__framework=framework, to_heading__framework__state=State.PUBLIC
    )
    columns = ("kind", "number", "title", "key", "framework__slug", "framework__short_title")
    links = through.order_by("pk").values_list("from_heading_id", *(f"to_heading__{name}" for name in columns))
    for heading, kind, number, title, key, slug, text in links:
        name = f"{Heading(kind=kind).get_kind_display().lower()} {number}".strip()
        parts[heading].said.declines.append((f"{text}, {name} – {title}", f"/cadres/{slug}/#{key}"))
