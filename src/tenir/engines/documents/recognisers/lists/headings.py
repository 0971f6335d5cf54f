"""Titles between the lists, and which stands under which: a sort of title met again closes those opened since."""

from collections.abc import Sequence
from typing import NamedTuple

from tenir.engines.documents.bullets import bullet_of, scanned_bullet_of
from tenir.engines.documents.french import fold
from tenir.engines.documents.headings import in_capitals, numbered_title_of, title_of
from tenir.engines.documents.recognisers.lists.openers import header_sort
from tenir.engines.documents.sentences import starts_small
from tenir.engines.documents.work import Line


class Found(NamedTuple):
    """A title: its places, its words, its sort (`axe`, `capitales`, `titre`) and printed number."""

    first: int
    last: int
    text: str
    style: str
    number: str | None = None

    @property
    def named(self) -> bool:
        return self.style not in ("capitales", "titre")


def titles_between(
    lines: Sequence[Line], first: int, last: int, title: tuple[int, int] | None, taken: frozenset[int]
) -> list[Found]:
    """Titles that name themselves, capitals, and the `title` known to stand above a list, in the order of the text."""
    found = list[Found]()
    place = first
    while place < last:
        if title and place == title[0]:
            found.append(_known(lines, title))
            place = title[1] + 1
            continue
        one = _title_at(lines, place, title[0] if title else last, taken)
        if one:
            found.append(one)
        place = one.last + 1 if one else place + 1
    return found


def _known(lines: Sequence[Line], title: tuple[int, int]) -> Found:
    words = " ".join(line.text for line in lines[title[0] : title[1] + 1] if line.text and not line.dropped)
    mark = scanned_bullet_of(words)
    words = mark.words(words) if mark else words
    named = title_of(words) or numbered_title_of(words)
    if named and named.kind:
        return Found(title[0], title[1], named.text or words, named.kind, named.number)
    style = "capitales" if in_capitals(words) else "titre"
    return Found(title[0], title[1], named.text if named else words, style, named.number if named else None)


def _title_at(lines: Sequence[Line], place: int, stop: int, taken: frozenset[int]) -> Found | None:
    line = lines[place]
    if not line.text or line.dropped or line.number in taken or bullet_of(line.text) or header_sort(line.plain):
        return None
    named = title_of(line.text)
    if named and named.kind:
        last = _more(lines, place, stop)
        rest = [one.text for one in lines[place + 1 : last + 1]]
        return Found(place, last, " ".join([named.text, *rest]).strip() or line.text, named.kind, named.number)
    if not in_capitals(line.text):
        return None
    last = place
    while (
        last + 1 < stop and lines[last + 1].text and in_capitals(lines[last + 1].text) and not lines[last + 1].dropped
    ):
        last += 1
    return Found(place, last, " ".join(one.text for one in lines[place : last + 1]), "capitales")


def _more(lines: Sequence[Line], place: int, stop: int) -> int:
    """A title goes on in small letters on the next line; two more at most."""
    last = place
    while last + 1 < min(stop, place + 3) and lines[last + 1].text and starts_small(lines[last + 1].text):
        if bullet_of(lines[last + 1].text):
            break
        last += 1
    return last


def whole(title: Found) -> bool:
    """Whether a title in capitals says something by itself: a page may have kept only its end."""
    words = fold(title.text).split()
    small = {"et", "de", "des", "du", "la", "le", "les", "pour", "a", "au", "aux", "dans", "en", "sur", "d"}
    return (
        bool(words)
        and words[-1] not in small
        and words[0] not in small - {"la", "le", "les", "pour"}
        and len(words[0]) > 1
    )


def unfold(stack: list[tuple[str, str]], style: str) -> str | None:
    """Close what a title of this style closes; the id of the title that it stands under."""
    styles = [one for one, _ in stack]
    if style in styles:
        del stack[styles.index(style) :]
    elif stack and stack[-1][0] == "titre":
        stack.pop()
    return stack[-1][1] if stack else None
