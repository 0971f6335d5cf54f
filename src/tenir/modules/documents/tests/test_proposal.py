"""From items to the description of a framework."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenir.core.errors import BadInput
from tenir.engines.documents import Figure, FigureKind, Kind, Level
from tenir.modules.commitments.descriptions import (
    FigureDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    SubItemDescription,
    SummaryDescription,
)
from tenir.modules.documents.proposal import Wanted, describe, doubts, left_out
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


PACT = (
    item("framework", Kind.FRAMEWORK, "PACTE INVENTÉ"),
    item("heading-1", Kind.HEADING, "Jardins", heading_kind="axe", number="1"),
    item("objective-1", Kind.OBJECTIVE, "Ouvrir les jardins", parent="heading-1"),
    item(
        "commitment-1",
        Kind.COMMITMENT,
        "Créer un comité",
        parent="objective-1",
        side="city",
        due="2031-03-15",
        periodicity="P6M",
        sub_items=("qui se réunit",),
        figures=(Figure(12, "arbres", FigureKind.TARGET, "2031"),),
    ),
    item("commitment-2", Kind.COMMITMENT, "Nommer", parent="heading-1", side="state", due="fin juin"),
    item("duty-1", Kind.DUTY, "Vous réunirez le comité."),
)


def test_commitments_keep_side_title_deadline_and_points() -> None:
    described = describe(reading(*PACT), Wanted("essai"))
    first, second = described.commitments
    assert (described.noun, first.side, second.side) == ("engagement", "city", "state")
    assert (first.heading, second.heading) == ("heading-1", "heading-1")
    assert (first.due, first.recurrence, second.due, second.due_words) == ("2031-03-15", "P6M", "", "fin juin")
    assert first.sub_items == (SubItemDescription("qui se réunit"),)
    assert first.figures == (FigureDescription("target", Decimal(12), "arbres", on="2031"),)


def test_objectives_are_provisions_and_duties_are_left_out() -> None:
    whole = reading(*PACT)
    assert [(one.kind, one.heading) for one in describe(whole, Wanted("essai")).provisions] == [
        ("objectif", "heading-1")
    ]
    assert [one.id for one in left_out(whole)] == ["duty-1"]


def test_a_pact_beside_a_follow_up_table_is_another_text() -> None:
    whole = reading(*SMALL, *PACT[1:])
    both = {one.id: one for one in whole.items}
    described = describe(whole, Wanted("essai"))
    assert [one.slug for one in described.commitments] == ["1", "1.a", "2"]
    assert {"commitment-1", "commitment-2", "duty-1", "objective-1"} <= {one.id for one in left_out(whole)} <= set(both)
