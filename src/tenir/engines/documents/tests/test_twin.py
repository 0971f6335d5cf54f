"""Random invented tables printed in random layouts: the engine gives back the model, and so does the slow reader."""

from hypothesis import given, settings

from tenir.engines.documents import read
from tenir.engines.documents.tests.tables import Print, Row, printed, prints, rows, rows_of, twin


@settings(max_examples=150, deadline=None)
@given(rows(), prints())
def test_random_table_is_given_back(model: list[Row], how: Print) -> None:
    assert rows_of(read(printed(model, how).encode(), name="inventé.txt")) == model


@settings(max_examples=60, deadline=None)
@given(rows(), prints())
def test_engine_and_twin_agree(model: list[Row], how: Print) -> None:
    text = printed(model, how)
    assert rows_of(read(text.encode(), name="inventé.txt")) == twin(text)
