"""An invented committee with all that its file tells, and the same with nothing."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import docx
import odfdo
import pypdfium2
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import HeadingDescription, LevelDescription, PartyDescription
from tenir.modules.commitments.enums import HeadingKind, Level, PartyRole
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import commitment, framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import Point
from tenir.modules.governance.models import Body, Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import an_organisation, france


def a_contract(place: Place | None = None, count: int = 6, **fields: Any) -> Framework:
    """Two stakes under two axes and a promise under none of them; one late, one silent, one that was kept."""
    place = place or france()
    holder = an_organisation(name="Ville inventée", place=place)
    fresh = timezone.localdate().isoformat()
    parties = (PartyDescription(holder.slug, PartyRole.HOLDER),)
    rows = [
        commitment(1, heading="loger", due="2024-06-30", levels=(LevelDescription(Level.LAUNCHING, fresh),)),
        commitment(2, heading="loger", levels=(LevelDescription(Level.ACHIEVED, "2025-01"),)),
        commitment(3, heading="apprendre", levels=(LevelDescription(Level.ROLLED_OUT, "2019-01"),)),
        commitment(4, heading="apprendre", levels=(LevelDescription(Level.ROLLED_OUT, fresh),)),
        commitment(5, heading="axe-2", levels=()),
        *(commitment(n, heading="loger", levels=()) for n in range(6, count + 1)),
    ]
    described = framework(
        slug="contrat-invente",
        title="Contrat inventé",
        short_title="Contrat inventé",
        noun="engagement",
        place=(place.kind, place.code),
        headings=(
            HeadingDescription("axe-1", "Vivre", HeadingKind.AXE, "1"),
            HeadingDescription("loger", "Mieux habiter", HeadingKind.ENJEU, "1", parent="axe-1"),
            HeadingDescription("apprendre", "Mieux apprendre", HeadingKind.ENJEU, "2", parent="axe-1"),
            HeadingDescription("axe-2", "Travailler", HeadingKind.AXE, "2"),
        ),
        commitments=tuple(replace(one, parties=parties) for one in rows[:count]),
        **fields,
    )
    return adopt_framework(by=ME, description=described).framework


@dataclass
class Committee:
    """Met forty days ago and ten days ago, meets again in nine days."""

    place: Place = field(default_factory=france)
    text: Framework = field(init=False)
    body: Body = field(init=False)
    old: Meeting = field(init=False)
    last: Meeting = field(init=False)
    next: Meeting = field(init=False)

    def __post_init__(self) -> None:
        self.text = a_contract(self.place)
        self.body = a_body(self.place, frameworks=(self.text,), name="Comité inventé")
        self.old, self.last = a_meeting(self.body, days=-40), a_meeting(self.body, days=-10)
        self.next = a_meeting(self.body, days=9)
        holder = an_organisation(name="Bailleur inventé", place=self.place)
        late = timezone.localdate() - timedelta(days=1)
        a_decision(self.old, text="Rouvrir la salle des fêtes", holder=holder, due_on=late)
        a_decision(self.last, text="Publier la liste : tous les retards")
        actions.add_points(by=ME, meeting=self.next, points=[Point("Où en sont les logements ?")])


def plain(text: str) -> str:
    """Words with spaces as one types them."""
    return re.sub(r"\s+", " ", text)


def docx_of(data: bytes) -> Any:
    """The document as the library reads it."""
    return docx.Document(io.BytesIO(data))


def words_of_docx(data: bytes) -> str:
    """Paragraphs, then cells."""
    made = docx_of(data)
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return plain(" ".join([*(one.text for one in made.paragraphs), *cells]))


def words_of_odt(data: bytes) -> str:
    """All that stands in it."""
    made = odfdo.Document(io.BytesIO(data))
    return plain(" ".join(one.inner_text for one in made.body.get_elements("//text:p|//text:h")))


def words_of_pdf(data: bytes) -> str:
    """What a copy of all pages gives."""
    made = pypdfium2.PdfDocument(data)
    try:
        return plain(" ".join(page.get_textpage().get_text_range() for page in made))
    finally:
        made.close()
