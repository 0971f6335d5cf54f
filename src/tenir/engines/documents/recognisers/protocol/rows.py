"""Rows of a table of commitments: where each begins, its sub-items, the names printed beside it.

A commitment opens with a capital infinitive; a bullet under one is its sub-item, a bullet under a heading is a
commitment. Where no line opens with a verb (lists of nouns), each line that opens with a capital is a commitment.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tenir.engines.documents.dates import date_at_end
from tenir.engines.documents.french import fold, is_upper, word_set
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
from tenir.engines.documents.recognisers.mending import mended, mended_with_places
from tenir.engines.documents.recognisers.protocol.names import split_names
from tenir.engines.documents.recognisers.protocol.partners import Mention, Names, take_mentions
from tenir.engines.documents.sentences import unfinished
from tenir.engines.documents.work import Line

HEADER = "|"
THEME = 45  # characters: a theme beside or above commitments is shorter


@dataclass(slots=True)
class SubItem:
    parts: list[str]
    last: int

    @property
    def text(self) -> str:
        return joined(self.parts)


@dataclass(slots=True)
class Row:
    """A commitment while its lines are gathered. `block` counts the cells: bullets of one cell share its names."""

    first: int
    last: int
    rank: int
    block: int
    number: str
    parts: list[str]
    last_rank: int = 0
    theme: str = ""
    verb: bool = True
    capital: bool = True
    subs: list[SubItem] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    partners: list[Mention] = field(default_factory=list)
    levers: list[Mention] = field(default_factory=list)
    beside: bool = False

    @property
    def text(self) -> str:
        return joined(self.parts).rstrip(" ;,")

    @property
    def folded(self) -> str:
        return fold(" ".join([self.text, *(sub.text for sub in self.subs)]))


@dataclass(slots=True)
class Theme:
    text: str
    number: int


@dataclass(slots=True)
class Table:
    rows: list[Row]
    themes: list[Theme]
    mentions: list[Mention]
    beside: bool


_HEADER_WORDS = word_set(
    "levier leviers mobilise mobilises partenaire partenaires pilote pilotes porteur porteurs echeance"
    " echeances calendrier indicateur indicateurs financement financements moyens moyen engagement"
    " engagements transversaux mesure mesures action actions axe axes programme programmes thematique"
    " thematiques theme themes objectif objectifs s"
)
_WORDS = re.compile(r"[a-z]+")
_LABEL = re.compile(
    r"(?P<name>partenaires?(?: mobilises?| associes?| concernes?)?|acteurs? (?:mobilises?|concernes?)|"
    r"leviers?(?: mobilises?)?|dispositifs? mobilises?|pilotes?|porteurs?|chefs? de file|echeances?|calendrier|delais?|"
    r"indicateurs?|financements?|moyens)(?: ?\(s\))? ?: ?"
)


def _label(text: str) -> tuple[str, str] | None:
    """The label that opens a line, damaged or not, and what it tells."""
    plain, places = mended_with_places(fold(text[:40]))
    match = _LABEL.match(plain)
    return (match["name"], text[places[match.end()] :]) if match else None


def names_columns_beside(plain: str) -> bool:
    """Whether a line does nothing but name the columns of a table of commitments."""
    words = [word for word in _WORDS.findall(mended(plain)) if len(word) > 1 or word == "s"]
    known = sum(word in _HEADER_WORDS for word in words)
    return bool(known) and len(plain) <= 120 and len(words) - known <= (1 if known > 1 else 0)


def read_table(lines: list[Line], names: Names, columns: set[str]) -> Table:
    """Rows and themes of one section; what the `columns` named by headings hold on the right is taken out."""
    beside, levers = "partenaire" in columns, "levier" in columns
    printed = [line for line in lines if line.text and not line.dropped]
    texts = table_texts(printed)
    dates = _take_dates(texts) if "echeance" in columns else {}
    mentions = list[Mention]()
    if beside:
        table = take_mentions(texts, names, levers=levers)
        texts, mentions = table.texts, table.mentions
    reader = _Reader(printed, texts, _blanks_before(lines), nouns=_is_list_of_nouns(texts))
    reader.dates = dates
    for rank in range(len(printed)):
        reader.read(rank)
    return Table(reader.rows, reader.themes, mentions, beside)


def _take_dates(texts: list[str]) -> dict[int, str]:
    """The dates that end lines or fill them, by the rank of the line, taken out of the texts."""
    found = dict[int, str]()
    for rank, text in enumerate(texts):
        if (last := date_at_end(text)) and text != HEADER:
            texts[rank] = text[: last[0]].rstrip(" |")
            found[rank] = last[1]
    return found


def table_texts(printed: list[Line]) -> list[str]:
    """Texts of printed lines, without the words that no language has; lines that name columns become a mark."""
    return [HEADER if names_columns_beside(line.plain) else without_junk(line.text) for line in printed]


def _blanks_before(lines: list[Line]) -> set[int]:
    """Numbers of the lines that a blank line or a page precedes."""
    kept = [line for line in lines if not line.dropped]
    after = {line.number for before, line in pairwise(kept) if not before.text or line.new_page}
    return after | ({kept[0].number} if kept else set())


def _is_list_of_nouns(texts: list[str]) -> bool:
    opening = [mark_of(text).text for text in texts if text and not is_noise(text)]
    capitals = [text for text in opening if text[:1].isupper()]
    return bool(capitals) and sum(map(opens_with_verb, capitals)) * 4 < len(capitals)


class _Reader:
    def __init__(self, printed: list[Line], texts: list[str], after_blank: set[int], *, nouns: bool) -> None:
        self.printed, self.texts, self.after_blank, self.nouns = printed, texts, after_blank, nouns
        self.rows: list[Row] = []
        self.dates: dict[int, str] = {}
        self.themes: list[Theme] = []
        self.theme = ""
        self.block = 0
        self.bulleted = False  # bullets open commitments: the section or the theme began with one
        self.open = False  # whether a commitment may go on
        self.gap = False  # a line of names alone, or of noise, stood just before

    def read(self, rank: int) -> None:
        text, line = self.texts[rank], self.printed[rank]
        if text == HEADER:
            self.open = self.bulleted = False
            self.block += 1
            return
        if not text or is_noise(text):
            self.gap = True
        else:
            self._read_text(rank, text, line)
            self.gap = False
        if rank in self.dates and self.rows:
            self.rows[-1].labels.setdefault("echeance", []).append(self.dates[rank])

    def _read_text(self, rank: int, text: str, line: Line) -> None:
        mark = self._mark(text)
        if self.open and (label := _label(text)):
            self.rows[-1].labels.setdefault(label[0], []).extend(split_names(label[1]))
            self.rows[-1].last = line.number
        elif mark.kind == "bullet":
            self._bullet(rank, mark, line)
        elif self._opens(mark, text, line):
            self.bulleted = False
            self.block += 1
            self._start(rank, mark, line)
        elif self._is_theme(rank, text, line):
            self._meet_theme(text, line)
        elif beside := _after_theme(text):
            self.bulleted = False
            self.block += 1
            self.theme = text[: -len(beside)].strip()
            self._start(rank, Mark("", "", beside), line)
        else:
            self._go_on(rank, mark.text if mark.kind else text, line)

    def _mark(self, text: str) -> Mark:
        """The mark at the head of the line; before a verb, one that damage made a letter is a bullet or nothing."""
        mark = mark_of(text)
        lost = "" if mark.kind else after_lost_mark(text)
        if not lost or (lost[0].islower() and (not self.open or unfinished(self._last_text()))):
            return mark
        return Mark("bullet" if self.bulleted or lost[0].islower() else "", "", lost)

    def _last_text(self) -> str:
        row = self.rows[-1]
        return row.subs[-1].text if row.subs else row.text

    def _opens(self, mark: Mark, text: str, line: Line) -> bool:
        if opens_with_verb(mark.text):
            return True
        if mark.kind == "number":
            return mark.text[:1].isupper()
        if self.nouns and text[:1].isupper() and not is_upper(text):
            return not self._opens_list(line)
        if self.gap and self._lost_its_capital(text):
            return True
        apart = self.gap or not self.open or line.number in self.after_blank
        return apart and damaged_opening(text) and not (self.open and unfinished(self._last_text()))

    def _opens_list(self, line: Line) -> bool:
        """In a list of nouns, the line that opens the section is the title of what follows when it stands apart."""
        return not self.rows and not self.themes and self._alone(line) and len(line.text) <= THEME

    def _lost_its_capital(self, text: str) -> bool:
        """`éer un guichet` after a line of names: the first letter was left on another line."""
        word = text.split()[0]
        return self.open and text[0].islower() and is_infinitive(word) and not _CALLS.search(fold(self.rows[-1].text))

    def _alone(self, line: Line) -> bool:
        following = next((after for after in self.printed if after.number > line.number), None)
        return line.number in self.after_blank and following is not None and following.number in self.after_blank

    def _bullet(self, rank: int, mark: Mark, line: Line) -> None:
        small = mark.text[:1].islower() or not mark.text[:1].isalpha()
        if not self.rows or not self.open or (self.bulleted and not small):
            if not self.bulleted:
                self.block += 1
            self.bulleted = True
            self._start(rank, mark, line)
        else:
            self.rows[-1].subs.append(SubItem([mark.text], line.number))
            self._reach(rank, line)

    def _start(self, rank: int, mark: Mark, line: Line) -> None:
        row = Row(line.number, line.number, rank, self.block, mark.label, [mark.text], rank, self.theme)
        row.verb = opens_with_verb(mark.text)
        row.capital = mark.text[:1].isupper()
        self.rows.append(row)
        self.open = True

    def _is_theme(self, rank: int, text: str, line: Line) -> bool:
        """A short line in capitals or with one, no sentence, that a commitment follows."""
        if len(text) > THEME or not text[0].isupper() or text[-1] in ".;," or text.endswith((" de", " du", " la")):
            return False
        if is_upper(text) and len(text.split()) <= 8:
            return True
        following = self._following(rank)
        opens = opens_with_verb(mark_of(following).text) or (not self.rows and following[:1].isupper())
        return opens and (line.number in self.after_blank or not self.open or self.gap)

    def _following(self, rank: int) -> str:
        """The next text that is no other theme: two may be printed one above the other."""
        for after in range(rank + 1, min(rank + 4, len(self.texts))):
            text = self.texts[after]
            if text and (len(text) > THEME or mark_of(text).kind or opens_with_verb(text) or not self.rows):
                return text
        return ""

    def _meet_theme(self, text: str, line: Line) -> None:
        self.theme = text
        self.themes.append(Theme(text, line.number))
        self.open = self.bulleted = False
        self.block += 1

    def _go_on(self, rank: int, text: str, line: Line) -> None:
        if not self.open:
            return
        row = self.rows[-1]
        if text[0].islower() and line.number in self.after_blank and row.text.endswith(".") and not row.subs:
            row.subs.append(SubItem([text], line.number))
        elif row.subs:
            row.subs[-1].parts.append(text)
            row.subs[-1].last = line.number
        else:
            row.parts.append(text)
        self._reach(rank, line)

    def _reach(self, rank: int, line: Line) -> None:
        self.rows[-1].last = line.number
        self.rows[-1].last_rank = rank


_CALLS = re.compile(r"(?:\b(?:de|a|pour|afin de|en|et|ou|d'|par|sans|aux?|du|des|la|le|les)|,)$")


def _after_theme(text: str) -> str:
    """What follows the theme printed in the column on the left: `Commerce Accompagner …`."""
    words = text.split(" ")
    for at in range(1, min(4, len(words) - 1)):
        head = words[:at]
        if not head[0][:1].isupper() or any(not word[:1].isalpha() or word[-1:] in ",.;:" for word in head):
            return ""
        if opens_with_verb(words[at]) and fold(head[-1]) not in ("de", "du", "la", "le", "les", "pour", "a", "et"):
            return " ".join(words[at:])
    return ""
