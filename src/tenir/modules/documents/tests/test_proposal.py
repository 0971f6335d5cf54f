"""From items to the description of a framework."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenir.core.errors import BadInput
from tenir.engines.documents import Kind, Level
from tenir.modules.commitments.descriptions import IndicatorDescription, LevelDescription, Lines, SummaryDescription
from tenir.modules.documents.proposal import Wanted, describe, doubts
from tenir.modules.documents.tests.samples import SMALL, item, reading


def test_measures_keep_number_lines_level_and_what_they_detail() -> None:
    first, detail, second = describe(reading(*SMALL), Wanted("essai")).commitments
    assert (first.slug, first.counted, first.lines) == ("1", True, Lines(3, 4))
    assert first.levels == (LevelDescription("objectif_atteint", "2021-03", "verified", Lines(3, 4)),)
    assert (detail.slug, detail.counted, detail.parent, detail.levels) == ("1.a", False, "1", ())
    assert second.indicators == (IndicatorDescription("Jours de jeu", "1", Lines(6, 6)),)


def test_number_taken_by_a_table_above_leaves_the_id_as_address() -> None:
    items = [
        item("measure-1", Kind.MEASURE, "Ouvrir", number="1"),
        item("t2-measure-1", Kind.MEASURE, "Fermer", number="1"),
    ]
    described = describe(reading(*items), Wanted("essai"))
    assert [(one.slug, one.number) for one in described.commitments] == [("1", "1"), ("t2-measure-1", "1")]


def test_heading_comes_only_where_the_text_gives_it() -> None:
    described = describe(reading(*SMALL), Wanted("essai"))
    assert [(one.key, one.kind, one.title) for one in described.headings] == [("heading-1", "theme", "Culture")]
    assert [one.heading for one in described.commitments] == ["", "", "heading-1"]


def test_summary_is_kept_as_printed() -> None:
    assert describe(reading(*SMALL), Wanted("essai")).summary == (
        SummaryDescription("objectif_atteint", 1, Decimal(50), Lines(1, 1)),
        SummaryDescription("", 2, Decimal(100), Lines(1, 1)),
    )


def test_title_and_source_come_from_the_text_unless_given() -> None:
    described = describe(reading(*SMALL), Wanted("essai"))
    assert (described.title, described.noun, described.source.slug) == ("Suivi inventé", "mesure", "texte-invente")
    assert describe(reading(*SMALL), Wanted("essai", title="Autre")).title == "Autre"


def test_levels_without_a_date_are_refused_with_the_remedy() -> None:
    with pytest.raises(BadInput, match="--date 2019-01"):
        describe(reading(*SMALL[2:]), Wanted("essai"))
    assert describe(reading(*SMALL[2:]), Wanted("essai", date="2020")).commitments[0].levels[0].on == "2020"


def test_doubts_come_least_sure_first() -> None:
    items = [item(str(sure), Kind.MEASURE, "Faire", confidence=sure) for sure in (0.9, 0.7, 0.3)]
    assert [one.confidence for one in doubts(reading(*items))] == [0.3, 0.7]


def test_long_title_is_shortened_between_words() -> None:
    described = describe(reading(*SMALL), Wanted("essai", title="mot " * 50))
    assert len(described.short_title) <= 100
    assert described.short_title.endswith("mot…")


def test_every_level_of_the_engine_is_one_of_ours() -> None:
    for level in Level:
        row = item("measure-1", Kind.MEASURE, "Faire", number="1", level=level)
        assert describe(reading(SMALL[0], row), Wanted("essai")).commitments[0].levels[0].level == level.value
