"""What depends on a promise, a heading or a framework: said in words and addresses before anything is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tenir.core.errors import BadInput
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models import (
    Application,
    Commitment,
    CommitmentLink,
    Disagreement,
    Evidence,
    Framework,
    Heading,
    Inscription,
    LevelRecord,
    SignatureInvitation,
)
from tenir.modules.commitments.models.commitments import CommitmentQuerySet

MOST = 20


@dataclass(frozen=True)
class Dependant:
    """One thing that would lose its ground; `url` leads to it when it has a page."""

    sentence: str
    url: str = ""


class Needed(BadInput):
    """A deletion that others stand in the way of."""

    def __init__(self, what: str, dependants: list[Dependant], remedy: str) -> None:
        told = " ; ".join(one.sentence for one in dependants[:MOST])
        more = f" ; et {len(dependants) - MOST} autres" if len(dependants) > MOST else ""
        super().__init__(f"{what} ne peut pas être supprimé\u202f: {told}{more}.", remedy=remedy)
        self.dependants = dependants


def of_commitment(row: Commitment) -> list[Dependant]:
    """Levels, promises that detail it or point at it, places that apply it, other frameworks, disagreements."""
    children = row.children.select_related("framework").order_by("position")
    found = [Dependant(f"«\u202f{one}\u202f» le précise", one.get_absolute_url()) for one in children]
    promises = Commitment.objects.filter(pk=row.pk)
    return [*found, *_pointing(promises), *_said(promises)]


def of_heading(row: Heading) -> list[Dependant]:
    """Parts below it, promises and provisions in it, promises inscribed in it, parts of other texts that decline it."""
    found = [Dependant(f"la partie «\u202f{one.title}\u202f» est dessous") for one in row.children.order_by("position")]
    promises = row.commitments.select_related("framework").order_by("position")
    found += [Dependant(f"l'engagement «\u202f{one}\u202f» y est", one.get_absolute_url()) for one in promises]
    if count := row.provisions.count():
        found.append(Dependant(f"{count} dispositions du texte y sont"))
    if count := row.inscriptions.count():
        found.append(Dependant(f"{count} engagements d'autres cadres y sont inscrits"))
    declining = row.declined_by.select_related("framework").order_by("pk")
    return found + [
        Dependant(f"«\u202f{one.title}\u202f» la décline", one.framework.get_absolute_url()) for one in declining
    ]


def of_framework(row: Framework) -> list[Dependant]:
    """Other frameworks linked to it, promises of others that point at its own or stand in its tree, levels said."""
    links = row.linked_from.select_related("origin").order_by("pk")
    found = [_frame(f"«\u202f{one.origin.short_title}\u202f» lui est lié", one.origin) for one in links]
    for one in row.inscriptions.select_related("commitment__framework").order_by("pk"):
        found.append(Dependant(f"«\u202f{one.commitment}\u202f» y est inscrit", one.commitment.get_absolute_url()))
    if count := SignatureInvitation.objects.filter(round__framework=row, state=SigningState.SIGNED).count():
        found.append(Dependant(f"{count} organisations l'ont signé" if count > 1 else "une organisation l'a signé"))
    promises = Commitment.objects.filter(framework=row)
    return [*found, *_pointing(promises, but=row), *_said(promises)]


def _frame(sentence: str, framework: Framework) -> Dependant:
    return Dependant(sentence, framework.get_absolute_url())


def _pointing(promises: CommitmentQuerySet, but: Framework | None = None) -> Iterator[Dependant]:
    """Promises elsewhere that are linked to these, other frameworks in which these stand."""
    links = CommitmentLink.objects.filter(target__in=promises).select_related("origin__framework").order_by("pk")
    for link in links.exclude(origin__framework=but) if but else links:
        words = link.get_kind_display().lower()
        yield Dependant(f"«\u202f{link.origin}\u202f» ({words})", link.origin.get_absolute_url())
    inscribed = Inscription.objects.filter(commitment__in=promises).select_related("framework").order_by("pk")
    for one in inscribed:
        yield _frame(f"il est inscrit dans «\u202f{one.framework.short_title}\u202f»", one.framework)


def _said(promises: CommitmentQuerySet) -> Iterator[Dependant]:
    """Levels, here and where these are applied, proof of them, and what sources say differently of them."""
    if count := Evidence.objects.filter(commitment__in=promises).count():
        yield Dependant(f"{count} preuves en ont été données" if count > 1 else "une preuve en a été donnée")
    if count := LevelRecord.objects.filter(commitment__in=promises).count():
        yield Dependant(f"{count} niveaux y sont inscrits" if count > 1 else "un niveau y est inscrit")
    applied = Application.objects.filter(commitment__in=promises).exclude(level="")
    for application in applied.select_related("place").order_by("pk"):
        place = application.place
        yield Dependant(f"un niveau est inscrit à {place.name}", place.get_absolute_url())
    for disagreement in Disagreement.objects.filter(commitments__in=promises).distinct().order_by("slug"):
        yield Dependant(f"des sources diffèrent à son sujet («\u202f{disagreement.topic}\u202f»)")
