"""The title that stands right above a list: of an axis, of a theme; capitals above it are a title of their own."""

from collections.abc import Sequence

from tenir.engines.documents.bullets import begins_with_verb, bullet_of, lone_glyph, scanned_bullet_of
from tenir.engines.documents.headings import in_capitals, title_of
from tenir.engines.documents.sentences import starts_small
from tenir.engines.documents.work import Line

TALLEST = 4  # lines of a title
LONGEST = 220  # characters of a title; more is a paragraph


def title_above(lines: Sequence[Line], opener: int, floor: int, *, expected: bool) -> tuple[int, int] | None:
    """Places of the first and last line of the title above `opener`, none above `floor`.

    Without a title `expected`, what reads as the end of the list before is none.
    """
    places = _paragraph(lines, opener - 1, floor, whole=expected)
    while places and starts_small(_bare(lines[places[0]].text)) and len(places) < TALLEST:
        above = _paragraph(lines, places[0] - 1, floor)[-(TALLEST - len(places)) :]
        if not above:
            break
        places = above + places
    if not places or not _reads_as_title(lines, places, expected=expected):
        return None
    return places[0], places[-1]


def _bare(text: str) -> str:
    mark = scanned_bullet_of(text)
    return mark.words(text) if mark and not bullet_of(text) else text


def _paragraph(lines: Sequence[Line], last: int, floor: int, *, whole: bool = False) -> list[int]:
    """The lines that stand together right above, up to one that ends a sentence, is a bullet or is in capitals.

    A title may have commas at the end of its lines: only a `whole` paragraph is read through them.
    """
    while last > floor and (not lines[last].text or lines[last].dropped or lone_glyph(lines[last].text)):
        last -= 1
    places = list[int]()
    capitals = last > floor and in_capitals(lines[last].text)
    for place in range(last, max(floor, last - TALLEST), -1):
        line = lines[place]
        if (
            not line.text
            or line.dropped
            or lone_glyph(line.text)
            or bullet_of(line.text)
            or line.text.endswith((".", ";", "!", "?"))
        ):
            break
        if line.text.endswith(",") and not (whole and places and _alone(lines, place)):
            break
        if places and in_capitals(line.text) != capitals:
            break
        places.insert(0, place)
        if title_of(line.text):
            break
    return places


def _alone(lines: Sequence[Line], place: int) -> bool:
    """Whether a line opens its paragraph with a capital."""
    return (place == 0 or not lines[place - 1].text or lone_glyph(lines[place - 1].text)) and not starts_small(
        lines[place].text
    )


def _reads_as_title(lines: Sequence[Line], places: list[int], *, expected: bool) -> bool:
    words = " ".join(lines[place].text for place in places)
    first = _bare(lines[places[0]].text)
    if len(words) > LONGEST or starts_small(first) or not any(map(str.isalpha, words)):
        return False
    if expected or title_of(words) or in_capitals(words):
        return True
    apart = places[0] == 0 or not lines[places[0] - 1].text
    return apart and not begins_with_verb(first) and len(places) <= 2
