"""Style and script: light, in one theme with two faces, and without anything that the policy would block."""

from __future__ import annotations

import gzip
import itertools
import re
from pathlib import Path

import pytest
from django.test import Client

WEB = Path(__file__).resolve().parent.parent
CSS = (WEB / "static/web/tenir.css").read_text(encoding="utf-8")
TEMPLATES = [*WEB.glob("templates/**/*.html"), *WEB.glob("templates/**/*.txt")]
HEAVIEST = 18_000  # bytes, gzipped, of all that a public page loads; the gate is 60 KB


def tokens(selector: str) -> dict[str, str]:
    """The colour roles declared in the first block of a selector."""
    block = CSS.split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6}|transparent);", block))


LIGHT, WISHED, CHOSEN = (tokens(s) for s in ("  :root", ':root:not([data-theme="light"])', ':root[data-theme="dark"]'))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/guide/"])
def test_public_page_loads_little(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    names = re.findall(r'(?:href|src)="/static/(web/[\w.-]+\.(?:css|js))"', html)
    assert {"web/tenir.css", "web/tenir.js"} <= set(names)
    assert sum(len(gzip.compress((WEB / "static" / name).read_bytes())) for name in names) < HEAVIEST


def test_dark_theme_is_the_same_wished_or_chosen() -> None:
    assert WISHED == CHOSEN
    assert set(WISHED) == set(LIGHT)


@pytest.mark.parametrize("theme", [LIGHT, CHOSEN], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "sunk"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "accent", "late", "contested", "silent", "error", "done"])
def test_words_contrast_with_their_ground(theme: dict[str, str], ground: str, ink: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, CHOSEN], ids=["light", "dark"])
@pytest.mark.parametrize("line", ["rule-strong", "sign", "focus"])
def test_edges_of_controls_and_signs_contrast_with_paper(theme: dict[str, str], line: str) -> None:
    assert contrast(theme[line], theme["paper"]) >= 3


@pytest.mark.parametrize("theme", [LIGHT, CHOSEN], ids=["light", "dark"])
def test_levels_go_from_pale_to_strong_in_clear_steps(theme: dict[str, str]) -> None:
    steps = [contrast(theme[f"level-{n}"], theme["paper"]) for n in (1, 2, 3, 4)]
    assert all(after / before >= 1.35 for before, after in itertools.pairwise(steps))


@pytest.mark.parametrize("theme", [LIGHT, CHOSEN], ids=["light", "dark"])
def test_button_and_wash_keep_their_words_readable(theme: dict[str, str]) -> None:
    assert contrast(theme["on-accent"], theme["accent"]) >= 4.5
    for role in ("late", "contested", "error"):
        assert contrast(theme[role], theme[f"{role}-wash"]) >= 4.5


def test_texts_have_narrow_spaces_before_their_signs() -> None:
    # A template's own text; tags, comments and addresses are left out.
    tag = re.compile(r"\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
    wrong = re.compile(r"[ \u00a0][;:?!»]|«[ \u00a0]|\d[ \u00a0]?%")
    found = {str(f.relative_to(WEB)): wrong.findall(tag.sub("", f.read_text(encoding="utf-8"))) for f in TEMPLATES}
    assert {name: signs for name, signs in found.items() if signs} == {}


def test_theme_is_set_before_the_first_paint() -> None:
    base = (WEB / "templates/web/base.html").read_text(encoding="utf-8")
    script = next(line for line in base.splitlines() if "theme.js" in line)
    assert "defer" not in script
    assert "async" not in script
