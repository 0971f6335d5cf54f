"""Adopting a framework: all of it, once, journalled; or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.rights import Refused
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    FrameworkDescription,
    HeadingDescription,
    LevelDescription,
    SourceDescription,
    SummaryDescription,
)
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord, Source
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    france()


def adopt(description: FrameworkDescription) -> object:
    return adopt_framework(by=ME, description=description)


def test_adoption_writes_every_object_and_one_event_each() -> None:
    adoption = adopt_framework(by=ME, description=framework(3))
    assert adoption.created == {
        "source": 1, "framework": 1, "commitment": 3, "levelrecord": 3, "announcedindicator": 3,
    }  # fmt: skip
    assert Entry.objects.count() == 11
    assert set(Entry.objects.values_list("verb", flat=True)) == {
        "commitments.create_source",
        "commitments.create_framework",
        "commitments.create_commitment",
        "commitments.create_levelrecord",
        "commitments.create_announcedindicator",
    }


def test_commitment_repeats_its_level_and_keeps_its_lines() -> None:
    adopt(framework(2))
    row = Commitment.objects.get(slug="2")
    assert (row.level, row.level_moment.words, row.level_status) == (Level.ROLLED_OUT, "janvier 2019", "verified")
    assert (row.where, row.source.slug) == ("lignes 2 à 3", "texte-invente")


def test_adopting_twice_changes_nothing_and_leaves_no_event() -> None:
    adopt(framework(3))
    before = Entry.objects.count()
    assert not adopt_framework(by=ME, description=framework(3)).changed_anything
    assert Entry.objects.count() == before


def test_changed_title_amends_one_row_with_before_and_after() -> None:
    adopt(framework(3))
    changed = framework(3, commitments=(commitment(1), commitment(2, title="Ouvrir deux maisons"), commitment(3)))
    adoption = adopt_framework(by=ME, description=changed)
    assert (adoption.created, adoption.amended) == ({}, {"commitment": 1})
    event = Entry.objects.order_by("-sequence").first()
    assert (event.before, event.after) == ({"title": "Ouvrir 2 lieux d'accueil"}, {"title": "Ouvrir deux maisons"})
    assert Commitment.objects.speaking_of("MAISONS").get().slug == "2"


def test_lost_commitment_is_refused_with_its_number_and_nothing_changes() -> None:
    adopt(framework(3))
    with pytest.raises(BadInput, match=r"engagements déjà publiés.*: 3"):
        adopt(framework(2, title="Autre titre"))
    assert Framework.objects.get().title == "Pacte inventé pour les essais"


def test_new_level_is_added_and_the_earlier_one_stays() -> None:
    adopt(framework(1))
    later = commitment(1, levels=(LevelDescription(Level.ACHIEVED, "2019-07"),))
    adopt(framework(commitments=(later,)))
    assert list(LevelRecord.objects.order_by("on").values_list("level", flat=True)) == [Level.NEARING, Level.ACHIEVED]
    assert Commitment.objects.get().level == Level.ACHIEVED


def test_corrected_level_of_a_date_and_back_again() -> None:
    for level in (Level.NEARING, Level.ACHIEVED, Level.NEARING, Level.NEARING):
        adopt(framework(commitments=(commitment(1, levels=(LevelDescription(level, "2019-01"),)),)))
    assert Commitment.objects.get().level == Level.NEARING
    assert LevelRecord.objects.count() == 3


def test_sub_commitments_and_headings_come_below_their_parents() -> None:
    headings = (HeadingDescription("a.1", "Écoles", parent="a"), HeadingDescription("a", "Éducation"))
    rows = (commitment(1), commitment(2, slug="1.a", number="1.a", parent="1", counted=False, heading="a.1"))
    adopt(framework(headings=headings, commitments=rows))
    row = Commitment.objects.get(slug="1.a")
    assert (row.parent.slug, row.heading.title, row.heading.parent.title) == ("1", "Écoles", "Éducation")
    assert Commitment.objects.counted().count() == 1


def test_slug_of_another_text_is_refused() -> None:
    adopt(framework(1))
    other = replace(framework(1), source=SourceDescription("autre", "Autre texte", sha256="b" * 64))
    with pytest.raises(BadInput, match="qui vient d'un autre texte"):
        adopt(other)
    assert Source.objects.count() == 1


def test_same_text_under_another_name_is_one_source() -> None:
    adopt(framework(1))
    again = framework(1, slug="second", source=SourceDescription("autre-nom", "Texte inventé", sha256="a" * 64))
    adopt(again)
    assert [source.slug for source in Source.objects.all()] == ["texte-invente"]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"slug": "Pacte de Dijon"}, "ne peut pas servir d'adresse"),
        ({"commitments": ()}, "aucun engagement"),
        ({"commitments": (commitment(1), commitment(1))}, "deux engagements"),
        ({"commitments": (commitment(1, parent="9"),)}, "n'existe pas"),
        ({"commitments": (commitment(1, parent="2"), commitment(2, parent="1"))}, "se contient"),
        ({"commitments": (commitment(1, heading="z"),)}, "n'existe pas"),
        ({"commitments": (commitment(1, title=" "),)}, "manque"),
        ({"commitments": (commitment(1, title="a" * 1001),)}, "dépasse 1000 caractères"),
        ({"commitments": (commitment(1, levels=(LevelDescription("fait", "2019"),)),)}, "n'existe pas"),
        ({"commitments": (commitment(1, levels=(LevelDescription("suspendu", "2019-13"),)),)}, "pas une date"),
        ({"place": ("commune", "00000")}, "tenir referentials load"),
    ],
)
def test_broken_description_is_refused_in_a_sentence(broken: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        adopt(framework(**{"count": 1, **broken}))  # type: ignore[arg-type]
    assert not Framework.objects.exists()
    assert not Entry.objects.exists()


def test_stranger_may_not_adopt() -> None:
    user = User.objects.create_user("someone@example.org")
    with pytest.raises(Refused):
        adopt_framework(by=user, description=framework(1))
    assert not Framework.objects.exists()


def test_printed_summary_is_kept_as_printed() -> None:
    adopt(framework(1, summary=(SummaryDescription(Level.NEARING, 1, 100), SummaryDescription("", 1, 100))))
    printed = Framework.objects.get().printed_summary.order_by("id")
    assert list(printed.values_list("level", "count", "percent")) == [(Level.NEARING, 1, 100), ("", 1, 100)]


def test_number_of_statements_does_not_grow_with_commitments(django_assert_max_num_queries) -> None:
    # 400 rows in four tables, and their words in the search: batches, not one statement a row.
    with django_assert_max_num_queries(100):
        adopt(framework(400))
