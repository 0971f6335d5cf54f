"""The client, and the invented service that other tests use, against a real addok in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenir.outside import fetching
from tenir.outside.geocoder import client
from tenir.outside.geocoder.client import Kind, Match
from tests.geocoder.invented import Invented
from tests.geocoder.running import addok
from tests.geocoder.streets import NUMBER

# Nothing here asks a database: once is enough.
pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
ASKED = ("12 rue de l'Essai, Valmérac", "rue de l'Essai Valmérac", "Valmérac", "nulle part ailleurs 75999")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with addok(tmp_path_factory.mktemp("addok")) as address:
        yield address


def where(found: Match | None) -> tuple[float, float, str, str] | None:
    return (found.longitude, found.latitude, found.label, found.kind) if found else None


def test_number_is_found_where_it_is(real: str) -> None:
    found = client.find(real, "12 rue de l'Essai, 99001 VALMERAC")
    assert found is not None
    assert (found.longitude, found.latitude, found.kind) == (*NUMBER, Kind.NUMBER)
    assert 0.5 < found.score <= 1


@pytest.mark.parametrize(
    "awkward", ['12 rue de l\'Essai ; "Valmérac"', "12 rue de l'Essai\r\nValmérac", "=12 rue de l'Essai"]
)
def test_marks_of_sheets_are_words_like_others(real: str, awkward: str) -> None:
    found = client.find(real, awkward)
    assert found is not None
    assert found.kind == Kind.NUMBER


def test_nothing_found_is_none(real: str) -> None:
    assert client.find(real, ASKED[-1]) is None
    assert client.find(real, "   ") is None


@pytest.mark.parametrize("words", ASKED)
def test_invented_service_answers_as_the_real_one(real: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = where(client.find(real, words))
    monkeypatch.setattr(client, "fetch", Invented().fetch)
    assert where(client.find(real, words)) == told


def test_several_are_answered_in_their_order(real: str) -> None:
    asked = [ASKED[0], "", ASKED[2], ASKED[3], ASKED[0]]
    kinds = [found and found.kind for found in client.find_all(real, asked)]
    assert kinds == [Kind.NUMBER, None, Kind.MUNICIPALITY, None, Kind.NUMBER]
    many = client.find_all(real, [ASKED[0]] * client.MOST)
    assert {where(found) for found in many} == {where(many[0])}


def test_service_that_is_something_else_is_told_apart(real: str) -> None:
    with pytest.raises(fetching.Unreachable, match="404"):
        client.find(f"{real}/elsewhere", "Valmérac")
