"""Acronyms of the field, explained where they stand: `referentials/glossary.csv`, with the lines that spell them out.

Texts and screens are full of them. On a page, the first time that one is read, it becomes a `term` whose meaning opens
by touch, mouse or keyboard, without a script; `/glossaire/` lists them all.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from django.utils.text import slugify

from tenir.core import referentials
from tenir.core.web import french
from tenir.core.web.columns import fold

COLUMNS = ("acronym", "meaning", "explanation", "source", "first_line", "last_line")
# Where a button must not stand, or where words are not prose: what is inside stays as it is.
QUIET = {"a", "button", "summary", "label", "option", "select", "textarea", "script", "style", "title", "svg"}
QUIET |= {"code", "kbd", "pre"}
_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z0-9]*)[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Term:
    """An acronym, what it stands for, what that is, and which text spells it out at which lines."""

    acronym: str
    meaning: str
    explanation: str
    source: str
    lines: tuple[int, int] | None

    @property
    def key(self) -> str:
        """Identifier in a page: REP+ and REP have one each."""
        return slugify(self.acronym.replace("+", "-plus"))

    @property
    def where(self) -> str:
        """« lignes 12 à 14 », or nothing when the source counts no lines."""
        return french.lignes(self.lines)

    @property
    def told(self) -> str:
        """What the meaning says when it opens."""
        return f"{self.meaning}. {french.typographie(self.explanation)}".strip()


@functools.cache
def terms() -> tuple[Term, ...]:
    """Every term, in alphabetical order."""
    titles = _titles()
    rows = referentials.read("glossary.csv", COLUMNS)
    return tuple(sorted((_term(row, titles) for row in rows), key=lambda term: fold(term.acronym)))


@functools.cache
def by_acronym() -> dict[str, Term]:
    """Each term by its letters as texts write them."""
    return {term.acronym: term for term in terms()}


def pieces(html: str) -> Iterator[tuple[str, bool]]:
    """Markup cut into pieces, each with whether it is prose: text outside tags, links, buttons and meanings."""
    start, quiet, depth = 0, "", 0
    for tag in _TAG.finditer(html):
        yield html[start : tag.start()], not quiet
        yield tag[0], False
        start, closing, name = tag.end(), tag[1], (tag[2] or "").lower()
        if quiet:
            depth += (-1 if closing else 1) if name == quiet and not tag[0].endswith("/>") else 0
            quiet = quiet if depth else ""
        elif not closing and (name in QUIET or " popover" in tag[0]) and not tag[0].endswith("/>"):
            quiet, depth = name, 1
    yield html[start:], not quiet


@functools.cache
def words() -> re.Pattern[str]:
    """Any acronym as a whole word, capitals as they are, the longest first: REP+ is not REP followed by a sign."""
    longest = sorted(by_acronym(), key=len, reverse=True)
    return re.compile(rf"(?<![\w&#+])(?:{'|'.join(map(re.escape, longest))})(?![\w+])")


def _term(row: referentials.Row, titles: dict[str, str]) -> Term:
    first, last = row.number("first_line"), row.number("last_line")
    slug = row.text("source")
    if slug not in titles:
        raise row.wrong("source", f"le texte «\u202f{slug}\u202f» n'est pas décrit dans sources.json.")
    lines = None if first is None or last is None else (int(first), int(last))
    return Term(row.text("acronym"), row.text("meaning"), row.cells["explanation"].strip(), titles[slug], lines)


def _titles() -> dict[str, str]:
    text = resources.files("tenir").joinpath("referentials/sources.json").read_text(encoding="utf-8")
    return {one["slug"]: one["title"] for one in json.loads(text)}
