"""Tags that any page of a framework or of a commitment can carry in one line: `{% load sharing %}{% share row %}`."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import template
from django.db.models import QuerySet
from django.urls import reverse

from tenir.core.statements import Kept
from tenir.modules.commitments import sharing
from tenir.modules.commitments.enums import FrameworkLinkKind, State
from tenir.modules.commitments.models import Commitment, Framework, FrameworkLink

register = template.Library()
register.filter("state_sentence", sharing.state_sentence)


@register.inclusion_tag("commitments/share.html", takes_context=True)
def share(context: Any, subject: Commitment | Framework) -> dict[str, Any]:
    """Address to copy, code of the card, feeds of changes; nothing for a draft."""
    framework = subject if isinstance(subject, Framework) else subject.framework
    path, name, height = sharing.shared(subject)
    address = context["request"].build_absolute_uri(path)
    return {
        "public": framework.state == State.PUBLIC,
        "address": address,
        "card": f"{path}carte/",
        "code": sharing.embed_code(address, name, height),
        "feeds": [(word, reverse("commitments:framework-feed", args=(framework.slug, key))) for key, word in FORMATS],
    }


class Successor(NamedTuple):
    """A text that has replaced another."""

    slug: str
    title: str
    signed_on: date | None


def _successors(key: int) -> QuerySet[FrameworkLink, tuple[Any, ...]]:
    links = FrameworkLink.objects.filter(target=key, kind=FrameworkLinkKind.REPLACES, origin__state=State.PUBLIC)
    return links.order_by().values_list("origin__slug", "origin__title", "origin__signed_on")


# Asked on the page of each promise.
SUCCESSORS = Kept(_successors, Successor._make)


@register.inclusion_tag("commitments/replaced.html")
def replaced(framework: Framework) -> dict[str, Any]:
    """Says that another text has replaced this one, with the way to it: an old address keeps its page."""
    found = SUCCESSORS.of(framework.pk)
    return {"newer": sorted(found, key=lambda one: (one.signed_on or date.min, one.slug), reverse=True)}


FORMATS = (("atom", "Atom"), ("rss", "RSS"))
