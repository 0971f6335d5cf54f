"""Writing the duties of a territory, and correcting their rule. Official ones come from their list alone."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.editing.conflicts import require_same
from tenir.modules.commitments.models import Source
from tenir.modules.governance.duties import opening, rhythm
from tenir.modules.governance.duties.enums import FulfilledBy, Modality, OwedBy, Reach
from tenir.modules.governance.duties.permissions import WRITE
from tenir.modules.governance.duties.renewing import held, renewed
from tenir.modules.governance.models import Duty, DutyStart

# Words of addresses below `/obligations/`, which no duty may have for its own.
RESERVED = frozenset({"nouvelle", "echeances", "suivis"})


@dataclass(frozen=True)
class Text:
    """The text that poses a duty: one that is known, or the title (and address) of one that is not yet."""

    source: Source | None = None
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class DutyContent:
    """All that may be written of a duty, but its territory, which never changes."""

    title: str
    sentence: str
    owed_by: str = OwedBy.NAMED
    organisation: Organisation | None = None
    owed_to: str = ""
    modality: str = Modality.MUST
    due_on: date | None = None
    recurrence: str = ""
    first_due: date | None = None
    due_words: str = ""
    fulfilled_by: str = FulfilledBy.DOCUMENT
    deliverable: str = ""
    reach: str = Reach.CONTRACT
    text: Text = Text()
    first_line: int | None = None
    last_line: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """As the table keeps them, but the text."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "text"}


@action
def create_duty(*, by: Actor, place: Place, content: DutyContent) -> Duty:
    """A duty of a territory, listed with the official ones; nothing opens before somebody follows it.

    Raises `BadInput` without a text, on a rhythm that cannot be read, and where nobody of the territory owes it.
    """
    rights.require(by, WRITE, on=place)
    source, events = _source(content.text)
    duty = Duty(place=place, slug=_free_slug(content.title, place), source=source, **content.columns)
    duty.position = (Duty.objects.filter(source=source).aggregate(last=Max("position"))["last"] or 0) + 1
    _refuse(duty)
    save_checked(duty)
    chain.record_all([*events, chain.created("governance.create_duty", duty)], by=by)
    return duty


@action
def amend_duty(*, by: Actor, duty: Duty, content: DutyContent, revision: int | None = None) -> Duty:
    """Correct a duty of a territory. Days that nobody was told of follow the new rule; a notified day holds.

    Raises `BadInput` on an official one, `Conflict` when somebody stored another correction since `revision`.
    """
    duty = held(duty)
    rights.require(by, WRITE, on=duty.place or Place.objects.france())
    if duty.place is None:
        raise BadInput(
            "cette obligation vient des textes officiels livrés avec Tenir.",
            remedy="Écrivez-en une de votre territoire, ou faites corriger la liste officielle.",
        )
    require_same(duty, revision)
    before = snapshot(duty)
    duty.source, events = _source(content.text)
    for name, value in content.columns.items():
        setattr(duty, name, value)
    if snapshot(duty) == before:
        chain.nothing_to_record()
        return duty
    _refuse(duty)
    duty.revision += 1
    save_checked(duty)
    events.append(chain.changed("governance.amend_duty", duty, before=before))
    starts = DutyStart.objects.filter(duty=duty).in_force().select_related("place")
    chain.record_all([*events, *renewed(duty, starts)], by=by)
    return duty


def _source(text: Text) -> tuple[Source, list[chain.Event]]:
    """The text, made where only its title was typed; the same title again is the same text."""
    if text.source is not None:
        return text.source, []
    title = text.title.strip()
    if not title:
        raise BadInput("le texte qui pose l'obligation manque.", where="texte", remedy="Choisissez-le ou donnez-le.")
    known = Source.objects.filter(title=title).order_by("pk").first()
    if known is not None:
        return known, []
    made = Source(slug=_free(Source, slugify(title)[:80] or "texte"), title=title, url=text.url)
    save_checked(made)
    return made, [chain.created("governance.name_text", made)]


def _free_slug(title: str, place: Place) -> str:
    """With the code of the territory, so that an official one of the same title may come later."""
    return _free(Duty, f"{slugify(title)[:60] or 'obligation'}-{slugify(place.code)}"[:90])


def _free(model: Any, stem: str) -> str:
    taken = set(model.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    return next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if one not in taken)


def _refuse(duty: Duty) -> None:
    if duty.recurrence:
        rhythm.months(duty.recurrence)
    if duty.place and not opening.places_of(duty, duty.place).exists():
        raise BadInput(
            f"rien ne la doit dans ce territoire\u202f: {duty.get_reach_display().lower()}.",
            where="où elle se suit",
            remedy="Choisissez une autre sorte de lieux, ou un territoire qui en contient.",
        )
