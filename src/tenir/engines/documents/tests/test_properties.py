"""What holds for any bytes: an answer or a clear refusal, lines inside the file, the same twice."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenir.engines.documents import Reading, UnreadableDocument, read

HEADER = "N° MESURES NIVEAU INDICATEURS\n"
SCRAPS = (
    *(
        "1",
        "2 ",
        "1.a",
        "12 bis",
        "IV ",
        "\n",
        "\n\n",
        " ",
        "\t",
        "\f",
        "\r\n",
        "En cours de lancement",
        "En cours de\ndéploiement",
    ),
    *(
        "Objectif atteint",
        "3 8 %",
        "TOTAL 3 100 %",
        "- ",
        "• ",
        "|",
        "1 - Nombre de ",
        "THÈME",
        "Planter",
        "d’ici 2020",
        "(",
    ),
    *(
        "N° MESURES NIVEAU INDICATEURS",
        "ANNEXE 3 - SUIVI",
        "passer de 10 à 20 000",
        "\u00a0",
        "\u200b",
        "10 milliards d’euros",
    ),
)
scraps = st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join)


def attempt(data: bytes) -> Reading | None:
    try:
        return read(data, name="quelconque")
    except UnreadableDocument:
        return None


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\x00\x00\xfe\xff")
def test_any_bytes_end_in_a_tree_or_a_refusal(data: bytes) -> None:
    found = attempt(data)
    assert found is None or found.items


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(("utf-8", "utf-16", "utf-16-be", "cp1252", "cp850")))
def test_any_text_ends_in_a_tree_or_a_refusal(text: str, codec: str) -> None:
    found = attempt(f"{HEADER}{text}".encode(codec, "replace"))
    assert found is None or found.items


@settings(max_examples=300, deadline=None)
@given(scraps)
def test_scraps_of_tables_keep_lines_inside_ids_unique_and_parents_known(text: str) -> None:
    reading = attempt(f"{HEADER}{text}".encode())
    if reading is None:
        return
    ids = [item.id for item in reading.items]
    assert len(ids) == len(set(ids))
    assert all(item.parent is None or item.parent in ids for item in reading.items)
    last = reading.source.lines or 0
    assert all(item.lines and 1 <= item.lines[0] <= item.lines[1] <= last for item in reading.items)
    assert all(0 <= item.confidence <= 1 and item.why for item in reading.items)


@settings(max_examples=50, deadline=None)
@given(scraps)
def test_reading_twice_gives_the_same_bytes(text: str) -> None:
    data = f"{HEADER}{text}".encode()
    one, other = attempt(data), attempt(data)
    assert (one and json.dumps(one.to_json())) == (other and json.dumps(other.to_json()))
