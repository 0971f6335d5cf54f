"""Writing frameworks by hand: created in preparation, amended, made public, deleted while nobody has read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions, tallies
from tenir.modules.commitments.adoption.checks import FRAMEWORK_SLUG
from tenir.modules.commitments.editing import addresses, dependants, frameworks, rules
from tenir.modules.commitments.editing.conflicts import require_same
from tenir.modules.commitments.editing.frameworks import FrameworkContent
from tenir.modules.commitments.editing.locks import changeable, reasoned
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework, Source


@dataclass(frozen=True)
class Text:
    """The signed or published text that a framework is, as far as it is known."""

    title: str
    date: date | None = None
    publisher: str = ""
    url: str = ""


@action
def create_framework(
    *,
    by: Actor,
    slug: str,
    place: Place,
    content: FrameworkContent,
    text: Text,
    reason: str = "",
    is_invented: bool = False,
) -> Framework:
    """A new framework of `place`, in preparation: nobody reads it until `publish_framework`.

    Raises `BadInput` on a taken or unreadable address and on any fault of `content`, `Refused` outside one's territory.
    """
    rights.require(by, permissions.AMEND, on=place)
    _free_address(slug)
    rules.refuse(frameworks.faults(content, slug))
    source = Source.objects.create(
        slug=addresses.free(f"texte-{slug}", set(Source.objects.values_list("slug", flat=True))),
        title=text.title.strip() or content.title,
        date=text.date,
        publisher=text.publisher,
        url=text.url,
    )
    row = Framework(slug=slug, place=place, source=source, state=State.DRAFT, is_invented=is_invented)
    event = frameworks.created(row, content, reason)
    tallies.bring_up_to_date(row)
    chain.record_all([chain.created("commitments.create_source", source), event], by=by)
    return row


@action
def amend_framework(
    *, by: Actor, framework: Framework, content: FrameworkContent, revision: int | None, reason: str = ""
) -> Framework:
    """Correct a framework; `revision` is the one that was read. Raises `Conflict` when another was stored since."""
    row = changeable(by, framework)
    require_same(row, revision)
    old = frameworks.of(row)
    if old == content:
        chain.nothing_to_record()
        return row
    reasoned(row, reason)
    rules.refuse(frameworks.faults(content, row.slug))
    chain.record(frameworks.amended(row, old, content, reason), by=by)
    return row


@action
def publish_framework(*, by: Actor, framework: Framework, reason: str = "") -> Framework:
    """Everybody may read it from now on, for good: a public promise is corrected or abandoned, never hidden again."""
    row = changeable(by, framework)
    if row.state == State.PUBLIC:
        chain.nothing_to_record()
        return row
    if not row.commitments.exists():
        raise BadInput("ce cadre ne contient aucun engagement.", remedy="Inscrivez-en au moins un avant de le publier.")
    before = snapshot(row)
    row.state = State.PUBLIC
    row.revision += 1
    row.save(update_fields=["state", "revision"])
    chain.record(chain.changed("commitments.open_framework", row, before=before, reason=reason), by=by)
    return row


@action
def remove_framework(*, by: Actor, framework: Framework, reason: str = "") -> None:
    """Delete a framework in preparation, with its promises. Raises `Needed` with the list of what depends on it."""
    row = changeable(by, framework)
    if row.state == State.PUBLIC:
        raise BadInput(
            "un cadre public ne se retire pas\u202f: ce qui a été promis reste lisible.",
            remedy="Amendez-le, ou inscrivez le niveau « abandonné » aux engagements qui ne seront pas tenus.",
        )
    if found := dependants.of_framework(row):
        raise dependants.Needed(f"le cadre «\u202f{row.short_title}\u202f»", found, "Défaites d'abord ces liens.")
    told = chain.Event("commitments.remove_framework", on=row, before=snapshot(row), reason=reason)
    gone = [
        chain.Event("commitments.remove_commitment", on=one, before=snapshot(one), reason=reason)
        for one in row.commitments.order_by("position")
    ]
    chain.record_all([told, *gone], by=by)
    _erase(row)


def _erase(row: Framework) -> None:
    """Promises first, then headings from the leaves up: each protects what it stands on."""
    row.commitments.update(parent=None, heading=None, decided_at=None)
    row.provisions.all().delete()
    row.inscriptions.all().delete()
    row.commitments.all().delete()
    row.headings.update(parent=None)
    row.headings.all().delete()
    row.delete()


def _free_address(slug: str) -> None:
    if not FRAMEWORK_SLUG.fullmatch(slug) or len(slug) > 100 or slug in addresses.RESERVED:
        raise BadInput(
            f"«\u202f{slug}\u202f» ne peut pas servir d'adresse.",
            where="adresse",
            remedy="Écrivez des minuscules sans accent, des chiffres et des tirets.",
        )
    if Framework.objects.filter(slug=slug).exists():
        raise BadInput(
            f"l'adresse «\u202f{slug}\u202f» est déjà prise.", where="adresse", remedy="Choisissez-en une autre."
        )
