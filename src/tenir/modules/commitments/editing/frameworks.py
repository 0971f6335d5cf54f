"""A framework as a person writes it, checked and written; its promises apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.modules.commitments.editing.rules import Fault
from tenir.modules.commitments.enums import FrameworkKind, FrameworkLinkKind, Wording
from tenir.modules.commitments.models import Framework, FrameworkLink


class SignatoryLine(NamedTuple):
    """Who signed, and when (ISO 8601, or nothing)."""

    organisation: str
    on: str = ""


class LinkLine(NamedTuple):
    """What this text does to another, by its address."""

    kind: str
    target: str


@dataclass(frozen=True)
class FrameworkContent:
    """All that may be written of a framework, but its address, its place and its source."""

    kind: str = ""
    title: str = ""
    short_title: str = ""
    noun: str = "engagement"
    signed_on: date | None = None
    since: date | None = None
    until: date | None = None
    news_due_months: int = 6
    wording: str = Wording.SOURCE
    note: str = ""
    signatories: tuple[SignatoryLine, ...] = ()
    links: tuple[LinkLine, ...] = ()


LABELS = {
    "kind": "Sorte de texte",
    "title": "Titre",
    "short_title": "Titre court",
    "noun": "Nom d'un engagement",
    "signed_on": "Signé ou publié le",
    "since": "En vigueur depuis",
    "until": "En vigueur jusqu'au",
    "news_due_months": "Nouvelles dues tous les (mois)",
    "wording": "Rédaction",
    "note": "Note de lecture",
    "signatories": "Signataires",
    "links": "Liens avec d'autres cadres",
}
LINES = ("signatories", "links")
PLAIN = tuple(field.name for field in fields(FrameworkContent) if field.name not in LINES)


def of(row: Framework) -> FrameworkContent:
    """What is stored."""
    signing = row.signatories.order_by("id").values_list("organisation__slug", "on")
    links = row.links.order_by("id").values_list("kind", "target__slug")
    return FrameworkContent(
        **{name: getattr(row, name) for name in PLAIN},
        signatories=tuple(SignatoryLine(slug, on.isoformat() if on else "") for slug, on in signing),
        links=tuple(LinkLine(*one) for one in links),
    )


def names_of(said: Iterable[FrameworkContent]) -> dict[str, str]:
    """Names of the organisations in these contents, by address; in one query."""
    slugs = {line.organisation for one in said for line in one.signatories}
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}


def words(name: str, value: Any, known: Mapping[str, str]) -> str:
    """One field as a person reads it; `known` gives organisations their names."""
    if isinstance(value, tuple):
        return " ; ".join(" ".join(known.get(one, one) for one in line if one) for line in value) or "(vide)"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    labels = {"kind": FrameworkKind, "wording": Wording}.get(name)
    if labels and value in labels.values:
        return str(labels(value).label)
    return "(vide)" if value in ("", None) else str(value)


def faults(content: FrameworkContent, slug: str) -> Iterator[Fault]:
    """Every fault, at its field."""
    for name in ("title", "short_title", "noun", "note"):
        value, longest = getattr(content, name), Framework._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
        if len(value) > longest:
            yield Fault(name, f"ce texte dépasse {longest} caractères.")
        if name != "note" and not value.strip():
            yield Fault(name, "ce champ est à remplir.")
    if content.kind not in FrameworkKind.values:
        yield Fault("kind", "choisissez la sorte de texte.")
    if content.since and content.until and content.since > content.until:
        yield Fault("until", "la fin vient avant le début\u202f: corrigez l'une des deux dates.")
    if content.signed_on and content.until and content.signed_on > content.until:
        yield Fault("until", "la fin vient avant la signature\u202f: corrigez l'une des deux dates.")
    if not 1 <= content.news_due_months <= 120:
        yield Fault("news_due_months", "écrivez un nombre de mois entre 1 et 120.")
    yield from _line_faults(content, slug)


def _line_faults(content: FrameworkContent, slug: str) -> Iterator[Fault]:
    signing = [line.organisation for line in content.signatories]
    for name in sorted(set(signing) - _organisations(content).keys()):
        yield Fault("signatories", f"aucune organisation n'a le nom ou l'adresse «\u202f{name}\u202f».")
    for name, count in Counter(signing).items():
        if count > 1:
            yield Fault("signatories", f"«\u202f{name}\u202f» est là deux fois.")
    known = _targets(content)
    for line in content.links:
        if line.kind not in FrameworkLinkKind.values:
            yield Fault("links", "choisissez le lien.")
        if line.target == slug:
            yield Fault("links", "un cadre ne peut pas être lié à lui-même.")
        elif line.target not in known:
            yield Fault("links", f"aucun cadre n'a l'adresse «\u202f{line.target}\u202f».")
    if len(set(content.links)) < len(content.links):
        yield Fault("links", "le même lien est là deux fois.")


def _organisations(content: FrameworkContent) -> dict[str, int]:
    slugs = [line.organisation for line in content.signatories]
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}


def _targets(content: FrameworkContent) -> dict[str, int]:
    slugs = [line.target for line in content.links]
    return dict(Framework.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}


def created(row: Framework, content: FrameworkContent, reason: str) -> chain.Event:
    """Save a new framework whose other columns are set; the event is returned."""
    _fill(row, content)
    row.save()
    _lines(row, content)
    return chain.Event("commitments.create_framework", on=row, after={**snapshot(row), **_told(content)}, reason=reason)


def amended(row: Framework, old: FrameworkContent, content: FrameworkContent, reason: str) -> chain.Event:
    """Save a locked framework, one revision further."""
    before = snapshot(row)
    _fill(row, content)
    row.revision += 1
    row.save()
    own = chain.changed("commitments.amend_framework", row, before=before)
    _lines(row, content)
    told_before, told_after = _told(old), _told(content)
    names = [name for name in LINES if getattr(old, name) != getattr(content, name)]
    return chain.Event(
        own.verb,
        on=row,
        before={**(own.before or {}), **{name: told_before.get(name, "") for name in names}},
        after={**(own.after or {}), **{name: told_after.get(name, "") for name in names}},
        reason=reason,
    )


def _fill(row: Framework, content: FrameworkContent) -> None:
    for name in PLAIN:
        setattr(row, name, getattr(content, name))


def _told(content: FrameworkContent) -> dict[str, str]:
    known = names_of([content])
    return {name: words(name, getattr(content, name), known) for name in LINES if getattr(content, name)}


def _lines(row: Framework, content: FrameworkContent) -> None:
    """Signatories and links: those that stay keep their lines in the source."""
    organisations, targets = _organisations(content), _targets(content)
    signing = {organisations[line.organisation]: line.on or None for line in content.signatories}
    row.signatories.exclude(organisation__in=signing).delete()
    for organisation, on in signing.items():
        defaults = {"on": on}
        row.signatories.update_or_create(
            organisation_id=organisation, defaults=defaults, create_defaults={**defaults, "source_id": row.source_id}
        )
    wanted = {(line.kind, targets[line.target]) for line in content.links}
    for link in row.links.all():
        if (link.kind, link.target_id) not in wanted:
            link.delete()
        wanted.discard((link.kind, link.target_id))
    FrameworkLink.objects.bulk_create(
        FrameworkLink(origin=row, target_id=target, kind=kind, source_id=row.source_id)
        for kind, target in sorted(wanted)
    )
