"""The straight lines drawn on a page, as borders of tables are: strokes, thin rectangles, outlines of boxes."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from tenir.engines.documents.readers.pdf.words import View

THIN = 2.5  # points; a thicker rectangle is a band of colour, not a line
SHORT = 4.0  # points; anything shorter is a dash or a glyph
NEAR = 3.0  # points within which two lines are one
MOST_OBJECTS = 20_000  # of a page; above, it is a map or a drawing
MOST_SEGMENTS = 2_000
DOT = (1.5, 8.0)  # points, the sides of a bullet that is drawn
MOST_DOTS = 300  # of a page; above, they are a pattern
_DEEPEST = 4  # forms within forms


class Ruling(NamedTuple):
    """A line at `at`, from `start` to `end`, in points as seen from the top left corner."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """Horizontal and vertical lines of a page, and its small shapes (left, top, right, bottom), as bullets are."""

    across: list[Ruling]
    down: list[Ruling]
    dots: list[tuple[float, float, float, float]]


_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rulings_of(raw: Any, page: Any, view: View) -> Rulings:
    """The lines of a page, those that touch end to end made one; none when the page is a drawing."""
    count = raw.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        return Rulings([], [], [])
    across, down = list[Ruling](), list[Ruling]()
    dots = list[tuple[float, float, float, float]]()
    objects = (raw.FPDFPage_GetObject(page, index) for index in range(count))
    for start, end in _segments(raw, objects, _SAME, 0):
        one, other = view.place(*start), view.place(*end)
        if is_dot(one, other):
            dots.append((min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])))
        else:
            _sort_in(one, other, across, down)
        if len(across) + len(down) > MOST_SEGMENTS:
            return Rulings([], [], [])
    return Rulings(_joined(across), _joined(down), dots if len(dots) <= MOST_DOTS else [])


def is_dot(one: _Point, other: _Point) -> bool:
    """Whether the corners of a shape are those of something small and about as wide as it is high."""
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    return DOT[0] <= width <= DOT[1] and DOT[0] <= height <= DOT[1] and 0.7 <= width / height <= 1.4


def _sort_in(start: _Point, end: _Point, across: list[Ruling], down: list[Ruling]) -> None:
    (x1, y1), (x2, y2) = start, end
    if abs(y1 - y2) <= 1 and abs(x1 - x2) >= SHORT:
        across.append(Ruling((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
    elif abs(x1 - x2) <= 1 and abs(y1 - y2) >= SHORT:
        down.append(Ruling((x1 + x2) / 2, min(y1, y2), max(y1, y2)))


def _segments(raw: Any, objects: Iterator[Any], matrix: _Matrix, depth: int) -> Iterator[tuple[_Point, _Point]]:
    for one in objects:
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _of_path(raw, one, _within(_matrix(raw, one), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(raw.FPDFFormObj_CountObjects(one), MOST_OBJECTS)
            inner = (raw.FPDFFormObj_GetObject(one, index) for index in range(count))
            yield from _segments(raw, inner, _within(_matrix(raw, one), matrix), depth + 1)


def _matrix(raw: Any, one: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(one, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _of_path(raw: Any, path: Any, matrix: _Matrix) -> Iterator[tuple[_Point, _Point]]:
    """A thin shape is one line along its middle; of others, their sides when these are drawn and not only filled."""
    points = list(_points(raw, path, matrix))
    if not points:
        return
    xs, ys = [x for _, x, _ in points], [y for _, _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if is_dot((left, low), (right, high)):
        # From corner to corner: its slant tells it from a line.
        yield (left, low), (right, high)
    elif high - low <= THIN:
        yield (left, (low + high) / 2), (right, (low + high) / 2)
    elif right - left <= THIN:
        yield ((left + right) / 2, low), ((left + right) / 2, high)
    elif _is_stroked(raw, path):
        yield from _sides(raw, points)


def _is_stroked(raw: Any, path: Any) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, filled, stroked)) and bool(stroked.value)


def _points(raw: Any, path: Any, matrix: _Matrix) -> Iterator[tuple[int, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for index in range(min(raw.FPDFPath_CountSegments(path), MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetPoint(segment, x, y):
            kind = raw.FPDFPathSegment_GetType(segment)
            yield kind, a * x.value + c * y.value + e, b * x.value + d * y.value + f


def _sides(raw: Any, points: list[tuple[int, float, float]]) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path, each subpath closed: an open one only adds a slanted line, which is no ruling."""
    first = before = points[0][1:]
    for kind, x, y in points:
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield before, first
            first = (x, y)
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, (x, y)
        before = (x, y)
    yield before, first


def _joined(rulings: list[Ruling]) -> list[Ruling]:
    """Lines at the same place that touch or overlap become one; dashes become the line that they draw."""
    found: list[Ruling] = []
    for level in _levels(sorted(rulings)):
        at = sum(one.at for one in level) / len(level)
        start, end = level[0].start, level[0].end
        for one in level[1:]:
            if one.start > end + NEAR:
                found.append(Ruling(at, start, end))
                start, end = one.start, one.end
            end = max(end, one.end)
        found.append(Ruling(at, start, end))
    return found


def _levels(ordered: list[Ruling]) -> Iterator[list[Ruling]]:
    """Lines at about the same place, by where they start."""
    level: list[Ruling] = []
    for one in ordered:
        if level and one.at - level[0].at > NEAR:
            yield sorted(level, key=lambda ruling: ruling.start)
            level = []
        level.append(one)
    if level:
        yield sorted(level, key=lambda ruling: ruling.start)
