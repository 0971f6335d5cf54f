"""Tile map of France: classes, names, drawing."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.core.web import classes, tilemap, tiles
from tenir.core.web.quantities import Unit
from tenir.core.web.templatetags.figures import tile_map
from tenir.core.web.tilemap_drawing import map_svg

UNIT = Unit("engagement en cours", "engagements en cours", places=0)


def tile(drawn: tilemap.TileMap, code: str) -> tilemap.Tile:
    return next(tile for tile in drawn.tiles if tile.code == code)


def test_tile_says_its_name_code_and_figure() -> None:
    drawn = tilemap.build({"21": 3, "75": 1}, title="Essai", unit=UNIT)
    assert tile(drawn, "21").sentence == "Côte-d'Or (21)\u202f: 3\u00a0engagements en cours"
    assert tile(drawn, "75").said == "1\u00a0engagement en cours"


def test_tile_missing_is_not_zero() -> None:
    drawn = tilemap.build({"21": 0, "75": None, "69": float("nan"), "13": 4}, title="Essai", unit=UNIT)
    assert (tile(drawn, "21").tone, tile(drawn, "21").said) == ("value-1", "0\u00a0engagement en cours")
    assert {tile(drawn, code).tone for code in ("75", "69", "01")} == {"no-figure"}
    assert tile(drawn, "75").said == "non renseigné"


def test_tile_code_unknown_is_refused() -> None:
    with pytest.raises(ValueError, match="no tile for 20, 984"):
        tilemap.build({"20": 1, "984": 2, "21": 3}, title="Essai")


def test_breaks_given_make_the_classes() -> None:
    drawn = tilemap.build({"01": 3, "02": 4, "03": 12}, title="Essai", unit=UNIT, breaks=(4, 8))
    assert [tile(drawn, code).tone for code in ("01", "02", "03")] == ["value-1", "value-3", "value-5"]
    assert [key.words for key in drawn.legend] == [
        "moins de 4 (1 territoire)",
        "de 4 à 7 (1 territoire)",
        "8 et plus (1 territoire)",
        "non renseigné (104 territoires)",
    ][: len(drawn.legend)]


@pytest.mark.parametrize("breaks", [(4, 4), (8, 4), (1, 2, 3, 4, 5)])
def test_breaks_that_cannot_be_are_refused(breaks: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"breaks must rise|at most 5 classes"):
        tilemap.build({"01": 1}, title="Essai", breaks=breaks)


def test_decimals_are_said_without_a_gap_between_classes() -> None:
    assert classes.words((Decimal("2.5"), Decimal(10)), Unit("%")) == [
        "moins de 2,5\u202f%",
        "de 2,5 à moins de 10\u202f%",
        "10\u202f% et plus",
    ]


def test_level_map_shades_by_level_and_keeps_other_signs_apart() -> None:
    levels = {"01": "objectif_atteint", "02": "non_demarre", "03": "abandonne", "04": None}
    drawn = tilemap.build_levels(levels, title="Essai")
    assert [tile(drawn, code).tone for code in levels] == ["step-4", "step-0", "step-abandonne", "no-figure"]
    assert [tile(drawn, code).bars for code in levels] == [4, 0, None, None]
    assert tile(drawn, "04").said == "niveau non renseigné"


def test_linked_tile_is_a_link_and_the_others_are_images() -> None:
    svg = ElementTree.fromstring(map_svg(tilemap.build({"21": 3}, title="Essai", links={"21": "/lieux/21/?a=1&b=2"})))
    links = svg.findall(".//a")
    assert [link.get("href") for link in links] == ["/lieux/21/?a=1&b=2"]
    assert links[0].get("aria-label") == "Côte-d'Or (21)\u202f: 3"
    assert len(svg.findall(".//g[@role='img']")) == 106


def test_map_carries_its_data_table_and_a_way_past_it() -> None:
    html = tile_map(tilemap.build({"21": 3}, title="Essai", unit=UNIT, key="carte"))
    assert '<a class="skip-figure" href="#carte-suite">Passer la carte</a>' in html
    assert html.count('<th scope="row">') == len(tiles.NAMES)
    assert '<td>Côte-d&#x27;Or</td><td class="number">3\u00a0engagements en cours</td>' in html


def test_map_bears_no_inline_style_or_script() -> None:
    html = tile_map(tilemap.build({"21": 3}, title="Essai"))
    assert "style=" not in html
    assert "<script" not in html


@given(st.lists(st.one_of(st.none(), st.integers(-50, 50), st.decimals(-9, 9, places=2)), max_size=40))
def test_quantile_breaks_put_equal_values_together(values: list[int | Decimal | None]) -> None:
    breaks = classes.quantile_breaks(values)
    known = [value for value in values if value is not None]
    classes.check_breaks(breaks)
    used = {classes.class_of(value, breaks) for value in known}
    # No class is empty, and there is one more than breaks.
    assert used == (set(range(1, len(breaks) + 2)) if known else set())


@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=200, unique=True))
def test_quantile_breaks_share_distinct_values_evenly(values: list[int]) -> None:
    breaks = classes.quantile_breaks(values)
    sizes = [sum(classes.class_of(value, breaks) == rank for value in values) for rank in range(1, 6)]
    assert max(sizes) - min(sizes) <= 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_map_is_well_formed_whatever_the_words(title: str, unit: str) -> None:
    words = dict.fromkeys(tiles.NAMES, f"/{unit}")
    drawn = tilemap.build({"21": 3}, title=title, unit=unit, links=words, key='a"b<c>')
    text = "".join(letter for letter in map_svg(drawn) if letter >= " " and letter not in "\ufffe\uffff")
    svg = ElementTree.fromstring(text.encode("utf-8", "replace"))
    assert {child.tag for child in svg.iter()} <= {"svg", "a", "g", "title", "rect", "text", "path"}
