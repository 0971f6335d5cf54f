"""Tags of progress: level badge, status mark, progress bar, summary of levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tenir.core.web import french, signs, summary

register = template.Library()


@register.simple_tag
def level_badge(code: str | None) -> SafeString:
    """Level of a commitment: four bars that fill, and the word."""
    return signs.level_badge(code)


@register.simple_tag
def status_mark(code: str) -> SafeString:
    """`muet`, `en_retard` or `conteste`, in a word and its own sign."""
    return signs.status_mark(code)


@register.simple_tag
def progress_bar(label: str, value: Any, target: Any, unit: str = "") -> SafeString:
    """How far a figure is from its target: a sentence, then a bar."""
    known = value is not None and target
    context = {
        "label": label,
        "value": french.decimal(value),
        "target": french.decimal(target),
        "unit": unit,
        "share": french.pourcent(value, target) if known else "",
        "width": min(100, int(french.percentage(value, target) or 0)) if known else None,
    }
    return render_to_string("web/components/progress_bar.html", context)


@register.simple_tag
def level_summary(
    counts: Mapping[str, int],
    printed: Mapping[str, summary.Printed] | None = None,
    things: str = "mesure",
    source: str = "",
) -> SafeString:
    """How many at each level, as a sentence, a bar and a table; beside what the source printed, if it did."""
    return render_to_string("web/components/level_summary.html", summary.of(counts, printed, things, source))


@register.simple_tag
def level_bar(counts: Mapping[str, int]) -> SafeString:
    """How many at each level as a bar alone, where a sentence close by says it; nothing when there is none."""
    return signs.level_bar(counts)


@register.simple_tag
def level_sign(code: str) -> SafeString:
    """The drawing of a level without its word, where the word stands close by."""
    return signs.level_sign(code)
