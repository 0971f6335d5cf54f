"""Levels over time as SVG: one stacked column a day, achieved at the foot, the total above; see `charts_drawing.py`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from tenir.core.web import scales
from tenir.core.web.charts import LevelColumns, LevelRow
from tenir.core.web.french import nombre
from tenir.core.web.tilemap import tone_of_level

TOP, HEIGHT = 24, 170
BOTTOM = TOP + HEIGHT
# A phone has room for this many dates below.
MOST_DATES = 3
FILLED = 0.62


def level_columns(chart: LevelColumns) -> SafeString:
    """One image with a title and a description; the figures stand in the table below it."""
    totals = [sum((row.counts or {}).values()) for row in chart.columns]
    high = scales.ticks(0, max(totals, default=0))[-1]
    pitch = 100 / max(1, len(chart.columns))
    parts = [f'<line class="axis" x1="0" x2="100%" y1="{BOTTOM}" y2="{BOTTOM}"/>']
    for rank, row in enumerate(chart.columns):
        parts += _column(row, chart, rank * pitch, pitch, high)
        parts.append(_foot(chart, rank, pitch))
    return format_html(
        '<svg class="column-chart" width="100%" height="{}" role="img" aria-labelledby="{}-nom {}-dit">'
        '<title id="{}-nom">{}</title><desc id="{}-dit">{}</desc>{}</svg>',
        BOTTOM + 26,
        *[chart.anchor] * 3,
        chart.title,
        chart.anchor,
        chart.sentence,
        SafeString("".join(parts)),
    )


def _column(row: LevelRow, chart: LevelColumns, left: float, pitch: float, high: Decimal) -> Iterator[str]:
    counts = row.counts or {}
    x, width, y = round(left + pitch * (1 - FILLED) / 2, 2), round(pitch * FILLED, 2), float(BOTTOM)
    for level in chart.levels:
        if count := counts.get(level.code, 0):
            height = round(HEIGHT * scales.share(count, Decimal(0), high) / 100, 1)
            y = round(y - height, 1)
            name = tone_of_level(level)
            yield f'<rect class="{name}" x="{x}%" width="{width}%" y="{y}" height="{height}"/>'
    yield f'<text class="middle" x="{round(left + pitch / 2, 2)}%" y="{y - 6}">{nombre(sum(counts.values()))}</text>'


def _foot(chart: LevelColumns, rank: int, pitch: float) -> str:
    """The date below; few enough for a phone, the first and the last always."""
    last = len(chart.columns) - 1
    wanted = {round(step * last / (MOST_DATES - 1)) for step in range(MOST_DATES)}
    if rank not in wanted:
        return ""
    anchor, x = ("start", 0.0) if rank == 0 else ("end", 100.0) if rank == last else ("middle", (rank + 0.5) * pitch)
    words = escape(chart.shorts[rank])
    return f'<text class="date-text {anchor}" x="{round(x, 2)}%" y="{BOTTOM + 18}">{words}</text>'
