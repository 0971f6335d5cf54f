"""What each part of a protocol is about, from its headings.

A stake (`ENJEU 1`) opens a part; inside it, headings name what follows: context, recommendations, commitments. Before
the first of these stand its strategic axes and transversal priorities, with their labels beside them.
"""

from dataclasses import dataclass

from tenir.engines.documents.recognisers.acronyms import acronym_tables
from tenir.engines.documents.recognisers.protocol.parts import Part, parts_of
from tenir.engines.documents.recognisers.protocol.stakes import Stake
from tenir.engines.documents.work import Line


@dataclass(frozen=True, slots=True)
class Section:
    """Places of the lines of one part, `last` included, heading apart."""

    part: Part
    title: str
    heading: int | None
    first: int
    last: int
    stake: Stake | None
    named: bool = True


def find_sections(lines: tuple[Line, ...], stakes: list[Stake]) -> list[Section]:
    """From one heading to the next; the part before the first heading of a stake holds its provisions."""
    heads = {place: stake for stake in stakes for place in range(stake.first, stake.last + 1)}
    cuts: list[tuple[int, Part, str, int | None, Stake | None]] = [(-1, Part.OTHER, "", None, None)]
    parts = parts_of(lines)
    if stakes or Part.COMMITMENTS in parts.values():
        parts = dict.fromkeys(acronym_tables(lines), Part.OTHER) | parts
    stake: Stake | None = None
    for place, line in enumerate(lines):
        if line.dropped or not line.text:
            continue
        if place in heads:
            stake = heads[place]
            if place == stake.first:
                cuts.append((stake.last, Part.PROVISIONS, stake.title, stake.first, stake))
            continue
        part = parts.get(place)
        if part is None or (part is Part.PROVISIONS and stake and cuts[-1][1] is Part.PROVISIONS):
            continue
        if part is Part.OTHER:
            stake = None
        cuts.append((place, part, line.text, place, stake))
    ends = [(_heading_start(cut)) - 1 for cut in cuts[1:]] + [len(lines) - 1]
    return [
        Section(part, title, heading, start + 1, end, of)
        for (start, part, title, heading, of), end in zip(cuts, ends, strict=True)
        if end > start
    ]


def _heading_start(cut: tuple[int, Part, str, int | None, Stake | None]) -> int:
    return cut[0] if cut[3] is None else cut[3]
