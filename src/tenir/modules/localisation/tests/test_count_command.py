"""`tenir localisation count`, as typed: counts on stdout, everything else on stderr, no database."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
import shapely

from tenir.engines.localisation import storage
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import of_features
from tenir.modules.localisation import layers
from tenir.modules.localisation.tests.test_workbooks import book
from tests.running import Run, command, environment


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def nowhere(data: Path) -> Run:
    """`tenir` with a database that does not answer."""
    env = environment(data, "postgres://nobody@127.0.0.1:1/nothing")
    # All that a process could write by accident lies below the folder of the test.
    env |= {name: str(data.parent) for name in ("TMPDIR", "HOME")}

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        asked = {"cwd": data.parent, "env": env, "capture_output": True, "text": True, "timeout": 90}
        return subprocess.run(command(*arguments), **asked, **options)  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture
def zones(tmp_path: Path) -> Path:
    """Two invented neighbourhoods."""
    boxes = {"QNA": shapely.box(1.30, 47.58, 1.31, 47.59), "QNB": shapely.box(1.31, 47.58, 1.32, 47.59)}
    features = [
        {"type": "Feature", "properties": {"code": code, "name": f"Quartier {code}"}, "geometry": box.__geo_interface__}
        for code, box in boxes.items()
    ]
    file = tmp_path / "zones.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Twelve people in one, three in the other, twenty in none, one by the border, one without coordinates."""
    rows = ["1.305;47.585"] * 12 + ["1.315;47.585"] * 3 + ["1.35;47.6"] * 20 + ["1.30001;47.585", ";"]
    file = tmp_path / "personnes.csv"
    file.write_text("lon;lat;nom\n" + "".join(f"{row};MARQUEUR-7781\n" for row in rows), encoding="utf-8")
    return file


ASKED = ("--lon", "lon", "--lat", "lat")


def test_json_is_the_promised_one_without_a_database(nowhere: Run, people: Path, zones: Path) -> None:
    ended = nowhere(
        "localisation", "count", str(people), *ASKED, "--zones", str(zones), "--no-protect", "--format", "json"
    )
    assert (ended.returncode, json.loads(ended.stdout)) == (
        0,
        {
            "rows": [
                {"code": "QNA", "name": "Quartier QNA", "count": 12},
                {"code": "QNB", "name": "Quartier QNB", "count": 3},
            ],
            "cannot_say": 1,
            "outside": 20,
            "unreadable": 1,
        },
    )
    assert "37 lignes lues, 1 inutilisable" in ended.stderr
    assert "(ligne 38)" in ended.stderr


def test_small_counts_are_withheld_unless_told_otherwise(nowhere: Run, people: Path, zones: Path) -> None:
    ended = nowhere("localisation", "count", str(people), *ASKED, "--zones", str(zones), "--format", "json")
    assert "QNB" not in ended.stdout
    assert "--no-protect" in ended.stderr


def test_standard_input_is_read_and_a_csv_comes_out(nowhere: Run, people: Path, zones: Path) -> None:
    arguments = ("-", *ASKED, "--zones", str(zones), "--no-protect", "--format", "csv", "--precision", "0")
    ended = nowhere("localisation", "count", *arguments, input=people.read_text())
    rows = list(csv.DictReader(io.StringIO(ended.stdout)))
    assert [(row["code"], row["personnes"]) for row in rows] == [("QNA", "13"), ("QNB", "3"), ("", "20"), ("", "0")]


def test_workbook_is_counted_too(nowhere: Run, zones: Path, tmp_path: Path) -> None:
    file = tmp_path / "personnes.xlsx"
    file.write_bytes(book(("nom", "lon", "lat"), *[("MARQUEUR-7781", 1.305, 47.585)] * 12, further=1))
    ended = nowhere("localisation", "count", str(file), *ASKED, "--zones", str(zones), "--format", "json")
    assert json.loads(ended.stdout)["rows"] == [{"code": "QNA", "name": "Quartier QNA", "count": 12}]
    assert "le premier des 2" in ended.stderr


def test_nothing_of_the_file_stays(nowhere: Run, people: Path, zones: Path, tmp_path: Path) -> None:
    nowhere("localisation", "count", str(people), *ASKED, "--zones", str(zones))
    nowhere("localisation", "count", str(people), "--lon", "nom", "--lat", "lat", "--zones", str(zones))
    people.unlink()
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and b"MARQUEUR" in file.read_bytes()]
    assert kept == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("absent.csv", *ASKED), "aucun contour « qpv » de 2024 n'est installé"),
        (("absent.csv", *ASKED, "--generation", "2015"), "de 2015"),
        (("absent.csv", *ASKED, "--zones", "absent.geojson"), "absent.geojson"),
        (("absent.csv", *ASKED, "--by", "qpv,commune", "--zones", "x"), "une seule sorte"),
        (("absent.csv", *ASKED, "--precision", "loin"), "mètres"),
        (("absent.csv", "--lon", "lon"), "--lat"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(nowhere: Run, arguments: tuple[str, ...], said: str) -> None:
    ended = nowhere("localisation", "count", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr.replace("\u202f", " ")
    assert "Traceback" not in ended.stderr


def test_an_absent_file_or_column_is_named(nowhere: Run, people: Path, zones: Path) -> None:
    ended = nowhere("localisation", "count", str(people.with_name("autre.csv")), *ASKED, "--zones", str(zones))
    assert (ended.returncode, "autre.csv" in ended.stderr) == (2, True)
    ended = nowhere("localisation", "count", str(people), "--lon", "x", "--lat", "lat", "--zones", str(zones))
    assert (ended.returncode, "«\u202flon\u202f», «\u202flat\u202f», «\u202fnom\u202f»" in ended.stderr) == (2, True)


def test_installed_zones_are_found_by_kind_and_generation(nowhere: Run, people: Path, zones: Path, data: Path) -> None:
    read = layers.boundaries.read(zones)
    storage.save(Index.of(of_features(read.features)), data / "localisation" / "qpv-2024-0123456789abcdef")
    ended = nowhere("localisation", "count", str(people), *ASKED, "--no-protect", "--format", "json")
    assert json.loads(ended.stdout)["rows"][0]["count"] == 12
