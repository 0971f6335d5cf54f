"""What a page tells those who show a link to it, and those who follow it: one tag, in the head of the base layout."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from tenir.core import modules
from tenir.core.web.pages import PUBLIC

register = template.Library()
# Networks cut what is longer, in the middle of a word.
LONGEST_DESCRIPTION = 300


@register.simple_tag(takes_context=True)
def link_preview(context: Any) -> SafeString:
    """Canonical address, title, sentence and picture of a public page, and its feeds; nothing on any other page."""
    request = context["request"]
    if getattr(getattr(request.resolver_match, "func", None), "access", "") != PUBLIC:
        return SafeString("")
    shown = {
        "address": canonical(request),
        "title": _said(context, "title"),
        "description": _cut(_said(context, "description")),
        "origin": f"{request.scheme}://{request.get_host()}",
        "feeds": modules.feeds(request),
    }
    return render_to_string("web/parts/preview.html", shown)


def canonical(request: HttpRequest) -> str:
    """The one address of what is shown: without filters and tracking, but with the page of a long list."""
    number = request.GET.get("page", "")
    return request.build_absolute_uri(
        request.path + (f"?page={number}" if number.isdecimal() and number != "1" else "")
    )


def _said(context: Any, name: str) -> str:
    """The words of a block of this page, drawn again: Django gives no way to use a block twice."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    drawn = strip_tags(block.render(context))
    return SafeString(" ".join(drawn.split(" ")).strip())


def _cut(text: str) -> str:
    """The text, or its beginning up to the last whole word."""
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return SafeString(text[:LONGEST_DESCRIPTION].rpartition(" ")[0] + " …")
