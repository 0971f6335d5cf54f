"""Yes, no, or one cannot say: worked out by hand on squares of two steps, a step being about a kilometre northwards."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.asserts import assertNumQueries

from tenir.core.places.models import PlaceKind
from tenir.engines.localisation.precision import Answer
from tenir.modules.localisation import answers, telling
from tenir.modules.localisation.addresses import Point
from tenir.modules.localisation.answers import Answers, Reason
from tenir.modules.localisation.tests.grounds import a_square, an_import, at

pytestmark = pytest.mark.django_db
OLD = {"since": date(2015, 1, 1), "until": date(2023, 12, 31)}


def ask(west: float, south: float, precision: float = 30) -> Answers:
    return answers.ask(Point(*at(west, south), precision))


def test_middle_of_a_square_is_in_it() -> None:
    place = a_square(an_import(), "Q1", 0, 0)
    (said,) = ask(1, 1).neighbourhoods
    assert (said.answer, said.place, said.promises) == (Answer.YES, place, 0)
    assert telling.title(said.edition) == "Quartiers de 2024, depuis le 1er janvier 2024"


def test_far_outside_is_a_no_without_a_neighbour() -> None:
    a_square(an_import(), "Q1", 0, 0)
    (said,) = ask(30, 30).neighbourhoods
    assert (said.answer, said.nearest, telling.why(said, Point(0, 0, 0))) == (Answer.NO, None, "")


def test_near_outside_names_the_nearest_and_how_far() -> None:
    a_square(an_import(), "Q1", 0, 0)
    (said,) = ask(1, 2.5).neighbourhoods
    assert said.answer is Answer.NO
    assert said.distance == pytest.approx(500, abs=2)  # half a step: 0.0045 degree of 111.2 km
    assert telling.why(said, Point(0, 0, 0)) == "Le plus proche, «\u202fCarré Q1\u202f», est à 500\u202fm."


@pytest.mark.parametrize("south", [1.98, 2.02])
def test_twenty_metres_from_a_border_one_cannot_say(south: float) -> None:
    a_square(an_import(), "Q1", 0, 0)
    (said,) = ask(1, south).neighbourhoods
    assert (said.answer, said.reason, said.place) == (Answer.CANNOT_SAY, Reason.BORDER, None)
    assert "passe à 20\u202fm" in telling.why(said, Point(0, 0, 30))
    assert "à 35\u202fm près" in telling.why(said, Point(0, 0, 30))


def test_precision_of_the_border_counts_too() -> None:
    a_square(an_import(), "Q1", 0, 0, precision=500)
    assert ask(1, 1.7, precision=10).neighbourhoods[0].answer is Answer.CANNOT_SAY  # 334 m from the border
    assert ask(1, 1, precision=10).neighbourhoods[0].answer is Answer.YES


def test_on_two_squares_the_smallest_code_answers() -> None:
    origin = an_import()
    a_square(origin, "Q2", 0, 0, side=6)
    first = a_square(origin, "Q1", 2, 2, side=6)
    assert ask(4, 4).neighbourhoods[0].place == first


def test_generations_may_disagree() -> None:
    new, old = an_import("2024"), an_import("2015")
    a_square(new, "QN1", 10, 10)
    before = a_square(old, "QP1", 0, 0, **OLD)
    found = ask(1, 1)
    assert [(one.edition.generation, one.answer) for one in found.neighbourhoods] == [
        ("2024", Answer.NO),
        ("2015", Answer.YES),
    ]
    assert found.disagree
    # Promises are those of today: a neighbourhood of the past has its page.
    assert (found.neighbourhoods[1].place, found.neighbourhoods[1].promises) == (before, None)


def test_where_contours_are_missing_one_cannot_say_no() -> None:
    a_square(an_import(whole_country=False), "Q1", 0, 0)
    assert ask(1, 1).neighbourhoods[0].answer is Answer.YES
    said = ask(30, 30).neighbourhoods[0]
    assert (said.answer, said.reason) == (Answer.CANNOT_SAY, Reason.PARTIAL)


def test_doubtful_match_is_answered_for_no_generation() -> None:
    a_square(an_import(), "Q1", 0, 0)
    found = answers.ask(Point(*at(1, 1), 30, label="Ailleurs", doubt="Trop peu."))
    assert [(one.answer, one.reason, one.code) for one in found.neighbourhoods] == [
        (Answer.CANNOT_SAY, Reason.DOUBT, "")
    ]


def test_programmes_of_today_are_told_beside() -> None:
    a_square(an_import(), "Q1", 0, 0)
    programme = an_import("2021", kind=PlaceKind.QRR)
    here = a_square(programme, "R1", 0, 0, kind=PlaceKind.QRR)
    a_square(programme, "R2", 20, 20, kind=PlaceKind.QRR)
    ended = an_import("2012", kind=PlaceKind.ZSP)
    a_square(ended, "Z1", 0, 0, kind=PlaceKind.ZSP, until=date(2024, 2, 1))
    assert [one.place for one in ask(1, 1).others] == [here]
    assert ask(10, 10).others == []


def test_as_many_queries_for_three_generations_as_for_one() -> None:
    for generation in ("2015", "2019", "2024"):
        a_square(an_import(generation), f"Q{generation}", 0, 0, **({} if generation == "2024" else OLD))
    ask(1, 1)  # makes the indexes
    with assertNumQueries(6):
        ask(1, 1)
