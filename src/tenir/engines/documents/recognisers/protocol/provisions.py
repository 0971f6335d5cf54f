"""Lists of strategic axes and of priorities, with the label of their cell printed before, beside or among them."""

import re
from dataclasses import dataclass, field

from tenir.engines.documents.french import fold
from tenir.engines.documents.model import Kind
from tenir.engines.documents.recognisers.marks import (
    is_infinitive,
    is_noise,
    joined,
    mark_of,
    opens_with_verb,
    without_junk,
)
from tenir.engines.documents.recognisers.mending import mended
from tenir.engines.documents.work import Line

_AXES = re.compile(r"(?:axes?|orientations?|objectifs?) strategiques?\b ?")
_PRIORITIES = re.compile(r"priorites?(?: transversales?| locales?| partagees?| communes?)?\b ?")
_OWNER = re.compile(
    r"(?:(?:du|de la|de l'|des) )?(?:contrat(?: de ville| local)?|protocole|convention|pacte)\b ?|"
    r"(?:sur la periode |pour la periode )?(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d\b ?"
)
_LOOSE = re.compile(r"(?:du|de la|des) (?=$)")
_INNER_NUMBER = re.compile(r"(?:^| )(\d{1,2})[.)] (?=[^\W\d_])")
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
    signs: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return joined(self.parts)

    def add(self, text: str, number: int) -> None:
        self.parts.append(text)
        self.last = number


def read_provisions(lines: tuple[Line, ...], kind: Kind | None = None) -> list[Entry]:
    """Axes are the numbered list or the one under their label, priorities the list after it or under theirs.

    Without any label nothing is read: a list under the title of a stake may be anything.
    """
    reader = _Reader(kind)
    for line in lines:
        if line.text and not line.dropped:
            reader.read(line)
    return reader.entries_with_kind() if reader.labels or kind else []


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
        mark, number, rest = mark_of(text)
        if inner := self._next_number(text):
            mark, number, rest = "number", inner.group(1), text[inner.end() :]
        if self._continues(mark, rest):
            self.entries[-1].add(rest if mark == "bullet" else text, line.number)
            return
        if not mark and not opens_with_verb(rest) and not self.entries:
            return
        if self._changes(mark):
            self.current = Kind.PRIORITY
        elif mark == "number" and self.current is None:
            self.current = Kind.STRATEGIC_AXIS
        self.entries.append(Entry(mark, number, [rest], line.number, line.number, self.current))
        self.numbered = self.numbered or mark == "number"
        self.last_number = int(number) if number.isdecimal() else self.last_number

    def _next_number(self, text: str) -> re.Match[str] | None:
        """`(remains of a label) 4. Renforcer`: the number that follows the last one, near the head of the line."""
        due = self.last_number + 1
        return next(
            (match for match in _INNER_NUMBER.finditer(text[:60]) if int(match.group(1)) == due and match.start() > 0),
            None,
        )

    def _continues(self, mark: str, rest: str) -> bool:
        if not self.entries:
            return False
        if mark == "number":
            return False
        small = rest[:1].islower()
        if mark == "bullet":
            return small and self.entries[-1].mark == "bullet" and not self.entries[-1].parts[0][:1].islower()
        return not opens_with_verb(rest) or (small and not is_infinitive(rest.split()[0]))

    def _changes(self, mark: str) -> bool:
        """A bulleted list after a numbered one is the next list; a label alone has changed the list already."""
        if mark != "bullet" or not self.entries or self.current is Kind.PRIORITY:
            return False
        return self.numbered

    def entries_with_kind(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind and len(entry.text) > 8]


def _without_labels(text: str) -> tuple[str, Kind | None, bool]:
    """The line without the pieces of label at its head, the label met, and whether anything was taken away."""
    plain, at, label = mended(fold(text[:60])), 0, None
    if len(plain) != len(text[:60]):
        plain = fold(text[:60])
    plain += fold(text[60:])
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
    return text[at:].strip(" :"), label, at > 0
