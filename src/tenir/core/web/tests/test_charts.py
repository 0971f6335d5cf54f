"""Charts: what they say, that gaps stay gaps, and that any words keep the drawing whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.core.web import charts, charts_drawing, scales
from tenir.core.web.quantities import Unit, figure
from tenir.core.web.templatetags.figures import chart

SITES = Unit("site", "sites", places=0)
# Any words a person may write, but for what no XML file can hold.
WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn")), max_size=40)
VALUES = st.one_of(st.none(), st.integers(0, 10**6), st.decimals(0, 1000, places=2))


def parsed(html: str) -> ElementTree.Element:
    """The drawing, read by a strict parser."""
    return ElementTree.fromstring(f"<all>{html}</all>")


def line(*values: charts.Value | None, **other: object) -> charts.Line:
    points = tuple(charts.Point(date(2019, month, 1), value) for month, value in enumerate(values, start=1))
    return charts.Line(title="Sites", unit=SITES, points=points, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (3, SITES, "3\u00a0sites"),
        (1, SITES, "1\u00a0site"),
        (0, SITES, "0\u00a0site"),
        (Decimal("28.45"), Unit("%"), "28,5\u202f%"),
        (Decimal("2.5"), Unit("%", places=0), "3\u202f%"),
        (12_000, Unit("€"), "12\u202f000\u202f€"),
        (-3, SITES, "\u22123\u00a0sites"),
        (None, SITES, "non renseigné"),
        (float("nan"), SITES, "non renseigné"),
    ],
)
def test_figure_with_its_unit(value: charts.Value | None, unit: Unit, words: str) -> None:
    assert figure(value, unit) == words


def test_bars_start_at_zero_and_fill_in_proportion() -> None:
    shown = charts.Bars(title="Sites", unit=SITES, bars=(charts.Bar("A", 40), charts.Bar("B", 10), charts.Bar("C", 0)))
    widths = [bar.get("width") for bar in parsed(charts_drawing.bars(shown)).iterfind(".//rect[@class='bar-full']")]
    assert widths == ["100.0%", "25.0%", "0.0%"]


def test_bar_missing_is_a_dotted_line_not_an_empty_bar() -> None:
    drawing = parsed(charts_drawing.bars(charts.Bars(title="Sites", unit=SITES, bars=(charts.Bar("A", None),))))
    assert drawing.find(".//rect[@class='bar-full']") is None
    assert drawing.find(".//line[@class='bar-missing']") is not None
    assert drawing.findtext(".//span[@class='bar-figure']") == "non renseigné"


def test_bar_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="start at zero"):
        charts.Bars(title="Sites", bars=(charts.Bar("A", -1),))


def test_level_bar_segments_follow_each_other_to_the_end() -> None:
    row = charts.LevelRow("Emploi", {"objectif_atteint": 1, "en_cours_de_deploiement": 2, "en_cours_de_lancement": 1})
    drawing = parsed(charts_drawing.level_bars(charts.LevelBars(title="Niveaux", rows_of_levels=(row,))))
    segments = [(part.get("class"), part.get("x"), part.get("width")) for part in drawing.iterfind(".//rect")]
    assert segments == [("step-4", "0.0%", "25.0%"), ("step-2", "25.0%", "50.0%"), ("step-1", "75.0%", "25.0%")]


def test_level_bar_tells_count_and_share_rounded_half_up() -> None:
    counts = {"objectif_atteint": 3, "en_voie_de_finalisation": 1}
    counts |= {"en_cours_de_deploiement": 22, "en_cours_de_lancement": 14}
    shown = charts.LevelBars(title="Niveaux", rows_of_levels=(charts.LevelRow("Toutes", counts),))
    assert shown.rows == [["Toutes", "3 (8\u202f%)", "1 (3\u202f%)", "22 (55\u202f%)", "14 (35\u202f%)", "40"]]


def test_line_breaks_where_a_figure_is_missing() -> None:
    drawing = parsed(charts_drawing.line(line(1, 2, None, 4, 5)))
    strokes = [(part.get("x1"), part.get("x2")) for part in drawing.iterfind(".//line[@class='stroke']")]
    dots = [part.get("cx") for part in drawing.iterfind(".//circle")]
    assert strokes == [(dots[0], dots[1]), (dots[2], dots[3])]
    assert len(dots) == 4


def test_steps_hold_until_the_next_answer() -> None:
    drawing = parsed(charts_drawing.line(line(1, 2, None, 4, steps=True)))
    level = [part for part in drawing.iterfind(".//line[@class='stroke']") if part.get("y1") == part.get("y2")]
    assert len(level) == 2  # January to February, February to the silence of March


def test_line_says_in_words_what_it_draws() -> None:
    svg = parsed(charts_drawing.line(line(1, None, 5, target=10))).find("svg")
    assert svg is not None
    assert svg.get("role") == "img"
    assert svg.findtext("title") == "Sites"
    assert svg.findtext("desc") == (
        "De 1\u00a0site (1er janvier 2019) à 5\u00a0sites (1er mars 2019)."
        " Cible\u202f: 10\u00a0sites. 1 non renseignée."
    )


def test_line_with_no_figure_at_all_is_drawn_empty() -> None:
    assert parsed(charts_drawing.line(line(None, None))).findtext("svg/desc") == "Aucune valeur n'est renseignée."
    assert parsed(charts_drawing.line(line())).find(".//circle") is None


def test_line_days_in_disorder_are_refused() -> None:
    with pytest.raises(ValueError, match="follow one another"):
        charts.Line(title="Sites", points=(charts.Point(date(2019, 2, 1), 1), charts.Point(date(2019, 1, 1), 2)))


def test_way_to_a_target_is_drawn_told_and_listed() -> None:
    aims = (charts.Point(date(2018, 12, 31), 2), charts.Point(date(2019, 12, 31), 20))
    shown = line(3, 5, aims=aims)
    svg = str(charts_drawing.line(shown))
    assert (svg.count('class="target"'), svg.count('class="aim"')) == (1, 2)
    assert "Cible au 31 décembre 2019\u202f: 20\xa0sites." in svg
    assert shown.rows[-1] == ["Cible, 31 décembre 2019", "20\xa0sites"]
    assert str(charts_drawing.line(line(3, 5, aims=aims, aims_in_steps=True))).count('class="target"') == 2


def test_way_in_disorder_is_refused() -> None:
    with pytest.raises(ValueError, match="follow one another"):
        line(3, aims=(charts.Point(date(2020, 1, 1), 2), charts.Point(date(2019, 1, 1), 20)))


def test_sparkline_is_named_and_keeps_gaps() -> None:
    shown = charts.Sparkline("Postes", (2, 5, None, 9), SITES, target=20)
    svg = parsed(charts_drawing.sparkline(shown)).find("svg")
    assert svg is not None
    assert svg.get("aria-label") == "Postes, de 2\u00a0sites à 9\u00a0sites, cible 20\u00a0sites, 1 non renseigné"
    assert len(svg.findall("polyline")) == 1


def test_every_chart_carries_its_data_table() -> None:
    html = chart(line(1, None, target=10, target_words="Cible de 2022"))
    rows = [[cell.text for cell in row] for row in parsed(html.replace("&nbsp;", " ")).iterfind(".//tbody/tr")]
    assert rows == [
        ["1er janvier 2019", "1\u00a0site"],
        ["1er février 2019", "non renseigné"],
        ["Cible de 2022", "10\u00a0sites"],
    ]


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 57, [0, 20, 40, 60]), (0, 0, [0, 1]), (3, 9, [0, 5, 10]), (-4, 5, [-5, 0, 5]), (0, 1, [0, 0.5, 1])],
)
def test_axis_has_round_marks_and_zero(low: int, high: int, marks: list[float]) -> None:
    assert scales.ticks(low, high) == marks


@given(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=3))
def test_axis_encloses_what_it_shows(first: int, second: Decimal) -> None:
    marks = scales.ticks(min(first, second), max(first, second))
    assert marks[0] <= min(0, first, second)
    assert max(0, first, second) <= marks[-1]
    assert 2 <= len(marks) <= 7


@given(WORDS, WORDS, st.lists(VALUES, max_size=6), VALUES)
def test_drawing_is_well_formed_whatever_is_said(
    title: str, label: str, values: list[charts.Value | None], target: charts.Value | None
) -> None:
    unit = Unit(label, title)
    points = tuple(charts.Point(date(2019, 1, rank), value) for rank, value in enumerate(values, start=1))
    shown: list[charts.Bars | charts.Line] = [
        charts.Bars(title=title, unit=unit, bars=tuple(charts.Bar(label, value, url=label) for value in values)),
        charts.Line(title=title, sentence=label, unit=unit, points=points, target=target, target_words=label),
    ]
    for one in shown:
        allowed = {"script", "style", "iframe", "img"}
        assert not allowed & {element.tag for element in parsed(chart(one)).iter()}
    parsed(charts_drawing.sparkline(charts.Sparkline(label, tuple(values), unit, target)))


def test_label_that_is_a_script_stays_text() -> None:
    html = chart(charts.Bars(title="<script>", bars=(charts.Bar('"><script>alert(1)</script>', 1),)))
    assert "<script" not in html
    assert "style=" not in html
