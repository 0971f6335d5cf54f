"""Charts as SVG: presentation attributes and classes only, widths in percent, letters in the size of the page.

Nothing is scaled with the drawing: shapes stretch, letters do not. So a chart reads the same at 375 and 1280 px and in
print, and no size of a screen is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from tenir.core.web import scales
from tenir.core.web.charts import Bar, Bars, LevelBars, LevelRow, Line, Point, Sparkline
from tenir.core.web.french import MISSING, date_longue, nombre
from tenir.core.web.quantities import Value, figure, is_missing
from tenir.core.web.signs import Level
from tenir.core.web.tilemap import tone_of_level

BAR_HEIGHT = 14
# A figure is written in a segment only when it surely fits, on a phone too.
ROOM_FOR_COUNT = 9.0
PLOT_TOP = 34
PLOT_HEIGHT = 190
BOTTOM = PLOT_TOP + PLOT_HEIGHT
LEFT, RIGHT = 13.0, 97.0
MOST_DATES = 4
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
# Percent of the width that a date and its margin take on a phone.
DATE = 26.0


def bars(chart: Bars) -> SafeString:
    """A list: label, figure, bar. Labels are plain text above the bars, so that they wrap and never overlap."""
    known = [bar.value for bar in chart.bars if bar.value is not None and not is_missing(bar.value)]
    full = chart.full if chart.full is not None else max(known, default=1)
    items = format_html_join("", "{}", ((_bar(bar, chart, full or 1),) for bar in chart.bars))
    return format_html('<ol class="bars">{}</ol>', items)


def _bar(bar: Bar, chart: Bars, full: Value) -> SafeString:
    told = figure(bar.value, chart.unit)
    if bar.value is None or is_missing(bar.value):
        drawing = SafeString('<line class="bar-missing" x1="0" x2="100%" y1="7" y2="7"/>')
    else:
        width = min(100.0, scales.share(bar.value, Decimal(0), Decimal(str(full))))
        drawing = SafeString(f'<rect class="bar-full" width="{width}%" height="{BAR_HEIGHT}"/>')
    return format_html(
        '<li><span class="bar-label">{}</span> <span class="bar-figure">{}</span>'
        '<svg class="bar" width="100%" height="{}" aria-hidden="true"><rect class="bar-axis" width="1" height="{}"/>{}'
        "</svg></li>",
        _linked(bar.label, bar.url),
        told,
        BAR_HEIGHT,
        BAR_HEIGHT,
        drawing,
    )


def level_bars(chart: LevelBars) -> SafeString:
    """A list of stacked bars, achieved first; each segment is named by the legend and by the data table."""
    levels = chart.levels
    items = format_html_join("", "{}", ((_level_bar(row, levels),) for row in chart.rows_of_levels))
    return format_html('<ol class="bars bars-levels">{}</ol>', items)


def _level_bar(row: LevelRow, levels: Sequence[Level]) -> SafeString:
    counts = [(row.counts or {}).get(level.code, 0) for level in levels]
    total = sum(counts)
    if row.counts is None or not total:
        told = MISSING if row.counts is None else "aucun engagement"
        drawing = SafeString('<line class="bar-missing" x1="0" x2="100%" y1="13" y2="13"/>')
    else:
        told = nombre(total)
        drawing = SafeString("".join(_segments(levels, counts, total)))
    return format_html(
        '<li><span class="bar-label">{}</span> <span class="bar-figure">{}</span>'
        '<svg class="bar" width="100%" height="26" aria-hidden="true">{}</svg></li>',
        _linked(row.label, row.url),
        told,
        drawing,
    )


def _segments(levels: Sequence[Level], counts: Sequence[int], total: int) -> Iterator[str]:
    starts = [0, *accumulate(counts)]
    for level, count, start in zip(levels, counts, starts, strict=False):
        if not count:
            continue
        name, x, width = tone_of_level(level), round(100 * start / total, 2), round(100 * count / total, 2)
        yield f'<rect class="{name}" x="{x}%" width="{width}%" y="1" height="24"/>'
        if width >= ROOM_FOR_COUNT:
            yield f'<text class="on-{name}" x="{round(x + width / 2, 2)}%" y="18">{nombre(count)}</text>'


def line(chart: Line) -> SafeString:
    """A line or steps, its target, its marks and dates; one image with a title and a description."""
    values = [value for _, value in chart.known] + ([chart.target] if chart.target is not None else [])
    values += [one.value for one in chart.aims if one.value is not None]
    marks = scales.ticks(min(values, default=0), max(values, default=0))
    days = [point.day.toordinal() for point in (*chart.points, *chart.aims)]
    plot = _Plot(marks[0], marks[-1], min(days, default=0), max(days, default=0))
    parts = [_grid(marks, plot), _target(chart, plot), *_aims(chart, plot), _path(chart, plot), *_dots(chart, plot)]
    parts += _dates(chart, plot)
    height = BOTTOM + 28
    return format_html(
        '<svg class="line-chart" width="100%" height="{}" role="img" aria-labelledby="{}-nom {}-dit">'
        '<title id="{}-nom">{}</title><desc id="{}-dit">{}</desc>{}</svg>',
        height,
        *[chart.anchor] * 3,
        chart.title,
        chart.anchor,
        _described(chart),
        SafeString("".join(parts)),
    )


class _Plot:
    """Places of values and days: percent across, pixels down."""

    def __init__(self, low: Decimal, high: Decimal, first: int, last: int) -> None:
        self.low, self.high, self.first, self.last = low, high, first, last

    def x(self, point: Point) -> float:
        """Percent of the width; a lone day stands in the middle."""
        if self.first == self.last:
            return (LEFT + RIGHT) / 2
        return round(LEFT + (RIGHT - LEFT) * (point.day.toordinal() - self.first) / (self.last - self.first), 2)

    def y(self, value: Value) -> float:
        """Pixels from the top."""
        return round(PLOT_TOP + PLOT_HEIGHT * (1 - scales.share(value, self.low, self.high) / 100), 1)


def _grid(marks: Sequence[Decimal], plot: _Plot) -> str:
    drawn = []
    for mark in marks:
        y = plot.y(mark)
        name = "axis" if mark == 0 else "grid"
        drawn.append(f'<line class="{name}" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
        drawn.append(f'<text class="mark-text" x="0" y="{y - 4}">{figure(mark)}</text>')
    return "".join(drawn)


def _target(chart: Line, plot: _Plot) -> str:
    if chart.target is None:
        return ""
    y = plot.y(chart.target)
    told = escape(f"{chart.target_words}\u202f: {figure(chart.target, chart.unit)}")
    return (
        f'<line class="target" x1="{LEFT}%" x2="{RIGHT}%" y1="{y}" y2="{y}"/>'
        f'<text class="target-text" x="{LEFT}%" y="{y - 6}">{told}</text>'
    )


def _aims(chart: Line, plot: _Plot) -> Iterator[str]:
    """The way aimed at, dashed, with a ring and its words at each end of it."""
    aims = [(point, point.value) for point in chart.aims if point.value is not None]
    for (point, value), (after, reached) in pairwise(aims):
        x1, y1, x2, y2 = plot.x(point), plot.y(value), plot.x(after), plot.y(reached)
        # By steps, what is expected stays what it was until the day of the target.
        corner = y1 if chart.aims_in_steps else y2
        yield f'<line class="target" x1="{x1}%" y1="{y1}" x2="{x2}%" y2="{corner}"/>'
        if chart.aims_in_steps:
            yield f'<line class="target" x1="{x2}%" y1="{y1}" x2="{x2}%" y2="{y2}"/>'
    for point, value in aims:
        told = escape(f"{chart.target_words}, {date_longue(point.day)}\u202f: {figure(value, chart.unit)}")
        yield f'<circle class="aim" cx="{plot.x(point)}%" cy="{plot.y(value)}" r="4"><title>{told}</title></circle>'
    if aims:
        point, value = aims[-1]
        told = escape(f"{chart.target_words}\u202f: {figure(value, chart.unit)}")
        yield f'<text class="target-text end" x="{plot.x(point)}%" y="{plot.y(value) - 10}">{told}</text>'


def _path(chart: Line, plot: _Plot) -> str:
    """Lines between neighbours that both have a figure: `<line>`, because a path knows no percent."""
    known = {point.day: value for point, value in chart.known}
    drawn = []
    for point, after in zip(chart.points, chart.points[1:], strict=False):
        if point.day not in known:
            continue
        x1, y1, x2 = plot.x(point), plot.y(known[point.day]), plot.x(after)
        if chart.steps:
            # A figure holds until the day of the next answer, even when that answer is missing.
            drawn.append(_stroke(x1, y1, x2, y1))
            if after.day in known:
                drawn.append(_stroke(x2, y1, x2, plot.y(known[after.day])))
        elif after.day in known:
            drawn.append(_stroke(x1, y1, x2, plot.y(known[after.day])))
    return "".join(drawn)


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="stroke" x1="{x1}%" y1="{y1}" x2="{x2}%" y2="{y2}"/>'


def _dots(chart: Line, plot: _Plot) -> Iterator[str]:
    for point, value in chart.known:
        told = escape(f"{date_longue(point.day)}\u202f: {figure(value, chart.unit)}")
        yield f'<circle class="dot" cx="{plot.x(point)}%" cy="{plot.y(value)}" r="3.5"><title>{told}</title></circle>'
    if chart.known:
        point, value = chart.known[-1]
        x, y = plot.x(point), plot.y(value)
        anchor = "end" if x > 60 else "start"
        yield f'<text class="last-text {anchor}" x="{x}%" y="{y - 10}">{escape(figure(value, chart.unit))}</text>'


def _dates(chart: Line, plot: _Plot) -> Iterator[str]:
    """Dates below, at most four: the ends first, those between only where they stand clear of the others on a phone."""
    days = sorted({point.day for point in (*chart.points, *chart.aims)})
    count = len(days)
    between = (rank * (count - 1) // (MOST_DATES - 1) for rank in range(1, MOST_DATES - 1))
    taken: list[tuple[float, float]] = []
    for rank in dict.fromkeys([0, count - 1, *between]) if count else ():
        x = plot.x(Point(days[rank], None))
        anchor, start = (
            ("start", x) if x < LEFT + 10 else ("end", x - DATE) if x > RIGHT - 10 else ("middle", x - DATE / 2)
        )
        if all(start >= right or start + DATE <= left for left, right in taken):
            taken.append((start, start + DATE))
            yield f'<text class="date-text {anchor}" x="{x}%" y="{BOTTOM + 20}">{_month(days[rank])}</text>'


def _month(day: date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def _described(chart: Line) -> str:
    known = chart.known
    if not known:
        return "Aucune valeur n'est renseignée."
    lost = len(chart.points) - len(known)
    gaps = f" {lost} non renseignée{'s' if lost > 1 else ''}." if lost else ""
    aim = f" {chart.target_words}\u202f: {figure(chart.target, chart.unit)}." if chart.target is not None else ""
    if chart.aims:
        end = chart.aims[-1]
        aim = f" {chart.target_words} au {date_longue(end.day)}\u202f: {figure(end.value, chart.unit)}."
    (first, low), (last, high) = known[0], known[-1]
    start = f"{figure(low, chart.unit)} ({date_longue(first.day)})"
    return f"De {start} à {figure(high, chart.unit)} ({date_longue(last.day)}).{aim}{gaps}"


def sparkline(chart: Sparkline) -> SafeString:
    """A small line in the text; lone values between gaps are dots."""
    known = [value for value in (*chart.values, chart.target) if value is not None and not is_missing(value)]
    marks = scales.ticks(min(known, default=0), max(known, default=0))
    last = max(1, len(chart.values) - 1)

    def place(rank: int, value: Value) -> tuple[float, float]:
        return round(4 + 88 * rank / last, 1), round(20 - 16 * scales.share(value, marks[0], marks[-1]) / 100, 1)

    runs = _runs(chart.values)
    parts = [
        f'<polyline class="stroke" points="{" ".join("{},{}".format(*place(*item)) for item in run)}"/>'
        for run in runs
        if len(run) > 1
    ]
    ends = [place(*run[0]) for run in runs if len(run) == 1] + ([place(*runs[-1][-1])] if runs else [])
    parts += [f'<circle class="dot" cx="{x}" cy="{y}" r="2.2"/>' for x, y in dict.fromkeys(ends)]
    if chart.target is not None:
        y = place(0, chart.target)[1]
        parts.insert(0, f'<line class="target" x1="4" x2="92" y1="{y}" y2="{y}"/>')
    return format_html(
        '<svg class="sparkline" viewBox="0 0 96 24" width="96" height="24" role="img" aria-label="{}">{}</svg>',
        chart.sentence,
        SafeString("".join(parts)),
    )


def _runs(values: Sequence[Value | None]) -> list[list[tuple[int, Value]]]:
    """Values that follow one another without a gap, with their ranks."""
    runs: list[list[tuple[int, Value]]] = [[]]
    for rank, value in enumerate(values):
        if value is None or is_missing(value):
            runs.append([])
        else:
            runs[-1].append((rank, value))
    return [run for run in runs if run]


def _linked(label: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, label) if url else format_html("{}", label)
