"""Links that a local promise probably has: the national promises that it may apply, for a person to accept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tenir.core.places.models import PlaceKind
from tenir.engines.kinship import Kin, Promise, suggest
from tenir.modules.commitments.models import Commitment

MOST = 5
# Promises of national texts that are compared; more than all the texts of the field hold today, several times over.
MOST_COMPARED = 3_000


@dataclass(frozen=True)
class Suggestion:
    """An upstream promise, and why it is suggested."""

    target: Commitment
    words: tuple[str, ...]
    same_theme: bool

    @property
    def address(self) -> str:
        """What the form of links takes."""
        return f"{self.target.framework.slug}/{self.target.slug}"

    @property
    def note(self) -> str:
        """What the link keeps of it, once accepted."""
        return f"Lien suggéré par Tenir, accepté ({self.why})"[:300]

    @property
    def why(self) -> str:
        """« mots communs : école, élèves ; même thème »."""
        theme = "\u202f; même thème" if self.same_theme else ""
        return f"mots communs\u202f: {', '.join(self.words)}{theme}"


def suggestions(row: Commitment) -> list[Suggestion]:
    """The most akin first, without those already linked; one common word is not enough where the themes differ.

    Three queries whatever the number of promises.
    """
    linked = row.links.values_list("target", flat=True)
    found = suggest(
        _promises(Commitment.objects.filter(pk=row.pk)), _promises(_wider(row).exclude(pk__in=linked)), most=4 * MOST
    )
    kins = [kin for kin in found[0] if kin.same_theme or len(kin.words) > 1][:MOST] if found else []
    targets = Commitment.objects.select_related("framework").in_bulk([kin.key for kin in kins])
    return [_suggestion(targets[kin.key], kin) for kin in kins]


def _wider(row: Commitment) -> QuerySet[Commitment]:
    """Promises of public national texts, and of the texts that its own text carries out."""
    wide = Q(framework__place__kind=PlaceKind.NATION) | Q(framework__in=row.framework.links.values("target"))
    return Commitment.objects.public().filter(wide).exclude(framework=row.framework)


def _promises(rows: QuerySet[Commitment]) -> list[Promise]:
    columns = ("pk", "title", "heading__title", "theme")
    cut: Iterable[tuple[Any, ...]] = rows.order_by("pk").values_list(*columns)[:MOST_COMPARED]
    return [Promise(pk, title, heading or "", theme) for pk, title, heading, theme in cut]


def _suggestion(target: Commitment, kin: Kin) -> Suggestion:
    return Suggestion(target, kin.words, kin.same_theme)
