"""Files that are no contours, damaged ones, and small ones that unfold without end."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from tenir.engines.localisation.boundaries import UnreadableBoundaries, limits, read_bytes
from tenir.engines.localisation.boundaries.limits import Budget
from tenir.engines.localisation.boundaries.tests.files import NEXT, SQUARE, feature, geojson, topojson


def refused(data: bytes) -> str:
    """The sentence with which a file is sent back."""
    with pytest.raises(UnreadableBoundaries) as caught:
        read_bytes(data, "essai")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ce n'est pas un fichier de contours"),
        (b"code;nom\n1;2\n", "ce n'est pas un fichier de contours"),
        (b'{"type": "FeatureCollection", "features": [', "ce n'est pas du JSON complet"),
        (b'{"type": "autre"}', "pas une collection"),
        (b'{"nom": "\xe9"}', "UTF-8"),
        (geojson(), "ne contient aucune entit"),
        (b"\x1f\x8b\x08nothing", "gzip est ab"),
        (gzip.compress(b"x" * 100, mtime=0)[:-9], "gzip est coup"),
        (b"PK\x03\x04nothing", "archive est ab"),
        (b"SQLite format 3\x00" + b"\x00" * 200, "GeoPackage ne se lit pas"),
        (b'{"a":' * 100_000, "imbriqu"),
        (b'{"type": "Topology", "arcs": 3, "objects": {}}', "arcs de ce TopoJSON"),
    ],
)
def test_what_is_no_file_of_contours_is_sent_back_in_words(data: bytes, sentence: str) -> None:
    assert sentence in refused(data)


def test_gzip_bomb_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BYTES", 100_000)
    assert "au-delà" in refused(gzip.compress(b" " * 10_000_000, mtime=0))


def test_zip_bomb_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BYTES", 100_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lieux.geojson", b" " * 10_000_000)
    assert "au-delà" in refused(out.getvalue())


def test_archive_of_two_files_is_sent_back_with_their_names() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("a.geojson", "b.geojson"):
            archive.writestr(name, geojson(feature(SQUARE)))
    assert "(a.geojson, b.geojson)" in refused(out.getvalue())


def test_arcs_walked_again_and_again_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Budget.__init__, "__defaults__", (50,))
    told = json.loads(topojson())
    told["objects"]["lieux"]["geometries"] *= 20
    assert "plus de sommets" in refused(json.dumps(told).encode())


def test_features_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FEATURES", 1)
    assert "plus de 1 entit" in refused(geojson(feature(SQUARE), feature(NEXT, "Q2")))


def test_projection_that_is_not_known_is_told() -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
    metres = [[400_000, 300_000], [401_000, 300_000], [401_000, 301_000]]
    assert "EPSG 27700" in refused(geojson(feature(metres), crs=crs))
