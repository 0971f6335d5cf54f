"""What can be adopted: refused before anything is written, with a sentence that names the first fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tenir.core.errors import BadInput
from tenir.modules.commitments.descriptions import CommitmentDescription, FrameworkDescription
from tenir.modules.commitments.enums import (
    FigureKind,
    FrameworkKind,
    Level,
    LinkKind,
    NameSort,
    PartyRole,
    ProvisionKind,
    Side,
    Status,
    Theme,
)
from tenir.modules.commitments.models import (
    AnnouncedIndicator,
    Commitment,
    Framework,
    Heading,
    PrintedName,
    Provision,
    SubItem,
)
from tenir.modules.commitments.moments import Moment

SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
FRAMEWORK_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DURATION = re.compile(r"P[1-9][0-9]?[DWMY]")


def check(framework: FrameworkDescription) -> None:
    """Raise `BadInput` naming the first thing that cannot be adopted; nothing was written."""
    if not FRAMEWORK_SLUG.fullmatch(framework.slug) or len(framework.slug) > 100:
        raise BadInput(
            f"«\u202f{framework.slug}\u202f» ne peut pas servir d'adresse à un cadre.",
            remedy="Écrivez des minuscules sans accent, des chiffres et des tirets, par exemple contrat-de-blois-2024.",
        )
    _one_of(FrameworkKind.values, framework.kind, framework.slug)
    _in_order(framework)
    if not framework.commitments:
        raise BadInput("le texte ne contient aucun engagement.", where=framework.slug)
    _once((heading.key for heading in framework.headings), "deux parties ont la clé")
    _once((commitment.slug for commitment in framework.commitments), "deux engagements ont l'adresse")
    _tree({heading.key: heading.parent for heading in framework.headings}, "la partie")
    _tree({commitment.slug: commitment.parent for commitment in framework.commitments}, "l'engagement")
    headings = {heading.key for heading in framework.headings}
    for heading in framework.headings:
        _fits(heading.title, Heading, "title", heading.key)
    for commitment in framework.commitments:
        _check_commitment(commitment, headings)
    for provision in framework.provisions:
        _one_of(ProvisionKind.values, provision.kind, provision.key)
        _fits(provision.text, Provision, "text", provision.key)
    _fits(framework.title, Framework, "title", framework.slug)
    _fits(framework.short_title, Framework, "short_title", framework.slug)


def _in_order(framework: FrameworkDescription) -> None:
    if framework.since and framework.until and framework.since > framework.until:
        raise BadInput(
            "la fin de la période vient avant son début.", where=framework.slug, remedy="Corrigez l'une des deux dates."
        )


def _check_commitment(commitment: CommitmentDescription, headings: set[str]) -> None:
    if not SLUG.fullmatch(commitment.slug):
        raise BadInput(f"l'adresse «\u202f{commitment.slug}\u202f» ne peut pas être lue.", where=commitment.number)
    if commitment.heading and commitment.heading not in headings:
        raise BadInput(f"la partie «\u202f{commitment.heading}\u202f» n'existe pas.", where=commitment.slug)
    if commitment.side:
        _one_of(Side.values, commitment.side, commitment.slug)
    _fits(commitment.title, Commitment, "title", commitment.slug)
    for level in commitment.levels:
        _one_of(Level.values, level.level, commitment.slug)
        _one_of(Status.values, level.status, commitment.slug)
        Moment.parse(level.on)
    for indicator in commitment.indicators:
        _fits(indicator.wording, AnnouncedIndicator, "wording", commitment.slug)
    _check_attributes(commitment)


def _check_attributes(commitment: CommitmentDescription) -> None:
    if commitment.theme:
        _one_of(Theme.values, commitment.theme, commitment.slug)
    if commitment.due:
        Moment.parse(commitment.due)
    if commitment.recurrence and not DURATION.fullmatch(commitment.recurrence):
        raise BadInput(
            f"la récurrence «\u202f{commitment.recurrence}\u202f» ne peut pas être lue.",
            where=commitment.slug,
            remedy="Écrivez une durée ISO 8601\u202f: P6M pour tous les six mois, P1Y pour chaque année.",
        )
    for party in commitment.parties:
        _one_of(PartyRole.values, party.role, commitment.slug)
    for name in commitment.printed_names:
        _one_of(NameSort.values, name.sort, commitment.slug)
        _fits(name.words, PrintedName, "words", commitment.slug)
    for item in commitment.sub_items:
        _fits(item.text, SubItem, "text", commitment.slug)
    for figure in commitment.figures:
        _one_of(FigureKind.values, figure.kind, commitment.slug)
        if figure.on:
            Moment.parse(figure.on)
    for link in commitment.links:
        _one_of(LinkKind.values, link.kind, commitment.slug)


def _once(keys: Iterable[str], sentence: str) -> None:
    for key, count in Counter(keys).items():
        if count > 1:
            raise BadInput(f"{sentence} «\u202f{key}\u202f».", remedy="Donnez-leur des numéros différents.")


def _tree(parents: dict[str, str], noun: str) -> None:
    for key in parents:
        seen, above = {key}, parents[key]
        while above:
            if above not in parents:
                raise BadInput(f"{noun} «\u202f{above}\u202f» n'existe pas.", where=key)
            if above in seen:
                raise BadInput(f"{noun} «\u202f{key}\u202f» se contient elle-même ou lui-même.", where=key)
            seen.add(above)
            above = parents[above]


def _one_of(known: list[str], value: str, where: str) -> None:
    if value not in known:
        raise BadInput(
            f"la valeur «\u202f{value}\u202f» n'existe pas.", where=where, remedy=f"Au choix\u202f: {', '.join(known)}."
        )


def _fits(text: str, model: type, name: str, where: str) -> None:
    limit = model._meta.get_field(name).max_length  # type: ignore[attr-defined]
    if not text.strip() or len(text) > limit:
        fault = "manque" if not text.strip() else f"dépasse {limit} caractères"
        raise BadInput(f"un intitulé {fault}.", where=where, remedy="Corrigez-le dans le texte source.")
