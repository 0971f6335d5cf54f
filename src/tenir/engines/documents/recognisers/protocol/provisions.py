"""Lists of strategic axes and of priorities, with the label of their cell printed before, beside or among them."""

import re
from dataclasses import dataclass

from tenir.engines.documents.french import fold, word_set
from tenir.engines.documents.model import Kind
from tenir.engines.documents.nearness import near
from tenir.engines.documents.recognisers.marks import (
    Mark,
    after_lost_mark,
    damaged_opening,
    is_infinitive,
    is_noise,
    joined,
    mark_of,
    opens_with_verb,
    without_junk,
)
from tenir.engines.documents.recognisers.mending import mended_with_places
from tenir.engines.documents.recognisers.sequence import filled
from tenir.engines.documents.work import Line

_AXES = re.compile(r"(?:axes?|orientations?|objectifs?) strategiques?\b ?")
_PRIORITIES = re.compile(r"priorites?(?: transversales?| locales?| partagees?| communes?)?\b ?")
_OWNER = re.compile(
    r"(?:(?:du|de la|de l'|des) )?(?:contrat(?: de ville| local)?|protocole|convention|pacte)\b ?|"
    r"(?:sur la periode |pour la periode )?(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d\b ?"
)
_LOOSE = re.compile(r"(?:du|de la|des) (?=$)")
_INNER_NUMBER = re.compile(r"(?:^|[^\d.])(\d{1,2})[.)] ?(?=[^\W\d_])")
# A bullet in the middle of a line, after what remains of a label.
_INNER_BULLET = re.compile(r"(?<=\S) (?:[^\w\s,.;:'’()]{1,2}|[eo°]) ?(?=[^\W\d_]{3})")
HEAD = 60  # characters of a line in which a label may stand
LABEL_WORDS = word_set(
    "axe axes orientation orientations objectif objectifs strategique strategiques priorite priorites transversale"
    " transversales locale locales partagee partagees commune communes contrat ville local protocole convention pacte"
    " sur periode pour"
)
_UPSTREAM = re.compile(r"(?:[-o>•] ?)?(?:axes?(?:\(s\))?|programmes?|mesures?|objectifs?) (?:du|de la|des|\d|[ivx]+\b)")


@dataclass(slots=True)
class Entry:
    """One item of a list while it is being read: its mark, its number, its lines."""

    mark: str
    number: str
    parts: list[str]
    first: int
    last: int
    kind: Kind | None = None
    glyph: str = ""

    @property
    def text(self) -> str:
        return joined(self.parts)

    def add(self, text: str, number: int) -> None:
        self.parts.append(text)
        self.last = number


def read_provisions(lines: tuple[Line, ...], kind: Kind | None = None, *, told: bool = False) -> list[Entry]:
    """Axes are the numbered list or the one under their label, priorities the list after it or under theirs.

    Without any label nothing is read: a list under the title of a stake may be anything; unless it was `told` that
    other stakes of the same text have their labels.
    """
    reader = _Reader(kind)
    for line in lines:
        if line.text and not line.dropped:
            reader.read(line)
    return reader.entries_with_kind() if reader.labels or kind or told else []


class _Reader:
    def __init__(self, kind: Kind | None) -> None:
        self.entries: list[Entry] = []
        self.labels: list[Kind] = []
        self.current = kind
        self.last_number = 0
        self.numbered = False

    def read(self, line: Line) -> None:
        text, label, stripped = _without_labels(without_junk(line.text))
        if label:
            self._meet(label, alone=not text or is_noise(text))
        if not text or (is_noise(text) and not text.isalpha()):
            return
        if not stripped and _UPSTREAM.match(fold(text)) and self._before_lists(text):
            return
        self._add(text, line)

    def _before_lists(self, text: str) -> bool:
        """What a stake applies from elsewhere (`Axe 2 : …`) stands before its own lists."""
        return not self.entries or (self.entries[-1].mark == "" and not opens_with_verb(text))

    def _meet(self, label: Kind, *, alone: bool) -> None:
        self.labels.append(label)
        if alone and self.entries and self.current not in (None, label):
            self.current = label
        elif self.current is None and (not self.entries or self.entries[-1].mark == "number"):
            self.current = label
            for entry in self.entries:
                entry.kind = label

    def _add(self, text: str, line: Line) -> None:
        mark, number, rest = self._mark(text)
        if self._continues(mark, rest, text[:1]):
            self.entries[-1].add(rest if mark == "bullet" else text, line.number)
            return
        if not mark and not opens_with_verb(rest) and not self.entries:
            return
        if self._changes(mark):
            self.current = Kind.PRIORITY
        elif mark == "number" and self.current is None:
            self.current = Kind.STRATEGIC_AXIS
        self.entries.append(Entry(mark, number, [rest], line.number, line.number, self.current, glyph=text[:1]))
        self.numbered = self.numbered or mark == "number"
        self.last_number = int(number) if number.isdecimal() else self.last_number

    def _mark(self, text: str) -> Mark:
        """What opens the line, behind the remains of a label or in spite of its damage."""
        if inner := self._next_number(text):
            return Mark("number", inner.group(1), text[inner.end() :])
        mark = mark_of(text)
        if mark.kind:
            return mark
        if after := _after_label(text):
            return Mark("bullet", "", after)
        lost = after_lost_mark(text)
        if not lost or not (self.entries or self.current):
            return mark
        before = self.entries[-1].mark if self.entries else ""
        return Mark(before or ("number" if self.current is Kind.STRATEGIC_AXIS else "bullet"), "", lost)

    def _next_number(self, text: str) -> re.Match[str] | None:
        """`(remains of a label) 4. Renforcer`: the number that follows the last one, near the head of the line."""
        due = self.last_number + 1
        return next(
            (
                match
                for match in _INNER_NUMBER.finditer(text[:HEAD])
                if int(match.group(1)) == due and match.start() > 0
            ),
            None,
        )

    def _continues(self, mark: str, rest: str, glyph: str) -> bool:
        if not self.entries:
            return False
        if mark == "number":
            return False
        small = rest[:1].islower() and not damaged_opening(rest)
        if mark == "bullet":
            if glyph == self.entries[-1].glyph and not glyph.isalnum():
                return False  # the same sign opens an item, whatever became of its first letter
            return small and self.entries[-1].mark == "bullet" and not self.entries[-1].parts[0][:1].islower()
        return not opens_with_verb(rest) or (small and not is_infinitive(rest.split()[0]))

    def _changes(self, mark: str) -> bool:
        """A bulleted list after a numbered one is the next list; a label alone has changed the list already."""
        if mark != "bullet" or not self.entries or self.current is Kind.PRIORITY:
            return False
        return self.numbered

    def entries_with_kind(self) -> list[Entry]:
        self._fill_numbers()
        return [entry for entry in self.entries if entry.kind and len(entry.text) > 8]

    def _fill_numbers(self) -> None:
        numbered = [entry for entry in self.entries if entry.mark == "number"]
        if all(entry.number.isdecimal() or not entry.number for entry in numbered):
            numbers = filled([int(entry.number) if entry.number else None for entry in numbered])
            for entry, number in zip(numbered, numbers, strict=True):
                entry.number = "" if number is None else str(number)


def _opens(text: str) -> bool:
    return opens_with_verb(text) or damaged_opening(text)


def _after_label(text: str) -> str:
    """What follows a bullet in the middle of a line, when the words before it are those of a label, damaged or not."""
    bullet = _INNER_BULLET.search(text[:HEAD])
    if not bullet or not _opens(text[bullet.end() :]):
        return ""
    words = fold(text[: bullet.start()]).split(" ")
    return text[bullet.end() :] if all(map(_may_label, words)) else ""


def _may_label(word: str) -> bool:
    return len(word) <= 3 or any(map(str.isdigit, word)) or any(near(word, one) for one in LABEL_WORDS)


def _without_labels(text: str) -> tuple[str, Kind | None, bool]:
    """The line without the pieces of label at its head, the label met, and whether anything was taken away."""
    (plain, places), at, label = mended_with_places(fold(text[:HEAD])), 0, None
    places += range(places[-1] + 1, len(text) + 1)
    plain += fold(text[HEAD:])
    while at < len(plain):
        rest = plain[at:]
        if match := _AXES.match(rest):
            label = Kind.STRATEGIC_AXIS
        elif match := _PRIORITIES.match(rest):
            label = Kind.PRIORITY
        else:
            match = _OWNER.match(rest) or _LOOSE.match(rest)
        if not match or not match.end():
            break
        at += match.end()
        if label and plain[at:].startswith(("du ", "de la ")) and not _OWNER.match(plain[at:]):
            at += plain[at:].index(" ") + 1
    return text[places[at] :].strip(" :"), label, at > 0
