"""The tag that explains acronyms where they stand (`core/web/glossary.py`)."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from tenir.core.web import glossary

register = template.Library()


@register.simple_tag
def term(word: str, meaning: str, key: str = "") -> SafeString:
    """A word of the field with its meaning, opened by touch, mouse or keyboard; once a page, where it is first read."""
    return format_html(
        '<button type="button" class="term" popovertarget="terme-{key}">{word}</button>'
        '<span popover class="meaning" id="terme-{key}"><strong>{word}</strong> {meaning}</span>',
        key=key or slugify(word),
        word=word,
        meaning=meaning,
    )


@register.simple_block_tag(takes_context=True)
def explained(context: Any, content: str) -> SafeString:
    """What it encloses, each known acronym explained where the page first reads it; links are left as they are."""
    seen = _seen(context)

    def first(found: Any) -> str:
        if found[0] in seen:
            return str(found[0])
        seen.add(found[0])
        known = glossary.by_acronym()[found[0]]
        return term(known.acronym, known.told, known.key)

    words = glossary.words()
    # Escaped already by whoever wrote it: pieces are moved, never unescaped.
    return SafeString("".join(words.sub(first, piece) if prose else piece for piece, prose in glossary.pieces(content)))


def _seen(context: Any) -> set[str]:
    """The acronyms already explained on this page: panels are drawn apart, the request is what they share."""
    request = context.get("request")
    kept = context.render_context if request is None else request.__dict__
    return kept.setdefault("explained_terms", set())  # type: ignore[no-any-return]
