"""Tags of figures: charts, sparkline, tile map. Each is drawn on the server and carries its data table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tenir.core.web import charts, charts_columns, charts_drawing, signs, tilemap, tilemap_drawing

register = template.Library()


@register.simple_tag
def chart(shown: charts.Bars | charts.LevelBars | charts.LevelColumns | charts.Line) -> SafeString:
    """Bars, stacked levels, levels over time or a line, with its title, its sentence and its figures."""
    legend: list[tuple[SafeString, str]] = []
    if isinstance(shown, charts.Bars):
        drawing = charts_drawing.bars(shown)
    elif isinstance(shown, charts.LevelBars):
        drawing = charts_drawing.level_bars(shown)
        legend = [(_swatch(level), level.word) for level in shown.levels]
    elif isinstance(shown, charts.LevelColumns):
        drawing = charts_columns.level_columns(shown)
        legend = [(_swatch(level), level.word) for level in shown.levels]
    else:
        drawing = charts_drawing.line(shown)
    context = {
        "chart": shown,
        "drawing": drawing,
        "legend": legend,
        "numbers": data_table(shown.title, shown.heads, shown.rows),
    }
    return render_to_string("web/charts/figure.html", context)


@register.simple_tag
def sparkline(shown: charts.Sparkline) -> SafeString:
    """The way of a figure, inside a line of text."""
    return charts_drawing.sparkline(shown)


@register.simple_tag
def tile_map(shown: tilemap.TileMap, numbers: bool = True) -> SafeString:
    """Tile map of France with its legend in words and its data table.

    Without `numbers` where the page lists the same figures below the map: nothing is said by colour alone either way.
    """
    heads = [("Code", ""), ("Département ou collectivité", ""), (shown.unit.capitalize() or "Valeur", "number")]
    context = {
        "map": shown,
        "svg": tilemap_drawing.map_svg(shown),
        "legend": [(tilemap_drawing.key_svg(key, shown.of), key.words) for key in shown.legend],
        "numbers": data_table(shown.title, heads, shown.rows) if numbers else "",
    }
    return render_to_string("web/tilemap/map.html", context)


def data_table(title: str, heads: Sequence[charts.Head], rows: Iterable[Sequence[str]]) -> SafeString:
    """The data table of a figure, folded; the first cell of a row is its header."""
    openings = [f'<td class="{name}">' if name else "<td>" for _, name in heads[1:]]
    body = SafeString("\n".join(_row(row, openings) for row in rows))
    return render_to_string("web/charts/numbers.html", {"title": title, "heads": heads, "rows": body})


def _row(row: Sequence[str], openings: Sequence[str]) -> str:
    cells = (f"{opening}{escape(cell)}</td>" for opening, cell in zip(openings, row[1:], strict=True))
    return f'<tr><th scope="row">{escape(row[0])}</th>{"".join(cells)}</tr>'


def _swatch(level: signs.Level) -> SafeString:
    square = f'<rect class="{tilemap.tone_of_level(level)}" x="1" y="1" width="22" height="14"/>'
    return SafeString(
        f'<svg class="swatch" viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">{square}</svg>'
    )
