"""A text held against a framework that words the same promises otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from tenir.modules.commitments.descriptions import FrameworkDescription
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord, where_in_source

MOST = 5


def differences(framework: Framework, description: FrameworkDescription) -> list[str]:
    """In words, the first few: promises missing on a side, then numbers, levels, lines and indicators that differ."""
    ours, theirs = _recorded(framework), _described(description)
    found = [*_missing(ours, theirs), *_differing(ours, theirs)]
    more = [f"et {len(found) - MOST} autres différences"] if len(found) > MOST else []
    return found[:MOST] + more


def _missing(ours: dict[str, Any], theirs: dict[str, Any]) -> Iterable[str]:
    for slug in ours.keys() - theirs.keys():
        yield f"{slug} n'est pas reconnu dans le texte"
    for slug in theirs.keys() - ours.keys():
        yield f"{slug} n'est pas dans le cadre"


def _differing(ours: dict[str, dict[str, Any]], theirs: dict[str, dict[str, Any]]) -> Iterable[str]:
    for slug, mine in ours.items():
        for name, value in theirs.get(slug, {}).items():
            if mine[name] != value:
                yield f"{slug}, {name}\u202f: {mine[name]} dans le cadre, {value} dans le texte"


def _recorded(framework: Framework) -> dict[str, dict[str, Any]]:
    levels: dict[int, list[tuple[str, str]]] = {}
    records = LevelRecord.objects.filter(commitment__framework=framework, source=framework.source).order_by("on", "id")
    for record in records:
        levels.setdefault(record.commitment_id, []).append((record.level, record.moment.iso))
    rows = Commitment.objects.of_framework(framework).annotate(indicators=Count("announced_indicators"))
    return {
        row.slug: {
            "compté": row.counted,
            "lignes": where_in_source(row.first_line, row.last_line, row.page),
            "niveau": levels.get(row.pk, []),
            "nombre d'indicateurs": row.indicators,
        }
        for row in rows
    }


def _described(description: FrameworkDescription) -> dict[str, dict[str, Any]]:
    return {
        one.slug: {
            "compté": one.counted,
            "lignes": where_in_source(one.lines.first, one.lines.last, one.lines.page),
            "niveau": [(level.level, level.on) for level in one.levels],
            "nombre d'indicateurs": len(one.indicators),
        }
        for one in description.commitments
    }
