"""A boundary file becomes a layer, or a sentence; of many remarks the first are told."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from tenir.core.errors import BadInput
from tenir.engines.localisation.boundaries import Feature
from tenir.modules.localisation import layers


class Read:
    """What reading a file gives."""

    def __init__(self, faults: int = 0, refused: int = 0) -> None:
        self.features = [Feature("QN1", "Un", shapely.box(0, 0, 1, 1), {}, "")]
        self.faults = [f"entité {n} : réparée." for n in range(faults)]
        self.refused = [f"entité {n} : sans contour." for n in range(refused)]


def test_the_first_remarks_are_told_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.boundaries, "read", lambda path: Read(faults=8))
    layer, told = layers.of_file(Path("zones.geojson"), "qpv")
    assert (layer.index.codes, len(told), told[-1]) == (("QN1",), 6, "… et 3 autres remarques sur ces contours.")


def test_contours_that_cannot_be_put_right_refuse_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.boundaries, "read", lambda path: Read(refused=2))
    with pytest.raises(BadInput, match="entité 1"):
        layers.of_file(Path("zones.geojson"), "qpv")


@pytest.mark.parametrize("content", ["", "{}", '{"features": [{"properties": {}, "geometry": null}]}', "id;nom"])
def test_what_is_no_boundary_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "zones.geojson"
    file.write_text(content)
    with pytest.raises(BadInput, match=r"contours|GeoJSON"):
        layers.of_file(file, "qpv")
