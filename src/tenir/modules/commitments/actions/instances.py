"""A national text made the board of a place: La République en actes for one QRR, say."""

from __future__ import annotations

from dataclasses import replace

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions, tallies
from tenir.modules.commitments.editing import addresses, contents, frameworks
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.editing.ground import Known
from tenir.modules.commitments.editing.writing import BATCH, Writing
from tenir.modules.commitments.enums import FrameworkLinkKind, LinkKind, State
from tenir.modules.commitments.models import Commitment, CommitmentLink, Framework, Heading


def require_not_instantiated(template: Framework, place: Place) -> None:
    """Raise `BadInput` with the address of the board that already carries out `template` in `place`."""
    links = template.linked_from.filter(kind=FrameworkLinkKind.DECLINES, origin__place=place)
    found = links.select_related("origin").order_by("pk").first()
    if found is not None:
        raise BadInput(
            f"ce texte a déjà un tableau ici\u202f: {found.origin.short_title}, {found.origin.get_absolute_url()}",
            remedy="Ouvrez-le plutôt que d'en faire un second.",
        )


@action
def instantiate_framework(*, by: Actor, template: Framework, place: Place, reason: str = "") -> Framework:
    """A local framework in preparation with the headings and promises of `template`, each promise carrying out its own.

    Raises `BadInput` when `place` has one already, or when `template` is not of a larger place; `Refused` elsewhere.
    """
    rights.require(by, permissions.AMEND, on=place)
    tallies.lock(template.pk)
    if template.state != State.PUBLIC:
        raise BadInput("ce texte est encore en préparation.", remedy="Publiez-le d'abord.")
    if template.place_id == place.pk or not Place.objects.containing(place).filter(pk=template.place_id).exists():
        raise BadInput(
            f"«\u202f{template.short_title}\u202f» ne s'applique pas à {place.name}.",
            where="lieu",
            remedy="Choisissez un lieu que celui du texte contient.",
        )
    require_not_instantiated(template, place)
    row, events = _framework(template, place, reason)
    events += _headings(template, row)
    made, written = _promises(template, row, reason)
    events += [*written, *_links(template, made)]
    tallies.bring_up_to_date(row)
    chain.record_all(events, by=by)
    return row


def _framework(template: Framework, place: Place, reason: str) -> tuple[Framework, list[chain.Event]]:
    stem = f"{template.slug}-{place.kind}-{place.code.lower()}"
    taken = set(Framework.objects.filter(slug__startswith=stem[: addresses.LONGEST]).values_list("slug", flat=True))
    row = Framework(
        slug=addresses.free(stem, taken),
        place=place,
        source_id=template.source_id,
        state=State.DRAFT,
        is_invented=template.is_invented or place.is_invented,
    )
    content = replace(
        frameworks.of(template),
        title=f"{template.title}, {place.name}"[:300],
        short_title=f"{template.short_title}, {place.name}"[:100],
        signatories=(),
        links=(frameworks.LinkLine(FrameworkLinkKind.DECLINES, template.slug),),
    )
    return row, [frameworks.created(row, content, reason)]


def _headings(template: Framework, row: Framework) -> list[chain.Event]:
    old = list(template.headings.order_by("position"))
    columns = ("key", "kind", "number", "title", "side", "position", "source_id", "first_line", "last_line", "page")
    new = {one.pk: Heading(framework=row, **{name: getattr(one, name) for name in columns}) for one in old}
    Heading.objects.bulk_create(new.values(), batch_size=BATCH)
    below = [one for one in old if one.parent_id]
    for one in below:
        new[one.pk].parent = new[one.parent_id]  # type: ignore[index]
    Heading.objects.bulk_update([new[one.pk] for one in below], ["parent"], batch_size=BATCH)
    through = Heading.declines.through
    pairs = (through(from_heading_id=made.pk, to_heading_id=key) for key, made in new.items())
    through.objects.bulk_create(pairs, batch_size=BATCH)
    return [chain.created("commitments.create_heading", one) for one in new.values()]


def _promises(template: Framework, row: Framework, reason: str) -> tuple[dict[str, Commitment], list[chain.Event]]:
    """The same promises under the same addresses, in the same order; where each is applied is not theirs to say."""
    old, said = contents.of_framework(template)
    wanted: dict[str, CommitmentContent] = {one.slug: replace(said[one.pk], places=()) for one in old}
    known = Known.named_in(list(wanted.values()))
    writing = Writing(row, known, reason, in_order=True)
    return writing.create(wanted)


def _links(template: Framework, made: dict[str, Commitment]) -> list[chain.Event]:
    targets = dict(Commitment.objects.of_framework(template).values_list("slug", "pk"))
    links = [CommitmentLink(origin=row, target_id=targets[slug], kind=LinkKind.DECLINES) for slug, row in made.items()]
    CommitmentLink.objects.bulk_create(links, batch_size=BATCH)
    return [chain.created("commitments.create_commitmentlink", link) for link in links]
