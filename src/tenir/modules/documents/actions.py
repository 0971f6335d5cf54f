"""Adopting what was recognised in a text."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.adoption import Adoption
from tenir.modules.commitments.descriptions import FrameworkDescription, SourceDescription
from tenir.modules.commitments.enums import Wording
from tenir.modules.commitments.models import Framework, Source
from tenir.modules.documents.comparison import differences


@action
def adopt(*, by: Actor, description: FrameworkDescription) -> Adoption:
    """Make the framework equal to what the text says, in one journalled transaction; repeating it changes nothing.

    A framework that Tenir words itself (an official list) keeps its words: the same text is then held against it, and
    any disagreement on numbers, levels, lines or indicators is a `BadInput` that lists them.
    """
    description = _with_known_source(description)
    known = Framework.objects.select_related("source", "place").filter(slug=description.slug).first()
    if known is None or known.wording != Wording.OWN or known.source.sha256 != description.source.sha256:
        return adopt_framework(by=by, description=description)
    rights.require(by, permissions.ADOPT, on=known)
    found = differences(known, description)
    if found:
        raise BadInput(
            f"le texte et le cadre publié ne disent pas la même chose\u202f: {' ; '.join(found)}".replace(
                " ;", "\u202f;"
            )
            + ".",
            where=known.slug,
            remedy="Rien n'a été changé. Adoptez le texte sous une autre adresse pour voir ses propres mots.",
        )
    chain.nothing_to_record()
    return Adoption(known, {}, {}, ())


def _with_known_source(description: FrameworkDescription) -> FrameworkDescription:
    """A text already known keeps its title, number and publisher: a file knows only its name and its bytes."""
    known = Source.objects.filter(sha256=description.source.sha256).first()
    if known is None:
        return description
    names = SourceDescription.__dataclass_fields__
    return replace(description, source=SourceDescription(**{name: getattr(known, name) for name in names}))


def preview(*, by: System, description: FrameworkDescription) -> Adoption:
    """What `adopt` would do, done and undone: exact counts, nothing written."""
    with transaction.atomic():
        adoption = adopt(by=by, description=description)
        transaction.set_rollback(True)
        return adoption
