"""The sections of a framework."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify

from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments.editing import addresses, dependants
from tenir.modules.commitments.editing.locks import changeable, reasoned
from tenir.modules.commitments.enums import HeadingKind, Side
from tenir.modules.commitments.models import Framework, Heading


@dataclass(frozen=True)
class HeadingContent:
    """All that may be written of a heading; `parent` is the key of the one above."""

    title: str
    kind: str = HeadingKind.SECTION
    number: str = ""
    side: str = ""
    parent: str = ""


@action
def create_heading(*, by: Actor, framework: Framework, content: HeadingContent, reason: str = "") -> Heading:
    """A new heading, last of its siblings."""
    row = changeable(by, framework)
    known = _known(row)
    stem = slugify(f"{content.kind} {content.number}" if content.number else content.title)
    heading = Heading(framework=row, source_id=row.source_id, key=addresses.free(stem, known))
    heading.position = max((one.position for one in known.values()), default=0) + 1
    _fill(heading, content, known)
    heading.save()
    chain.record(chain.created("commitments.create_heading", heading, reason=reason), by=by)
    return heading


@action
def amend_heading(*, by: Actor, heading: Heading, content: HeadingContent, reason: str = "") -> Heading:
    """Correct a heading; raises `BadInput` when it would lie in itself."""
    framework = changeable(by, heading.framework)
    known = _known(framework)
    row = known[heading.key]
    before = snapshot(row)
    _fill(row, content, known)
    if snapshot(row) == before:
        chain.nothing_to_record()
        return row
    reasoned(framework, reason)
    row.save()
    chain.record(chain.changed("commitments.amend_heading", row, before=before, reason=reason), by=by)
    return row


@action
def remove_heading(*, by: Actor, heading: Heading, reason: str = "") -> None:
    """Delete an empty heading; raises `Needed` with the list of what is in it."""
    framework = changeable(by, heading.framework)
    reasoned(framework, reason)
    row = Heading.objects.get(pk=heading.pk)
    if found := dependants.of_heading(row):
        raise dependants.Needed(f"la partie «\u202f{row.title}\u202f»", found, "Déplacez d'abord ce qu'elle contient.")
    chain.record(chain.Event("commitments.remove_heading", on=row, before=snapshot(row), reason=reason), by=by)
    row.delete()


def _known(framework: Framework) -> dict[str, Heading]:
    return {one.key: one for one in framework.headings.order_by("position")}


def _fill(row: Heading, content: HeadingContent, known: dict[str, Heading]) -> None:
    if not content.title.strip() or len(content.title) > 300:
        raise BadInput("le titre manque ou dépasse 300 caractères.", where="titre")
    if content.kind not in HeadingKind.values or content.side not in ("", *Side.values):
        raise BadInput("la sorte de partie n'existe pas.", where="sorte")
    if content.parent and content.parent not in known:
        raise BadInput(f"aucune partie n'a la clé «\u202f{content.parent}\u202f».", where="titre au-dessus")
    row.title, row.kind, row.number, row.side = content.title.strip(), content.kind, content.number, content.side
    row.parent = known[content.parent] if content.parent else None
    _refuse_circle(row, known)


def _refuse_circle(row: Heading, known: dict[str, Heading]) -> None:
    by_key = {one.pk: one for one in known.values()}
    above, seen = row.parent, set()
    while above is not None and above.pk not in seen:
        if above.pk == row.pk:
            raise BadInput("une partie ne peut pas se contenir elle-même.", where="titre au-dessus")
        seen.add(above.pk)
        above = by_key.get(above.parent_id) if above.parent_id else None
