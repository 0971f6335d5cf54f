"""What a board tells of its text: who signed, for how long, how it stands to other texts, where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tenir.core.web import french
from tenir.modules.commitments import in_force
from tenir.modules.commitments.enums import FrameworkKind, FrameworkLinkKind, State
from tenir.modules.commitments.models import Disagreement, Framework, FrameworkLink, Saying, Signatory, Source

# Seen from the text that is aimed at; an avenant is what the field calls an amending text of the same kind.
_RETURNED = {
    FrameworkLinkKind.AMENDS: "Amendé par",
    FrameworkLinkKind.EXTENDS: "Prolongé par",
    FrameworkLinkKind.DECLINES: "Décliné par",
    FrameworkLinkKind.REPLACES: "Remplacé par",
}


def of(framework: Framework) -> list[tuple[str, Any]]:
    """(name, value), in the order in which a reader asks."""
    coming = in_force.done_to(framework)
    return [
        ("Sorte de texte", framework.get_kind_display()),
        ("Lieu", format_html('<a href="{}">{}</a>', framework.place.get_absolute_url(), framework.place.name)),
        ("Signé ou publié", french.date_longue(framework.signed_on) if framework.signed_on else None),
        *_only("En vigueur", in_force.life(framework, coming).sentence),
        *_only("Signataires", _signatories(framework)),
        *_links(framework, coming),
        ("Source", told(framework.source, framework.where)),
        ("Émetteur", framework.source.publisher),
        ("Rédaction", framework.get_wording_display()),
        *_only("Note de lecture", french.typographie(framework.note)),
        *_only("Empreinte du texte (SHA-256)", framework.source.sha256),
    ]


def told(source: Source, where: str) -> SafeString:
    """« Circulaire n° 6057/SG du 22 janvier 2019, lignes 12 à 14 », a link where the text is online."""
    title = format_html('<a href="{}">{}</a>', source.url, source.title) if source.url else source.title
    return format_html("{}, {}", title, where) if where else format_html("{}", title)


def disagreements(framework: Framework) -> list[Disagreement]:
    """The points about this text on which sources differ, each with what every source says."""
    sayings = Prefetch("sayings", Saying.objects.select_related("source").order_by("position"))
    return list(framework.disagreements.order_by("slug").prefetch_related(sayings))


def _only(name: str, value: Any) -> list[tuple[str, Any]]:
    return [(name, value)] if value else []


def _signatories(framework: Framework) -> SafeString:
    signed: Iterable[Signatory] = framework.signatories.select_related("organisation").order_by("id")
    return format_html_join(
        ", ",
        '<a href="/organisations/{}/">{}</a>{}',
        (
            (one.organisation.slug, one.organisation.name, f" ({french.date_longue(one.on)})" if one.on else "")
            for one in signed
        ),
    )


def _links(framework: Framework, coming: Iterable[FrameworkLink]) -> list[tuple[str, SafeString]]:
    """Texts that this one amends, extends, carries out or replaces, and those that do so to it."""
    going = FrameworkLink.objects.filter(origin=framework, target__state=State.PUBLIC).select_related("target")
    found: dict[str, list[Framework]] = {}
    for link in going.order_by("kind", "target__slug"):
        found.setdefault(link.get_kind_display(), []).append(link.target)
    for link in coming:
        found.setdefault(_coming(link), []).append(link.origin)
    return [(name, _named(texts)) for name, texts in found.items()]


def _coming(link: FrameworkLink) -> str:
    kind = FrameworkLinkKind(link.kind)
    same = link.origin.kind == FrameworkKind.CONTRAT_DE_VILLE and kind is FrameworkLinkKind.AMENDS
    return "Amendé par avenant" if same else _RETURNED[kind]


def _named(texts: Iterable[Framework]) -> SafeString:
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>{}',
        (
            (
                one.get_absolute_url(),
                one.short_title,
                f" ({french.date_longue(one.signed_on)})" if one.signed_on else "",
            )
            for one in texts
        ),
    )
