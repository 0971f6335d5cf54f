"""Recommendations of an evaluation: the bullets of their section, under sub-titles that have none."""

from tenir.engines.documents.recognisers.marks import Mark, after_lost_mark, is_noise, mark_of, opens_with_verb
from tenir.engines.documents.recognisers.protocol.provisions import Entry
from tenir.engines.documents.work import Line

SHORT = 90  # characters: a sub-title is shorter


def read_recommendations(lines: tuple[Line, ...]) -> tuple[list[Entry], list[Entry]]:
    """Recommendations and sub-titles. An item that a line ending in `:` follows was the title of what comes after."""
    found, titles = list[Entry](), list[Entry]()
    current: Entry | None = None
    blank = True
    for line in lines:
        if line.dropped:
            continue
        if not line.text:
            blank = True
            continue
        mark, number, rest = _mark(line.text, current)
        if mark and not is_noise(rest):
            current = Entry(mark, number, [rest], line.number, line.number)
            found.append(current)
        elif not mark and (entry := _plain(line, current, blank)):
            current = _stands_apart(entry, current, found, titles)
        elif current and not is_noise(rest):
            current.add(rest, line.number)
        blank = False
    return _without_titles(found, titles)


def _mark(text: str, current: Entry | None) -> Mark:
    """The mark at the head of the line; one that damage made a letter is that of the item above."""
    mark = mark_of(text)
    lost = "" if mark.kind else after_lost_mark(text)
    return Mark((current and current.mark) or "bullet", "", lost) if lost else mark


def _plain(line: Line, current: Entry | None, blank: bool) -> Entry | None:
    """A line without mark that opens something: a sub-title, an introduction, or an item whose bullet was lost."""
    goes_on = current is not None and (line.text[0].islower() or (not blank and not opens_with_verb(line.text)))
    return None if goes_on else Entry("", "", [line.text], line.number, line.number)


def _stands_apart(entry: Entry, current: Entry | None, found: list[Entry], titles: list[Entry]) -> Entry:
    text = entry.parts[0]
    if text.endswith(":") and current and current in found and len(current.text) < SHORT // 2:
        titles.append(found.pop())
    if opens_with_verb(text) and not text.endswith(":"):
        found.append(entry)
    else:
        titles.append(entry)
    return entry


def _without_titles(found: list[Entry], titles: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    return [entry for entry in found if len(entry.text) > 8], titles
