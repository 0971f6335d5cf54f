"""Commitments of a table whose columns stand side by side, as rows that the rest of the recogniser knows."""

from tenir.engines.documents.recognisers.marks import mark_of, opens_with_verb
from tenir.engines.documents.recognisers.protocol.names import split_names
from tenir.engines.documents.recognisers.protocol.rows import Row, SubItem, Table, Theme
from tenir.engines.documents.recognisers.sequence import filled
from tenir.engines.documents.recognisers.side_by_side import Cells, Grid

_DECISIONS = ("decision", "decisions")


def table_of(grid: Grid) -> Table:
    """The rows of a grid; a theme is a heading where its cell says something new."""
    themes, rows = list[Theme](), list[Row]()
    for rank, cells in enumerate(grid.rows):
        if (theme := cells.text("theme")) and (not themes or themes[-1].text != theme):
            themes.append(Theme(theme, cells.first))
        rows.append(_row(cells, rank, themes))
    _fill_numbers(rows)
    return Table(rows, themes, [], beside=True)


def _fill_numbers(rows: list[Row]) -> None:
    """Where three rows in four are numbered one by one, the others are told by their neighbours."""
    numbers = [int(row.number) if row.number.isdecimal() else None for row in rows]
    if len(rows) >= 3 and sum(number is not None for number in numbers) * 4 >= len(rows) * 3:
        for row, number in zip(rows, filled(numbers), strict=True):
            row.number = row.number if number is None else str(number)


def _row(cells: Cells, rank: int, themes: list[Theme]) -> Row:
    main, subs = _parts(cells)
    mark = mark_of(main[0]) if main else mark_of("")
    label = cells.text("number").strip(" .") or mark.label
    row = Row(cells.first, cells.last, rank, rank, label, [mark.text, *main[1:]], rank)
    row.theme = themes[-1].text if themes else ""
    row.verb = opens_with_verb(mark.text)
    row.subs = [SubItem(sub, cells.last) for sub in subs]
    row.labels = {
        "partenaire": [name for column in ("partners",) for name in names_in(cells.columns.get(column, []))],
        "levier": names_in(cells.columns.get("levers", [])),
        "echeance": [text] if (text := cells.text("due")) else [],
        "indicateur": [text] if (text := cells.text("indicator")) else [],
    }
    return row


def _parts(cells: Cells) -> tuple[list[str], list[list[str]]]:
    """The lines of the main cell before its first bullet, then each bullet with its lines."""
    main, subs = list[str](), list[list[str]]()
    for text in cells.columns.get("text", []):
        mark = mark_of(text)
        if mark.kind == "bullet" and main:
            subs.append([mark.text])
        elif subs:
            subs[-1].append(text)
        else:
            main.append(mark.text if mark.kind == "bullet" else text)
    return main, subs


def names_in(lines: list[str]) -> list[str]:
    """Names of one cell: a line each, unless a line goes on with the one before (small letter, word that calls)."""
    whole = list[str]()
    for line in lines:
        if whole and (line[0].islower() or line[0].isdigit() or _calls(whole[-1])):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return [name for one in whole for name in split_names(one)]


def _calls(text: str) -> bool:
    return text.lower().endswith(
        (" de", " du", " des", " la", " et", " le", " les", " d'", "-", " sur", " en", "l'", "l’")
    )
