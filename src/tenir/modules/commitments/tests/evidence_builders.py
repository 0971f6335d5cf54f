"""A promise with somebody to prove it and somebody to judge, and files of every sort. Everything is invented."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image

from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework, give_evidence
from tenir.modules.commitments.descriptions import PartyDescription
from tenir.modules.commitments.evidence import files, invented, received
from tenir.modules.commitments.evidence.content import Proof
from tenir.modules.commitments.evidence.enums import FileSort
from tenir.modules.commitments.models import Commitment, Evidence
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tests.builders import a_member, a_place, an_organisation

DAY = date(2026, 3, 2)
PDF = invented.pdf(["Procès-verbal inventé"])
_TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'


@dataclass
class Scene:
    """A town's promise, held by a landlord; the landlord's partner gives, the préfecture's delegate judges."""

    town: Place
    promise: Commitment
    landlord: Organisation
    giver: User
    judge: User

    def give(self, title: str = "Procès-verbal", **fields: Any) -> Evidence:
        """A proof by the giver: a decision unless something else is said."""
        if not {"file", "link", "figure", "words"} & set(fields):
            fields["words"] = "Le conseil a décidé."
        proof = Proof(title=title, about_on=fields.pop("about_on", DAY), **fields)
        return give_evidence(by=self.giver, commitment=self.promise, organisation=self.landlord, proof=proof)


def scene() -> Scene:
    """See `Scene`."""
    town = a_place(name="Valmérac", inside=france())
    landlord = an_organisation(place=town, name="Valmérac Habitat")
    held = commitment(1, parties=(PartyDescription(landlord.slug, "porteur"),))
    described = framework(commitments=(held, commitment(2)), place=(town.kind, town.code))
    promise = adopt_framework(by=ME, description=described).framework.commitments.get(slug="1")
    giver = a_member(Role.PARTNER, town, organisation=landlord)
    judge = a_member(Role.DELEGATE, town, organisation=an_organisation(place=town, name="Délégation inventée"))
    return Scene(town, promise, landlord, giver, judge)


def kept(data: bytes = PDF, sort: FileSort = FileSort.PDF, name: str = "pv.pdf") -> received.Kept:
    """A file on the disk, without the child process."""
    return received.Kept(files.store(data), sort, len(data), name)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new(mode, size, options.pop("color", 0)).save(out, form, **options)
    return out.getvalue()


def zipped(**parts: str | bytes) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    """A Word file in three parts, and others."""
    types = _TYPES.format("wordprocessingml.document")
    return zipped(**{"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **more})
