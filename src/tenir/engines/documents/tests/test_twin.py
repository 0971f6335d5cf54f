"""Random invented tables printed in random layouts: the engine gives back the model, and so does the slow reader."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tenir.engines.documents import Kind, read
from tenir.engines.documents.tests.tables import Print, Row, printed, prints, renumbered, rows, rows_of, themed, twin


@settings(max_examples=80, deadline=None)
@given(rows(), prints())
def test_random_table_is_given_back(model: list[Row], how: Print) -> None:
    assert rows_of(read(printed(model, how).encode(), name="inventé.txt")) == model


@settings(max_examples=40, deadline=None)
@given(rows(), prints())
def test_engine_and_twin_agree(model: list[Row], how: Print) -> None:
    text = printed(model, how)
    assert rows_of(read(text.encode(), name="inventé.txt")) == twin(text)


@settings(max_examples=60, deadline=None)
@given(rows(), prints(), st.randoms(use_true_random=False))
def test_parts_bis_and_themes_are_given_back(model: list[Row], how: Print, chance: random.Random) -> None:
    model = renumbered(model, chance)
    text, themes = themed(model, how, chance)
    reading = read(text.encode(), name="inventé.txt")
    assert rows_of(reading) == model
    headings = {item.id: item.text for item in reading.items if item.kind is Kind.HEADING}
    under = {item.number: headings[item.parent] for item in reading.items if item.parent in headings}
    parts = {row.number for row in model if "." in row.number}
    assert under == {number: theme for number, theme in themes.items() if number not in parts}
