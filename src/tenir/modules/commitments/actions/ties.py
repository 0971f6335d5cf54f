"""What ties promises: to each other, to the trees of other frameworks, to places. Open on shipped frameworks too."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions
from tenir.modules.commitments.editing.locks import locked
from tenir.modules.commitments.enums import LinkKind, State
from tenir.modules.commitments.models import (
    Application,
    Commitment,
    CommitmentLink,
    Following,
    Framework,
    Heading,
    Inscription,
)
from tenir.modules.indicators.models import Indicator


@action
def link_commitments(
    *, by: Actor, origin: Commitment, target: Commitment, kind: str, note: str = "", reason: str = ""
) -> CommitmentLink:
    """`origin` carries out `target`, or depends on it. Raises `BadInput` on a circle and on a draft told in public."""
    locked(by, origin.framework)
    if kind not in LinkKind.values:
        raise BadInput("ce lien n'existe pas.", where="lien")
    if origin.pk == target.pk:
        raise BadInput("un engagement ne peut pas dépendre de lui-même.", where="engagement visé")
    if not _may_read(by, target.framework):
        raise BadInput("aucun engagement n'a cette adresse.", where="engagement visé")
    if origin.framework.state == State.PUBLIC and target.framework.state == State.DRAFT:
        raise BadInput("l'engagement visé est encore en préparation.", remedy="Publiez d'abord son cadre.")
    known = CommitmentLink.objects.filter(origin=origin, target=target, kind=kind).first()
    if known is not None and known.note == note:
        chain.nothing_to_record()
        return known
    if kind == LinkKind.DECLINES and _leads(target.pk, origin.pk):
        raise BadInput("ces engagements se déclineraient l'un l'autre\u202f: la chaîne revient à son départ.")
    return _linked(by, known, CommitmentLink(origin=origin, target=target, kind=kind, note=note), reason)


def _linked(by: Actor, known: CommitmentLink | None, link: CommitmentLink, reason: str) -> CommitmentLink:
    if known is None:
        link.save()
        chain.record(chain.created("commitments.create_commitmentlink", link, reason=reason), by=by)
        return link
    before = snapshot(known)
    known.note = link.note
    known.save()
    chain.record(chain.changed("commitments.amend_commitmentlink", known, before=before, reason=reason), by=by)
    return known


@action
def unlink_commitments(*, by: Actor, link: CommitmentLink, reason: str = "") -> None:
    """Take a link away."""
    locked(by, link.origin.framework)
    _erase(by, link, reason)


@action
def inscribe(
    *,
    by: Actor,
    commitment: Commitment,
    framework: Framework,
    heading: Heading | None = None,
    number: str = "",
    reason: str = "",
) -> Inscription:
    """A promise stands in the tree of another framework of one's own too; it is counted in its own only."""
    locked(by, framework)
    if commitment.framework_id == framework.pk:
        raise BadInput("cet engagement est déjà de ce cadre.", where="cadre")
    if not _may_read(by, commitment.framework):
        raise BadInput("aucun engagement n'a cette adresse.", where="engagement")
    if heading is not None and heading.framework_id != framework.pk:
        raise BadInput("cette partie est d'un autre cadre.", where="partie")
    known = Inscription.objects.filter(commitment=commitment, framework=framework).first()
    row = known or Inscription(commitment=commitment, framework=framework)
    before = snapshot(row) if known else None
    row.heading, row.number = heading, number
    if before == snapshot(row):
        chain.nothing_to_record()
        return row
    row.save()
    event = chain.created("commitments.create_inscription", row, reason=reason)
    if before is not None:
        event = chain.changed("commitments.amend_inscription", row, before=before, reason=reason)
    chain.record(event, by=by)
    return row


@action
def take_out(*, by: Actor, inscription: Inscription, reason: str = "") -> None:
    """A promise no longer stands in another framework's tree."""
    locked(by, inscription.framework)
    _erase(by, inscription, reason)


@action
def apply_in_place(*, by: Actor, commitment: Commitment, place: Place, reason: str = "") -> Application:
    """A promise is applied in a place of one's own: a national measure in one's département, say."""
    rights.require(by, permissions.AMEND, on=place)
    if not _may_read(by, commitment.framework):
        raise BadInput("aucun engagement n'a cette adresse.", where="engagement")
    known = Application.objects.filter(commitment=commitment, place=place).first()
    if known is not None:
        chain.nothing_to_record()
        return known
    row = Application.objects.create(commitment=commitment, place=place)
    chain.record(chain.created("commitments.create_application", row, reason=reason), by=by)
    return row


@action
def leave_place(*, by: Actor, application: Application, reason: str = "") -> None:
    """A promise is not applied in a place after all; refused once a level was said there."""
    rights.require(by, permissions.AMEND, on=application.place)
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if row.level:
        raise BadInput(
            "un niveau est inscrit dans ce lieu\u202f: il ne peut pas être retiré.",
            remedy="Inscrivez-y plutôt le niveau « abandonné ».",
        )
    _erase(by, row, reason)


@action
def follow_by_indicator(*, by: Actor, commitment: Commitment, indicator: Indicator, reason: str = "") -> Following:
    """The figures of an indicator tell how a promise is kept."""
    locked(by, commitment.framework)
    known = Following.objects.filter(commitment=commitment, indicator=indicator).first()
    if known is not None:
        chain.nothing_to_record()
        return known
    row = Following.objects.create(commitment=commitment, indicator=indicator)
    chain.record(chain.created("commitments.create_following", row, reason=reason), by=by)
    return row


@action
def stop_following(*, by: Actor, following: Following, reason: str = "") -> None:
    """An indicator tells nothing of a promise after all."""
    locked(by, following.commitment.framework)
    _erase(by, following, reason)


def _erase(by: Actor, row: CommitmentLink | Inscription | Application | Following, reason: str) -> None:
    verb = f"commitments.remove_{row._meta.model_name}"
    chain.record(chain.Event(verb, on=row, before=snapshot(row), reason=reason), by=by)
    row.delete()


def _may_read(by: Actor, framework: Framework) -> bool:
    return framework.state == State.PUBLIC or rights.may(by, permissions.READ_DRAFTS, on=framework)


def _leads(start: int, goal: int) -> bool:
    """Whether following « décline » from `start` meets `goal`; one query a level, and there are few."""
    seen, level = {start}, {start}
    while level:
        if goal in level:
            return True
        links = CommitmentLink.objects.filter(origin__in=level, kind=LinkKind.DECLINES)
        level = set(links.values_list("target", flat=True)) - seen
        seen |= level
    return False
