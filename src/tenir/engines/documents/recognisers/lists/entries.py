"""The items of a list, from the line that opens it to what ends it: a title, another list, a paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tenir.engines.documents.bullets import (
    begins_with_action,
    begins_with_verb,
    bullet_of,
    enumerator_of,
    lone_glyph,
    scanned_bullet_of,
)
from tenir.engines.documents.headings import in_capitals, numbered_title_of, title_of
from tenir.engines.documents.joining import join
from tenir.engines.documents.recognisers.lists.labels import Label, label_of, notes_of
from tenir.engines.documents.recognisers.lists.model import Entry, Notes, Opener
from tenir.engines.documents.sentences import finished, starts_small, unfinished
from tenir.engines.documents.work import Line

STRAY = 3  # lines of prose after which bullets no longer belong to the list
LONGEST = 900  # characters of an item; what goes on beyond is prose
NARROW = 0.7  # a line shorter than this share of the column ends its paragraph


@dataclass
class _Draft:
    """An item being read."""

    mark: str
    number: str | None
    texts: list[str]
    first: int
    last: int
    subs: list[list[str]] = field(default_factory=list)
    sub_mark: str = ""
    labels: list[Label] = field(default_factory=list)

    def tail(self) -> str:
        return self.subs[-1][-1] if self.subs else self.texts[-1]

    def entry(self) -> Entry:
        return Entry(
            join(self.texts), self.first, self.last, self.mark, self.number, tuple(join(sub) for sub in self.subs)
        )


class _Start:
    """What a line opens: an item at its own level, or what it details."""

    __slots__ = ("mark", "number", "text")

    def __init__(self, mark: str, text: str, number: str | None = None) -> None:
        self.mark, self.text, self.number = mark, text, number


def entries_of(lines: Sequence[Line], first: int, stop: int) -> tuple[Entry, ...]:
    """Read the list that stands in `lines[first:stop]`."""
    return read_list(lines, None, first, stop)[0]


def read_list(
    lines: Sequence[Line], opener: Opener | None, first: int, stop: int
) -> tuple[tuple[Entry, ...], tuple[Notes, ...]]:
    """The items of the list after an opener, and what labelled lines say of each."""
    reader = _Reader(lines, [place for place in range(first, stop) if not lines[place].dropped])
    if opener and opener.inline >= 0:
        reader.begin_with(opener, lines[opener.last].text[opener.inline :].strip())
    drafts = reader.read()
    return tuple(draft.entry() for draft in drafts), _shared_notes(drafts)


def _shared_notes(drafts: list[_Draft]) -> tuple[Notes, ...]:
    """Labels under the last of several items speak of the whole list, those under each item of that one."""
    last_only = len(drafts) > 1 and not any(draft.labels for draft in drafts[:-1])
    return tuple(notes_of(drafts[-1].labels if last_only else draft.labels) for draft in drafts)


class _Reader:
    """Goes down the lines once, with the item being read in hand."""

    def __init__(self, lines: Sequence[Line], places: list[int]) -> None:
        self.lines, self.places = lines, places
        self.found = list[_Draft]()
        self.open = False
        self.gap = False
        self.strays = 0
        self.mark: str | None = None
        self.inline = False
        self.spread = _spread(lines, places)
        self.width = 0

    def begin_with(self, opener: Opener, words: str) -> None:
        """The line that opens the list holds its one item; what is marked below details it."""
        self.found.append(_Draft("1.", opener.number, [words] if words else [], opener.last, opener.last))
        self.open = self.inline = True
        self.mark, self.width = "1.", len(words)

    def read(self) -> list[_Draft]:
        for place in self.places:
            line = self.lines[place]
            if not line.text or lone_glyph(line.text):
                self.gap = True
                continue
            if self._ends_here(line):
                break
            self._take(place, line.text)
            self.width = max(self.width, len(line.text)) if self.open else self.width
            self.gap = False
        return [draft for draft in self.found if draft.texts]

    def _take(self, place: int, text: str) -> None:
        if self.found and not self.found[-1].texts:
            self._continue(place, text)
            return
        label = label_of(text) if self.found else None
        if label:
            self.found[-1].labels.append(label)
            self.open, self.strays = False, 0
        elif self.found and self.found[-1].labels and not self.open and starts_small(text):
            last = self.found[-1].labels[-1]
            self.found[-1].labels[-1] = last._replace(words=f"{last.words} {text}")
        elif start := self._start(text):
            self.open, self.strays = True, 0
            if self._is_detail(start, text):
                self._detail(start, place)
            else:
                self.mark = start.mark if self.mark is None else self.mark
                self.found.append(_Draft(start.mark, start.number, [start.text], place, place))
        elif self.open and self._goes_on(text):
            self._continue(place, text)
        else:
            self.open = False
            self.strays += 1

    def _start(self, text: str) -> _Start | None:
        """A bullet, a number, or a bare infinitive where the item before is over."""
        if bullet := bullet_of(text):
            words = bullet.words(text)
            return None if self._dash_inside(bullet.mark, words) else _Start(bullet.mark, words)
        scanned = scanned_bullet_of(text)
        if scanned and (begins_with_verb(scanned.words(text)) or not self.found):
            return _Start(scanned.mark, scanned.words(text))
        if (
            (number := enumerator_of(text))
            and self._numbers(number.words(text))
            and (not self.found or self.found[-1].number or self.gap)
        ):
            return _Start("1.", number.words(text), number.number)
        return _Start("", text) if self._bare_start(text) else None

    def _numbers(self, words: str) -> bool:
        """A number and a short title after items of another sort open a section, not an item."""
        return not self.found or bool(self.found[-1].number) or begins_with_action(words) or len(words) > 60

    def _dash_inside(self, mark: str, words: str) -> bool:
        """A dash at the head of a line may be one of the sentence above (`– notamment …`)."""
        if not self.open or mark not in "-–—−" or mark == self.mark or not starts_small(words):
            return False
        return not self.found[-1].tail().endswith((":", ";", ".")) and not self.found[-1].sub_mark

    def _bare_start(self, text: str) -> bool:
        if self.inline or starts_small(text) or not begins_with_action(text):
            return False
        if not self.open:
            return not self.found or self.mark == "" or begins_with_verb(text)
        before = self.found[-1].tail()
        over = finished(before) or before.endswith((",", ";"))
        if self.mark:
            return over and begins_with_verb(text) and (self.gap or before.endswith((";", ".")))
        return over or (self.gap and not unfinished(before))

    def _is_detail(self, start: _Start, text: str) -> bool:
        """Under an item that ends with a colon, or with another mark and small letters."""
        if not self.found or start.mark == "":
            return False
        if self.inline:
            return True
        draft = self.found[-1]
        if draft.sub_mark:
            return start.mark == draft.sub_mark and start.mark != self.mark
        if start.mark == self.mark:
            return draft.tail().endswith(":") and starts_small(start.text)
        return draft.tail().endswith(":") or starts_small(start.text) or not begins_with_action(start.text)

    def _detail(self, start: _Start, place: int) -> None:
        draft = self.found[-1]
        draft.sub_mark, draft.last = start.mark, place
        draft.subs.append([start.text])

    def _goes_on(self, text: str) -> bool:
        """Whether a line without mark continues the item above it."""
        before = self.found[-1].tail()
        if sum(map(len, self.found[-1].texts)) > LONGEST:
            return False
        if starts_small(text) or unfinished(before):
            return True
        if not self.gap:
            return len(before) >= self.width * NARROW or self._in_names(before)
        return not finished(before) and (self.spread or self._in_names(before))

    @staticmethod
    def _in_names(before: str) -> bool:
        """A line that ends in capitals may go on in capitals: it was cut in the middle of a name."""
        last = before.split()[-1].strip("\"'’”»),;")
        return last.isupper() and len(last) > 1

    def _continue(self, place: int, text: str) -> None:
        draft = self.found[-1]
        (draft.subs[-1] if draft.subs else draft.texts).append(text)
        draft.last = place

    def _ends_here(self, line: Line) -> bool:
        """A title that is no part of the item being read, or too much prose."""
        if self.inline and not self.open and not label_of(line.text):
            return True
        if self.strays >= STRAY and not bullet_of(line.text):
            return True
        if self.strays > STRAY * 2:
            return True
        if bullet_of(line.text) or not self.found or not self.found[-1].texts:
            return False
        before = self.found[-1].tail()
        if self.open and (unfinished(before) or (self._in_names(before) and not finished(before))):
            return False
        if in_capitals(line.text):
            return True
        title = title_of(line.text) or (numbered_title_of(line.text) if self.mark != "1." else None)
        return title is not None and (self.gap or finished(before)) and not begins_with_action(title.text)


def _spread(lines: Sequence[Line], places: list[int]) -> bool:
    """Whether lines of one sentence stand apart by a blank line, as some readers of PDF leave them."""
    apart = together = 0
    for before, place in pairwise(places):
        if lines[place].text and starts_small(lines[place].text) and not bullet_of(lines[place].text):
            apart += not lines[before].text
            together += bool(lines[before].text)
    return apart > together
