"""Drafts for tests: the small invented reading, opened for review on an invented town."""

from __future__ import annotations

from dataclasses import replace

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.engines.documents import Kind, Reading
from tenir.modules.documents.actions import open_draft
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.proposal import Wanted
from tenir.modules.documents.tests.samples import SMALL, reading
from tenir.modules.documents.tests.samples import item as an_item
from tests.builders import a_member, a_place, france

TEXT = "SUIVI INVENTÉ\nMars 2021\nOuvrir\ndes lieux\nJouer\nJours de jeu\nLigne 7\nLigne 8\nLigne 9\n"


def a_town() -> Place:
    return a_place(inside=france(), name="Villejuste")


def a_lead(town: Place) -> User:
    return a_member(Role.PROJECT_LEAD, town)


def a_prefecture(town: Place) -> User:
    return a_member(Role.PREFECTURE, town)


def a_draft(by: User, town: Place, *, read: Reading | None = None, slug: str = "essai") -> Draft:
    wanted = Wanted(slug, kind="autre", place=(town.kind, town.code))
    return open_draft(by=by, place=town, reading=read or reading(*SMALL), text=TEXT, wanted=wanted)


def item(draft: Draft, key: str) -> DraftItem:
    """As somebody sees it now."""
    found = DraftItem.objects.get(draft=draft, key=key)
    found.draft = draft
    return found


def a_copy(by: User, town: Place, *, sha256: str = "d" * 64) -> Draft:
    """The same text, printed otherwise: one measure has more words, another stands here alone."""
    words = {"Ouvrir le soir": "Ouvrir chaque soir"}
    told = [replace(one, text=words.get(one.text, one.text)) for one in SMALL]
    alone = an_item("measure-3", Kind.MEASURE, "Chanter", number="3", parent="heading-1", lines=(7, 7))
    read = reading(*told, alone)
    return a_draft(by, town, read=replace(read, source=replace(read.source, sha256=sha256)), slug="copie")
