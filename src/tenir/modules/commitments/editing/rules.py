"""What a promise may say: each fault names its field, so that a form and a sheet show it where it was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tenir.core.errors import BadInput
from tenir.core.web.columns import fold
from tenir.modules.commitments.adoption.checks import DURATION
from tenir.modules.commitments.editing.contents import LABELS, NAMES, CommitmentContent
from tenir.modules.commitments.editing.ground import Ground, Known
from tenir.modules.commitments.enums import FigureKind, PartyRole, Side, Theme
from tenir.modules.commitments.models import AnnouncedFigure, AnnouncedIndicator, Commitment, SubItem
from tenir.modules.commitments.moments import Moment

_CHOICES = {"side": Side.values, "theme": Theme.values}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one field, and what to do."""

    field: str
    sentence: str


def refuse(faults: Iterable[Fault], where: str = "") -> None:
    """Raise `BadInput` with the first fault."""
    for one in faults:
        sentence = f"{LABELS.get(one.field, one.field)}\u202f: {one.sentence}"
        raise BadInput(sentence, where=where, remedy="Rien n'a été enregistré.")


def faults(
    content: CommitmentContent, slug: str, ground: Ground, known: Known, *, changed: tuple[str, ...] = NAMES
) -> Iterator[Fault]:
    """Every fault of a promise among its `changed` fields; `ground` is the framework as it will be.

    `slug` is its address, or what stands for it while it has none.
    """
    for one in _all(content, slug, ground, known):
        if one.field in changed:
            yield one


def _all(content: CommitmentContent, slug: str, ground: Ground, known: Known) -> Iterator[Fault]:
    yield from _texts(content)
    yield from _tree(content, slug, ground)
    yield from _dates(content, ground)
    yield from _parties(content, known)
    yield from _details(content)
    for code in content.levers:
        if code not in known.levers:
            yield Fault("levers", f"aucun levier n'a l'adresse «\u202f{code}\u202f».")
    for place in content.places:
        if place not in known.places:
            yield Fault("places", f"aucun lieu n'a l'adresse «\u202f{place}\u202f» (par exemple commune/21231).")


def _texts(content: CommitmentContent) -> Iterator[Fault]:
    if not content.title.strip():
        yield Fault("title", "l'intitulé manque\u202f: écrivez ce qui est promis.")
    for name in ("number", "title", "due_words"):
        longest = Commitment._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
        if len(getattr(content, name)) > longest:
            yield Fault(name, f"ce texte dépasse {longest} caractères.")
    for name, allowed in _CHOICES.items():
        value = getattr(content, name)
        if value and value not in allowed:
            yield Fault(name, f"«\u202f{value}\u202f» n'existe pas. Au choix\u202f: {', '.join(allowed)}.")
    if content.recurrence and not DURATION.fullmatch(content.recurrence):
        yield Fault("recurrence", "écrivez une durée ISO 8601\u202f: P6M pour tous les six mois, P1Y chaque année.")


def _tree(content: CommitmentContent, slug: str, ground: Ground) -> Iterator[Fault]:
    if content.heading and content.heading not in ground.headings:
        yield Fault("heading", f"aucune partie de ce cadre n'a la clé «\u202f{content.heading}\u202f».")
    if content.parent and content.parent not in ground.numbers:
        yield Fault("parent", f"aucun engagement de ce cadre n'a l'adresse «\u202f{content.parent}\u202f».")
    if content.parent and slug in ground.circles:
        yield Fault("parent", "cet engagement se préciserait lui-même\u202f: la chaîne revient à son départ.")
    if content.number and fold(content.number) in ground.doubles:
        yield Fault("number", f"un autre engagement de ce cadre porte déjà le numéro {content.number}.")


def _dates(content: CommitmentContent, ground: Ground) -> Iterator[Fault]:
    if content.due:
        try:
            due = Moment.parse(content.due)
        except BadInput as error:
            yield Fault("due", str(error))
            return
        if ground.begins and due.last_day < ground.begins:
            yield Fault("due", f"cette échéance vient avant le début du cadre ({ground.begins:%d/%m/%Y}).")
    first, last = content.first_line, content.last_line
    if (first is None) != (last is None):
        yield Fault("last_line" if last is None else "first_line", "donnez les deux lignes, ou aucune.")
    elif first is not None and last is not None and not 1 <= first <= last:
        yield Fault("last_line", "les lignes se comptent à partir de 1, la première avant la dernière.")


def _parties(content: CommitmentContent, known: Known) -> Iterator[Fault]:
    for line, count in Counter(content.parties).items():
        if line.organisation not in known.organisations:
            yield Fault(
                "parties",
                f"aucune organisation n'a le nom ou l'adresse «\u202f{line.organisation}\u202f». "
                "Corrigez-la, ou inscrivez d'abord l'organisation.",
            )
        if line.role not in PartyRole.values:
            yield Fault("parties", f"le rôle «\u202f{line.role}\u202f» n'existe pas.")
        if count > 1:
            yield Fault("parties", f"«\u202f{line.organisation}\u202f» a deux fois le même rôle.")


def _details(content: CommitmentContent) -> Iterator[Fault]:
    for item in content.sub_items:
        yield from _short(item.text, SubItem, "text", "sub_items")
    for indicator in content.indicators:
        yield from _short(indicator.wording, AnnouncedIndicator, "wording", "indicators")
        yield from _short(indicator.number or "-", AnnouncedIndicator, "number", "indicators")
    for figure in content.figures:
        yield from _short(figure.unit or "-", AnnouncedFigure, "unit", "figures")
        yield from _short(figure.wording or "-", AnnouncedFigure, "wording", "figures")
        if figure.kind not in FigureKind.values:
            yield Fault("figures", f"la sorte «\u202f{figure.kind}\u202f» n'existe pas.")
        if not figure.value.is_finite() or abs(figure.value) >= Decimal(10) ** 14:
            yield Fault("figures", "ce nombre est trop grand.")
        try:
            Moment.parse(figure.on) if figure.on else None
        except BadInput as error:
            yield Fault("figures", str(error))


def _short(text: str, model: type, name: str, field: str) -> Iterator[Fault]:
    longest = model._meta.get_field(name).max_length  # type: ignore[attr-defined]
    if not text.strip():
        yield Fault(field, "une ligne est sans texte.")
    if len(text) > longest:
        yield Fault(field, f"un texte dépasse {longest} caractères.")
