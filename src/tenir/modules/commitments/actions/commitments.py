"""Writing promises by hand, one at a time."""

from __future__ import annotations

from django.db.models import F

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments import permissions, tallies
from tenir.modules.commitments.editing import addresses, contents, dependants, rules
from tenir.modules.commitments.editing.conflicts import require_same
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.editing.ground import Ground, Known
from tenir.modules.commitments.editing.locks import changeable, reasoned
from tenir.modules.commitments.editing.writing import Writing
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework


@action
def create_commitment(*, by: Actor, framework: Framework, content: CommitmentContent, reason: str = "") -> Commitment:
    """A new promise after the last one of its heading; its address is made from its number and never changes."""
    row = changeable(by, framework)
    ground, known = Ground.of(row), Known.named_in([content])
    slug = addresses.of_commitment(content.number, content.title, ground.numbers)
    rules.refuse(rules.faults(content, slug, ground.with_contents({slug: content}), known))
    require_places(by, known, content.places)
    made, events = Writing(row, known, reason).create({slug: content})
    tallies.bring_up_to_date(row)
    chain.record_all(events, by=by)
    return made[slug]


@action
def amend_commitment(
    *, by: Actor, commitment: Commitment, content: CommitmentContent, revision: int | None, reason: str = ""
) -> Commitment:
    """Correct a promise; `revision` is the one that was read. Raises `Conflict` when another was stored since.

    The same content again changes nothing. Faults that stood before and were not touched do not stand in the way.
    """
    framework = changeable(by, commitment.framework)
    row = Commitment.objects.select_related("heading", "parent").get(pk=commitment.pk)
    require_same(row, revision)
    old = contents.of(row)
    if old == content:
        chain.nothing_to_record()
        return row
    reasoned(framework, reason)
    ground, known = Ground.of(framework).with_contents({row.slug: content}), Known.named_in([content])
    changed = contents.differing(old, content)
    rules.refuse(rules.faults(content, row.slug, ground, known, changed=changed))
    require_places(by, known, set(content.places) - set(old.places))
    require_levels_kept([row], {row.slug: set(old.places) - set(content.places)})
    events = Writing(framework, known, reason).amend([row], {row.pk: old}, {row.slug: content})
    if (old.counted, old.heading) != (content.counted, content.heading):
        tallies.bring_up_to_date(framework)
    chain.record_all(events, by=by)
    return row


@action
def remove_commitment(*, by: Actor, commitment: Commitment, reason: str = "") -> None:
    """Delete a promise that nothing depends on and of which no level was ever said; raises `Needed` with the list."""
    framework = changeable(by, commitment.framework)
    reasoned(framework, reason)
    row = Commitment.objects.get(pk=commitment.pk)
    if found := dependants.of_commitment(row):
        raise dependants.Needed(f"l'engagement «\u202f{row}\u202f»", found, _remedy(framework))
    event = chain.Event("commitments.remove_commitment", on=row, before=snapshot(row), reason=reason)
    chain.record(event, by=by)
    row.delete()
    later = Commitment.objects.filter(framework=framework, position__gt=row.position)
    later.update(position=F("position") - 1)
    tallies.bring_up_to_date(framework)


def _remedy(framework: Framework) -> str:
    if framework.state == State.PUBLIC:
        return "Une promesse publique ne s'efface pas\u202f: inscrivez le niveau « abandonné », ou corrigez son texte."
    return "Défaites d'abord ces liens."


def require_places(by: Actor, known: Known, places: object) -> None:
    """Nobody says of somebody else's place what is applied there."""
    for address in sorted(places):  # type: ignore[call-overload]
        rights.require(by, permissions.AMEND, on=known.places[address])


def require_levels_kept(rows: list[Commitment], gone: dict[str, set[str]]) -> None:
    """Raise `BadInput` when a place is taken from a promise while a level is recorded there."""
    for row in rows:
        if not gone.get(row.slug):
            continue
        standing = row.applications.exclude(level="").values_list("place__kind", "place__code")
        if kept := sorted({f"{kind}/{code}" for kind, code in standing} & gone[row.slug]):
            raise BadInput(
                f"un niveau est inscrit dans le lieu «\u202f{kept[0]}\u202f»\u202f: il ne peut pas être retiré.",
                where=str(row.number or row.slug),
                remedy="Inscrivez-y plutôt le niveau « abandonné ».",
            )
