"""Component tags: the structure of a page. Signs of progress are in `signs.py`, forms in `fields.py`.

Each is shown with its states, and explained, on `/guide/` (`core/web/guide.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tenir.core import modules
from tenir.core.web import french

register = template.Library()

# What Django's message levels are called here.
ALERT_KINDS = {"debug": "note", "info": "note", "success": "done", "warning": "caution", "error": "error"}
ALERT_WORDS = {"note": "À savoir", "done": "C'est fait", "caution": "Attention", "error": "Erreur"}


@register.simple_block_tag
def page_header(content: str, title: str, kicker: str = "") -> SafeString:
    """Title of a page, what it belongs to above it, what it says in a sentence below it."""
    return render_to_string("web/components/page_header.html", {"content": content, "title": title, "kicker": kicker})


@register.simple_tag
def breadcrumb(trail: Iterable[tuple[str, str]]) -> SafeString:
    """Where the page stands: `trail` is (title, address) from the top; an empty address is the page itself."""
    return render_to_string("web/components/breadcrumb.html", {"trail": list(trail)})


@register.simple_block_tag
def card(content: str, title: str, url: str = "", note: str = "") -> SafeString:
    """One thing among its likes, with the way to it."""
    context = {"content": content, "title": title, "url": url, "note": note}
    return render_to_string("web/components/card.html", context)


@register.simple_block_tag
def panel(content: str, title: str, key: str = "", wide: bool = False) -> SafeString:
    """A part of a page, its title hung in the margin where there is room, or above when it is `wide` (a large table).

    `key` is its anchor.
    """
    context = {"content": content, "title": title, "key": key, "wide": wide}
    return render_to_string("web/components/panel.html", context)


@register.simple_tag(takes_context=True)
def panels(context: Any, page: str, subject: Any = None) -> SafeString:
    """Every panel that the installed modules contribute to `page` about `subject`, in order."""
    request = context["request"]
    return SafeString("".join(_panel(item, request) for item in modules.panels(page, request, subject)))


def _panel(item: modules.ShownPanel, request: Any) -> SafeString:
    drawn = render_to_string(item.panel.template, item.content, request=request)
    return drawn if item.panel.bare else panel(drawn, item.panel.title, item.panel.key, wide=item.panel.wide)


@register.simple_block_tag
def alert(content: str, kind: str = "note", title: str = "") -> SafeString:
    """Something the reader must know now: `note`, `done`, `caution` or `error`, said in words too."""
    kind = ALERT_KINDS.get(kind, kind)
    context = {"content": content, "kind": kind, "title": title or ALERT_WORDS[kind], "urgent": kind == "error"}
    return render_to_string("web/components/alert.html", context)


@register.simple_tag
def tabs(label: str, items: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Views of one thing, as plain links: `items` is (title, address, whether it is this one)."""
    return render_to_string("web/components/tabs.html", {"label": label, "items": list(items)})


@register.simple_tag
def timeline(events: Iterable[dict[str, Any]]) -> SafeString:
    """What happened, dated, newest first: each event has `date`, `title`, and may have `text`, `who`, `url`."""
    blank = {"date": None, "title": "", "text": "", "who": "", "url": "", "level": ""}
    return render_to_string("web/components/timeline.html", {"events": [{**blank, **event} for event in events]})


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """Nothing yet: what will appear, who can make it appear, and how."""
    return render_to_string("web/components/empty_state.html", {"content": content, "title": title})


@register.simple_tag
def citation(text: str, source: str, date: Any = None, url: str = "", lines: Any = None) -> SafeString:
    """The words of the source, with its name, day and lines; `lines` is a pair (first, last)."""
    context = {"text": text, "source": source, "date": date, "url": url, "lines": french.lignes(lines)}
    return render_to_string("web/components/citation.html", context)


@register.simple_tag
def facts(items: Iterable[tuple[str, Any]]) -> SafeString:
    """What is known of a thing, as a list of (name, value); an unknown value says so."""
    return render_to_string("web/components/facts.html", {"items": list(items)})


@register.simple_tag
def figure_with_source(
    value: Any, label: str, date: Any = None, source: str = "", complete: str = "", method: str = "", url: str = ""
) -> SafeString:
    """A number that says, one tap away, of when it is, from whom, how complete, and how it was computed."""
    context = {
        "value": value,
        "label": label,
        "date": date,
        "source": source,
        "complete": complete,
        "method": method,
        "url": url,
    }
    return render_to_string("web/components/figure_with_source.html", context)


@register.simple_block_tag
def print_sheet(content: str, title: str, note: str = "") -> SafeString:
    """What becomes one A4 sheet when printed; on screen, a sheet on the page."""
    return render_to_string("web/components/print_sheet.html", {"content": content, "title": title, "note": note})


@register.simple_tag
def pagination(number: int, pages: int, address: str, count: int = 0, things: str = "") -> SafeString:
    """Pages of a long list; `address` holds `{page}` where the number goes."""
    links = [
        (shown, address.replace("{page}", str(shown or 0)), shown == number) for shown in shown_pages(number, pages)
    ]
    context = {
        "links": links,
        "number": number,
        "pages": pages,
        "previous": address.replace("{page}", str(number - 1)) if number > 1 else "",
        "next": address.replace("{page}", str(number + 1)) if number < pages else "",
        "count": count,
        "things": things,
    }
    return render_to_string("web/components/pagination.html", context)


@register.simple_tag
def invented() -> SafeString:
    """The mark of what was made up for the demonstration."""
    return _INVENTED


_INVENTED = SafeString('<span class="invented">inventé pour la démonstration</span>')


def shown_pages(number: int, pages: int) -> list[int | None]:
    """The page numbers worth a link: both ends and the neighbours; None stands for those left out."""
    kept = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    shown: list[int | None] = []
    for page in kept:
        if shown and page - (shown[-1] or 0) > 1:
            shown.append(None)
        shown.append(page)
    return shown
