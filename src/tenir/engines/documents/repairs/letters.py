"""Titles whose letters a layout has spaced out, and quotation marks that a reader of PDF has left at the line end."""

import re
from collections.abc import Sequence

from tenir.engines.documents.french import counted
from tenir.engines.documents.headings import despaced
from tenir.engines.documents.model import Repair
from tenir.engines.documents.repairs.layout import apply
from tenir.engines.documents.work import Line, Work

_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_MARKS = re.compile(r"[ \u00a0]*[≪≫](?:[ \u00a0]*≫)?[ \u00a0]*$")
_POINT = re.compile(r" ?[.,;:]$")


def bring_letters_together(work: Work) -> tuple[Work, str]:
    """`V IVRE  ICI` is `VIVRE ICI`: two spaces between the words of such a title, one inside them."""
    repairs = [
        Repair(line.number, line.text, together, "lettres espacées")
        for line in work.lines
        if "  " in line.text and len(line.text) < 300 and (together := despaced(line.text))
    ]
    sentence = f"Lettres espacées rapprochées dans {counted(len(repairs), 'ligne')}." if repairs else ""
    return apply(work, repairs), sentence


def place_quotes(work: Work) -> tuple[Work, str]:
    """`le  PLAN VERT  de ≪ ≫` is `le « PLAN VERT » de`: two spaces stand where the marks were."""
    repairs = list[Repair]()
    for place, line in enumerate(work.lines):
        text = line.text.rstrip()
        if not text.endswith(("≪", "≫")) or "≪" not in text:
            continue
        if "≫" in text:
            repairs += _repairs((line,), _on_one_line(line.text))
        elif (after := _next(work.lines, place)) and after.text.rstrip().endswith("≫"):
            repairs += _repairs((line, after), _on_two_lines(line.text, after.text))
    sentence = f"Guillemets remis à leur place dans {counted(len(repairs), 'ligne')}." if repairs else ""
    return apply(work, repairs), sentence


def _repairs(lines: Sequence[Line], mended: tuple[str, ...] | None) -> list[Repair]:
    if mended is None:
        return []
    return [
        Repair(line.number, line.text, text, "guillemets déplacés")
        for line, text in zip(lines, mended, strict=True)
        if text != line.text
    ]


def _next(lines: Sequence[Line], place: int) -> Line | None:
    return next((line for line in lines[place + 1 : place + 3] if line.text.strip()), None)


def _on_one_line(text: str) -> tuple[str, ...] | None:
    bare = _MARKS.sub("", text)
    gaps = [match.span() for match in _GAP.finditer(bare)]
    if len(gaps) == 2:
        (first, second), (third, fourth) = gaps
        return (f"{bare[:first]} « {bare[second:third]} » {bare[fourth:]}",)
    if len(gaps) == 1 and bare[:1].isspace():
        return (f"« {bare[: gaps[0][0]].strip()} » {bare[gaps[0][1] :]}",)
    end = _POINT.search(bare)
    if len(gaps) == 1 and end:
        return (f"{bare[: gaps[0][0]]} « {bare[gaps[0][1] : end.start()]} »{end[0].strip()}",)
    return None


def _on_two_lines(text: str, after: str) -> tuple[str, ...] | None:
    above, below = _MARKS.sub("", text), _MARKS.sub("", after)
    opens = [match.span() for match in _GAP.finditer(above)]
    closes = [match.span() for match in _GAP.finditer(below)]
    if len(opens) != 1:
        return None
    above = f"{above[: opens[0][0]]} « {above[opens[0][1] :]}"
    if below.lstrip()[:1] in (",", ".", ";", ")"):
        return f"{above} »{below.lstrip()[0]}", below.lstrip()[1:].lstrip()
    if len(closes) != 1:
        return None
    return above, f"{below[: closes[0][0]]} » {below[closes[0][1] :]}"
