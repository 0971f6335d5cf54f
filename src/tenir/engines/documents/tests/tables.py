"""Invented follow-up tables: a model, its printing in many layouts, and a slow, obvious reader of what was printed.

Every subject here is invented; only the four levels are those of the State.
"""

import random
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tenir.engines.documents import Item, Kind, Level, Reading

TITLE = "TABLEAU INVENTÉ DES MESURES DU PLAN JARDINS - MARS 2021"
HEADER = "N° MESURES NIVEAU D'AVANCEMENT INDICATEURS"


@dataclass(frozen=True)
class Row:
    number: str
    title: str
    level: Level
    indicators: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True)
class Print:
    """How a table is laid out on the page."""

    alone: bool = False  # the number on a line of its own
    level_apart: bool = True  # the level on a line of its own
    level_cut: bool = False  # the level over two lines
    level_case: str = "as is"  # or upper, plain (accents lost), wide (double spaces)
    indicators_apart: bool = True  # indicators on the line after the level
    gap: bool = False  # a blank line between level and indicators
    width: int = 40
    line_end: str = "\n"
    page: int = 0  # rows a page; 0: no pages
    prose: bool = False


def printed_level(level: Level, how: Print) -> str:
    text = level.label
    if how.level_case == "upper":
        text = text.upper()
    if how.level_case == "plain":
        text = text.replace("é", "e")
    if how.level_case == "wide":
        text = text.replace(" ", "  ")
    if how.level_cut:
        first, _, last = text.rpartition(" ")
        text = f"{first}\n{last}"
    return text


def wrapped(text: str, width: int) -> str:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


def printed_row(row: Row, how: Print) -> str:
    head = f"{row.number}\n" if how.alone else f"{row.number} "
    title = wrapped(row.title, how.width)
    level = printed_level(row.level, how)
    cells = [f"{number} - {text}" if number else text for number, text in row.indicators]
    indicators = "\n".join(wrapped(cell, how.width + 20) for cell in cells)
    glue = "\n" if how.indicators_apart else " "
    glue = "\n\n" if how.gap and how.indicators_apart else glue
    return f"{head}{title}{chr(10) if how.level_apart else ' '}{level}{glue}{indicators}\n\n"


def printed(rows: list[Row], how: Print) -> str:
    text = (
        "Monsieur le préfet,\nvoici les mesures en cours de déploiement, et leur niveau.\n\n1. Un.\n\n"
        if how.prose
        else ""
    )
    text += f"{TITLE}\n{HEADER}\n\n"
    for rank, row in enumerate(rows):
        if how.page and rank and rank % how.page == 0:
            text += f"\f{TITLE}\n{HEADER}\n\n"
        text += printed_row(row, how)
    if how.prose:
        text += (
            "Ce tableau inventé sera tenu à jour par les services, qui en rendront compte\nau comité une fois par an.\n"
        )
    return text.replace("\n", how.line_end)


def renumbered(model: list[Row], chance: random.Random) -> list[Row]:
    """The same rows numbered with parts and repetitions: 1, 1.a, 1.b, 2, 2 bis, 3 …"""
    numbers = ["1"]
    while len(numbers) < len(model):
        main = numbers[-1].split(".")[0].split(" ")[0]
        following = {"": [f"{main}.a", f"{main} bis"], ".a": [f"{main}.b"], " bis": [f"{main} ter"]}
        numbers.append(chance.choice([str(int(main) + 1), *following.get(numbers[-1].removeprefix(main), [])]))
    return [replace(row, number=number) for row, number in zip(model, numbers, strict=True)]


THEMES = ("EAU ET PLAGES", "ÉCOLES", "SÛRETÉ DES PONTS")


def themed(model: list[Row], how: Print, chance: random.Random) -> tuple[str, dict[str, str]]:
    """The table printed with the theme of some rows in capitals above them."""
    themes = {row.number: chance.choice(THEMES) for row in model if chance.random() < 0.3}
    text = f"{TITLE}\n{HEADER}\n\n"
    for row in model:
        if row.number in themes:
            text += wrapped(themes[row.number], 10) + "\n\n"
        text += printed_row(row, how)
    return text.replace("\n", how.line_end), themes


def twin(text: str) -> list[Row]:
    """Read a well-formed table slowly: a row opens after a blank line with the next number, and ends where it began."""
    lines = [" ".join(line.split()) for line in text.replace("\f", "").split(HEADER, 1)[1].split("\n")]
    lines = [line for line in lines if line not in (TITLE, HEADER)]
    starts = [0]
    for place in range(1, len(lines)):
        if lines[place - 1] == "" and lines[place].split(" ")[0] == str(len(starts)):
            starts.append(place)
    spans = zip(starts[1:], [*starts[2:], _end(lines)], strict=True)
    return [_row("\n".join(lines[first:last])) for first, last in spans]


def _end(lines: list[str]) -> int:
    """The table ends with the text, or where the paragraph printed after it begins."""
    return next((place for place, line in enumerate(lines) if line.startswith("Ce tableau inventé")), len(lines))


def _plain(text: str) -> str:
    return text.lower().replace("é", "e")


def _level_in(body: str) -> Level:
    flat = _plain(" ".join(body.split()))
    return next(level for level in Level if _plain(level.label) in flat)


def _row(body: str) -> Row:
    level = _level_in(body)
    plain, label = _plain(body), _plain(level.label)
    start = next(place for place in range(len(plain)) if " ".join(plain[place:].split()).startswith(label))
    end = next(place for place in range(start, len(plain) + 1) if " ".join(plain[start:place].split()) == label)
    number, _, title = " ".join(body[:start].split()).partition(" ")
    return Row(number, title, level, tuple(_cells(body[end:])))


def _cells(text: str) -> list[tuple[str | None, str]]:
    cells: list[tuple[str | None, str]] = []
    for line in filter(None, text.strip().split("\n")):
        number, dash, rest = line.partition(" - ")
        if dash and number == str(len(cells) + 1):
            cells.append((number, rest))
        elif cells:
            cells[-1] = (cells[-1][0], f"{cells[-1][1]} {line}")
        else:
            cells.append((None, line))
    return cells


def rows_of(reading: Reading) -> list[Row]:
    """A reading as the model writes it."""
    measures = [item for item in reading.items if item.kind is Kind.MEASURE]
    return [_row_of(item, reading) for item in measures]


def _row_of(measure: Item, reading: Reading) -> Row:
    cells = [item for item in reading.items if item.kind is Kind.INDICATOR and item.parent == measure.id]
    assert measure.level
    return Row(measure.number or "", measure.text, measure.level, tuple((item.number, item.text) for item in cells))


VERBS = ("Planter", "Ouvrir", "Repeindre", "Former", "Équiper", "Doubler", "Nettoyer")
WORDS = (
    *(
        "jardins",
        "écoles",
        "ponts",
        "de",
        "la",
        "ville",
        "quartiers",
        "12 places",
        "3 ans",
        "habitants",
        "l’été",
        "2 rues",
    ),
    *("(avec bancs)", "40 arbres", "1 kiosque", "niveau", "mesures", "à", "pour", "100 % des rues", "2021"),
)
NOUNS = ("Nombre de", "Part des", "Taux de", "Suivi des")


def _sentence(start: st.SearchStrategy[str], last: str) -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14)
    return st.builds(lambda first, middle: " ".join([first, *middle, last]), start, words)


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """From one to twenty rows, numbered in sequence."""
    found = []
    for rank in range(draw(st.integers(2, 12))):
        texts = [
            draw(_sentence(st.sampled_from(NOUNS), f"lot {mark}{rank}")) for mark in "abcd"[: draw(st.integers(1, 4))]
        ]
        numbered = len(texts) > 1 or draw(st.booleans())
        indicators = tuple((str(place + 1) if numbered else None, text) for place, text in enumerate(texts))
        title = draw(_sentence(st.sampled_from(VERBS), f"communs {rank}e"))
        found.append(Row(str(rank + 1), title, draw(st.sampled_from(Level)), indicators))
    return found


@st.composite
def prints(draw: st.DrawFn) -> Print:
    how = Print(
        alone=draw(st.booleans()),
        level_apart=draw(st.booleans()),
        level_cut=draw(st.booleans()),
        level_case=draw(st.sampled_from(("as is", "upper", "plain", "wide"))),
        indicators_apart=draw(st.booleans()),
        gap=draw(st.booleans()),
        width=draw(st.integers(20, 90)),
        line_end=draw(st.sampled_from(("\n", "\r\n"))),
        page=draw(st.integers(0, 4)),
        prose=draw(st.booleans()),
    )
    return replace(how, gap=how.gap and how.indicators_apart)
