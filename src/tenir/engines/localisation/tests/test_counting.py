"""A file of people to counts: what is read, what is counted apart with its lines, what is refused."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenir.engines.localisation.counting import Columns, Counts, Fault, Layer, count, rows, tables, text
from tenir.engines.localisation.counting.rows import Reader, Wanted, slowly
from tenir.engines.localisation.counting.text import Block, Sheet
from tenir.engines.localisation.errors import BadFile
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.tests.worlds import square, zones

# Two neighbourhoods of Blois, side by side.
LAYER = Layer("qpv", Index.of(zones(square(1.30, 47.58, 0.01), square(1.31, 47.58, 0.01)), cuts=(16,)))
COLUMNS = Columns("lon", "lat")


def counted(data: str | bytes, columns: Columns = COLUMNS, precision: float = 0) -> Counts:
    raw = data.encode() if isinstance(data, str) else data
    return count(io.BytesIO(raw), columns, [LAYER], precision=precision)


def told(found: Counts) -> dict[Fault, list[int]]:
    return found.faults.lines


def test_people_are_counted_by_zone_outside_and_cannot_say() -> None:
    found = counted("lon,lat\n1.305,47.585\n1.306,47.585\n1.315,47.585\n1.30001,47.585\n1.4,47.6\n", precision=20)
    (table,) = tables(found)
    assert [(row.code, row.count) for row in table.rows] == [("A", 2), ("B", 1)]
    assert (table.outside.count, table.cannot_say.count, table.share) == (1, 1, 0.75)


def test_sexes_and_ages_are_counted_when_columns_tell_them() -> None:
    people = "lon;lat;s;a\n1.305;47.585;F;17\n1.305;47.585;Homme;80\n1.305;47.585;;abc\n1.305;47.585;Mme;15,5\n"
    (table,) = tables(counted(people, Columns("lon", "lat", sex="s", age="a")))
    assert table.rows[0].groups == {
        "femmes": 2,
        "hommes": 1,
        "sexe non dit": 1,
        "moins de 16 ans": 1,
        "16-25 ans": 1,
        "26-64 ans": 0,
        "65 ans et plus": 1,
        "âge non dit": 1,
    }


def test_a_row_may_know_its_point_worse_than_the_others() -> None:
    # 150 m within the first neighbourhood: 20 m can say it, 200 m cannot; beyond 500 m no row is listened to.
    people = "lon;lat;p\n1.302;47.585;0\n1.302;47.585;200\n1.302;47.585;\n1.302;47.585;-90\n1.35;47.585;9999\n"
    (table,) = tables(counted(people, Columns("lon", "lat", precision="p"), precision=20))
    assert [(row.code, row.count) for row in table.rows] == [("A", 3)]
    assert (table.outside.count, table.cannot_say.count) == (1, 1)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",47.585", Fault.EMPTY),
        (" ,47.585", Fault.EMPTY),
        ("nan,47.585", Fault.NO_NUMBER),
        ("inf,47.585", Fault.NO_NUMBER),
        ("rue du Foix,47.585", Fault.NO_NUMBER),
        ("0,0", Fault.NOWHERE),
        ("47.585,1.305", Fault.SWAPPED),
        ("573000,6725000", Fault.LAMBERT),
        ("6725000,573000", Fault.LAMBERT),
        ("-0.12,51.5", Fault.ABROAD),
        ("lon,lat", Fault.REPEATED),
        ("adresse introuvable,-", Fault.NOT_FOUND),
        ("adresse trouvée avec trop de doute,-", Fault.DOUBTFUL),
        ("1.305,47.585,Blois", Fault.MALFORMED),
    ],
)
def test_what_cannot_be_placed_is_counted_apart_with_its_line(row: str, fault: Fault) -> None:
    found = counted(f"lon,lat\n1.305,47.585\n{row}\n1.305,47.585\n")
    assert told(found) == {fault: [3]}
    assert (found.total, tables(found)[0].rows[0].count) == (3, 2)


@pytest.mark.parametrize("lat", [16.2, 14.6, 4.9, -20.9, -12.8, 46.8, -22.3, -17.6, -13.3])
def test_overseas_is_in_france(lat: float) -> None:
    lon = {16.2: -61.5, 14.6: -61.0, 4.9: -52.3, -20.9: 55.4, -12.8: 45.2, 46.8: -56.2, -22.3: 166.4, -17.6: -149.5}
    found = counted(f"lon,lat\n{lon.get(lat, -176.2)},{lat}\n1.305,47.585\n")
    assert (told(found), tables(found)[0].outside.count) == ({}, 1)


ROWS = "é;lon;lat\nMarché;1,305;47,585\nÇa;1,315;47,585\n"
SAME = [("A", 1), ("B", 1)]


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("cp1252"),
        ROWS.encode("latin-1"),
        ROWS.encode("utf-16"),
        ROWS.encode("utf-16-le"),
        gzip.compress(ROWS.encode(), mtime=0),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace("\n", "\r").encode(),
        ROWS.replace(";", "\t").encode(),
        ROWS.rstrip("\n").encode(),
        ("\n" + ROWS + "\n\n").encode(),
        ROWS.replace("Marché", '"12; rue\ndu ""Marché"""').encode(),
    ],
)
def test_the_usual_shapes_of_a_file_say_the_same(data: bytes) -> None:
    assert [(row.code, row.count) for row in tables(counted(data))[0].rows] == SAME


def test_one_wrong_byte_does_not_change_how_the_rest_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "SAMPLE", 64)
    monkeypatch.setattr(text, "BLOCK", 64)
    good = "1.305;47.585;féminin\n".encode()
    found = counted(b"lon;lat;s\n" + good * 9 + b"1.305;47.585;\xe9\n" + good * 20, Columns("lon", "lat", sex="s"))
    assert (found.notes, tables(found)[0].rows[0].count) == ((text.MIXED,), 30)
    assert tables(found)[0].rows[0].groups["femmes"] >= 25


def test_a_damaged_archive_is_refused() -> None:
    packed = bytearray(gzip.compress(ROWS.encode() * 50, mtime=0))
    packed[40] ^= 0xFF
    with pytest.raises(BadFile, match="abîmé"):
        counted(bytes(packed))


def test_another_encoding_is_told() -> None:
    assert counted(ROWS.encode("cp1252")).notes == ("Le fichier est lu comme cp1252.",)
    assert counted(ROWS).notes == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (b"\n\n", "vide"),
        (b"1.305,47.585\n1.306,47.585\n", "titres"),
        (b"Dupont,1.305,47.585\n", "des valeurs, pas des titres"),
        (b"longitude,lat\n1,2\n", "« lon » n'existe pas"),
        (b"lon,lat,lat\n1,2,3\n", "deux colonnes"),
        (b"PK\x03\x04....", "classeur"),
        (gzip.compress(ROWS.encode(), mtime=0)[:-20], "abîmé"),
        (b'lon,lat\n1.305,47.585\n"1.3,47\n1.3,47\n', "ligne 3.*guillemet"),
        (b"lon,lat\n573000,6725000\n573010,6725000\n", "ligne 2.*Lambert-93"),
        (b"lon,lat\n47.585,1.305\n", "échangées"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_advice(data: bytes, said: str) -> None:
    with pytest.raises(BadFile, match=said.replace("« lon »", "«\u202flon\u202f»")):
        counted(data)


def test_lines_are_those_of_the_file_across_blocks_and_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "SAMPLE", 64)
    monkeypatch.setattr(text, "BLOCK", 64)
    lines = ["x,lon,lat", *["a,1.305,47.585"] * 9, '"b\nb",1.305,47.585', *["a,1.305,47.585"] * 9, "c,,", "d,0,0"]
    found = counted("\n".join(lines) + "\n")
    assert told(found) == {Fault.EMPTY: [22], Fault.NOWHERE: [23]}
    assert tables(found)[0].rows[0].count == 19


def test_only_the_first_lines_are_told_of_each_reason() -> None:
    found = counted("lon,lat\n1.305,47.585\n" + "0,0\n" * 50)
    assert (told(found)[Fault.NOWHERE], found.faults.counts) == ([*range(3, 13)], {Fault.NOWHERE: 50})


def test_progress_hears_of_every_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "SAMPLE", 256)
    monkeypatch.setattr(text, "BLOCK", 256)
    heard: list[int] = []
    count(io.BytesIO(b"lon,lat\n" + b"1.305,47.585\n" * 100), COLUMNS, [LAYER], progress=heard.append)
    assert (len(heard) > 3, heard[-1], heard) == (True, 100, sorted(heard))


VALUE = st.sampled_from(
    ["1.305", "47,585", " 1.3 ", "", "nan", "-inf", "abc", "1e2", "0", '"1.3"', "12;5", '"a\nb"', "é"]
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(WANTED) as opened:
        yield opened


WANTED = Wanted(("lon", "lat", "s", "p"), "|", 0, 1, 2, precision=3)


@settings(max_examples=100, deadline=None)
@given(records=st.lists(st.lists(VALUE, min_size=2, max_size=5), min_size=1, max_size=8))
def test_duckdb_and_the_csv_module_read_alike(reader: Reader, records: list[list[str]]) -> None:
    block = Block("\n".join("|".join(record) for record in records).encode() + b"\n", 2)
    quick, slow = reader.read(block), slowly(WANTED, block)
    for name in ("lon", "lat", "sex", "line", "precision"):
        assert np.array_equal(getattr(quick, name), getattr(slow, name)), name
    assert {fault: list(lines) for fault, lines in quick.faults.items()} == {
        fault: list(lines) for fault, lines in slow.faults.items()
    }


def test_without_memory_files_the_csv_module_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(rows.os, "memfd_create")
    assert [(row.code, row.count) for row in tables(counted(ROWS))[0].rows] == SAME


def test_a_column_that_is_not_asked_is_never_looked_at() -> None:
    # A value that would be refused in a column of numbers, and a name: neither is in what the engine keeps.
    sheet = Sheet(io.BytesIO(b"nir,lon,lat\n2 84 05 88 321 025 91,1.305,47.585\n"))
    wanted = Wanted(tuple(sheet.titles), sheet.separator, 1, 2)
    with Reader(wanted) as reader:
        found = reader.read(next(iter(sheet.blocks())))
        assert all("c0" not in query.split("FROM")[0] for query in reader._queries)
    assert (found.lon.tolist(), found.faults) == ([1.305], {})
