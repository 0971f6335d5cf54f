"""The signs of progress: one drawing everywhere, always with its word, never colour alone.

Four small bars that fill; hollow for not started, a pause, a struck sign. Drawn once and kept, because a board shows
hundreds of them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Level:
    """A level as people read it: the official word, how many bars are full (None: another sign), and plain words for
    those who do not work with the scale every day: whoever reports from a phone, an inhabitant.
    """

    code: str
    word: str
    bars: int | None
    plain: str = ""


# The official scale of the follow-up table (January 2019), then the three that Tenir adds.
LEVELS = (
    Level("objectif_atteint", "Objectif atteint", 4, "c'est fait"),
    Level("en_voie_de_finalisation", "En voie de finalisation", 3, "presque fini"),
    Level("en_cours_de_deploiement", "En cours de déploiement", 2, "en route, sur le terrain"),
    Level("en_cours_de_lancement", "En cours de lancement", 1, "ça commence"),
    Level("non_demarre", "Non démarré", 0, "rien n'a commencé"),
    Level("suspendu", "Suspendu", None, "à l'arrêt, pour l'instant"),
    Level("abandonne", "Abandonné", None, "ne se fera pas"),
)
BY_CODE = {level.code: level for level in LEVELS}
OFFICIAL = LEVELS[:4]
# In counts, those whose level nobody has verified yet: only verified ones are counted at their level.
DECLARED = Level("declare", "Déclaré, pas encore vérifié", None)

BAR_WIDTH = 1000
MARKS = {"muet": "Muet", "en_retard": "En retard", "conteste": "Contesté"}


@functools.cache
def level_sign(code: str) -> SafeString:
    """The drawing alone, hidden from screen readers: its word always stands beside it."""
    level = BY_CODE.get(code)
    if level is None:
        drawing = '<path class="sign-dots" d="M1 7h4v2H1zm7 0h4v2H8zm7 0h4v2h-4zm7 0h4v2h-4z"/>'
    elif code == "suspendu":
        drawing = '<path class="sign-rest" d="M8 1h4v14H8zm7 0h4v14h-4z"/>'
    else:
        struck = '<path class="sign-strike" d="M0 15 27 1"/>' if code == "abandonne" else ""
        drawing = _bars(level.bars or 0) + struck
    return SafeString(
        f'<svg class="sign" viewBox="0 0 27 16" width="27" height="16" aria-hidden="true">{drawing}</svg>'
    )


def _bars(full: int) -> str:
    filled = "".join(f"M{7 * i + 1} 1h4v14h-4z" for i in range(full))
    hollow = "".join(f"M{7 * i + 1.5:g} 1.5h3v13h-3z" for i in range(full, 4))
    parts = (("sign-full", filled), ("sign-hollow", hollow))
    return "".join(f'<path class="{name}" d="{path}"/>' for name, path in parts if path)


def level_bar(counts: Mapping[str, int]) -> SafeString:
    """A bar in which each level has its share, achieved first, then what is not known; hidden from screen readers."""
    total = sum(counts.values())
    if not total:
        return SafeString("")
    known = [(level.code, counts.get(level.code, 0)) for level in LEVELS]
    shares = [*known, ("unknown", total - sum(count for _, count in known))]
    drawn, x = "", 0
    for code, count in shares:
        width = round(BAR_WIDTH * count / total)
        drawn += f'<rect class="fill-{code}" x="{x}" width="{width}" height="12"/>' if count else ""
        x += width
    box = f'viewBox="0 0 {BAR_WIDTH} 12" preserveAspectRatio="none"'
    return SafeString(f'<svg class="level-bar" {box} aria-hidden="true">{drawn}</svg>')


@functools.cache
def level_badge(code: str | None) -> SafeString:
    """Sign and word of a level; an unknown level says that nothing is known."""
    level = BY_CODE.get(code or "")
    if level is None:
        return format_html('<span class="level level-unknown">{}Niveau non renseigné</span>', level_sign(""))
    return format_html('<span class="level level-{}">{}{}</span>', level.code, level_sign(level.code), level.word)


@functools.cache
def status_mark(code: str) -> SafeString:
    """A word and its drawing for what must be seen: `muet`, `en_retard`, `conteste`."""
    drawing = SafeString(f'<svg class="mark-sign" viewBox="0 0 16 16" aria-hidden="true">{_MARK_DRAWINGS[code]}</svg>')
    return format_html('<span class="mark mark-{}">{}{}</span>', code, drawing, MARKS[code])


_MARK_DRAWINGS = {
    "muet": '<path d="M1 6.5h3v3H1zm5.5 0h3v3h-3zm5.5 0h3v3h-3z"/>',
    "en_retard": '<circle class="mark-ring" cx="8" cy="8" r="6.5"/><path class="mark-ring" d="M8 4v4.3l3 1.8"/>',
    "conteste": '<path class="mark-ring" d="M2 2.7h12v8.6H7.5L4.5 14v-2.7H2z"/><path d="M7.2 4.4h1.6v5.5H7.2z"/>',
}
