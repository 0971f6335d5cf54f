"""References without words: the text of an item is that of its lines in the source."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import Any

from tenir.engines.documents import Item, Kind
from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.marks import mark_of

FOLDER = Path(__file__).resolve().parent / "references"
ALIKE = 0.8


def load(slug: str, data: bytes) -> list[dict[str, Any]]:
    """Items of a reference with their `text`; the source must be the one that was read."""
    reference = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    assert sha256(data).hexdigest() == reference["sha256"]
    lines = data.decode("utf-8").split("\n")
    return [{**item, "text": _text(item, lines)} for item in reference["items"]]


def _text(item: dict[str, Any], lines: list[str]) -> str:
    first, last = item.get("text_lines", item["lines"])
    names = [*item.get("partners", ()), *item.get("levers", ())]
    parts = [_without(mark_of(line.strip()).text, names) for line in lines[first - 1 : last]]
    told = " ".join(filter(None, parts)).split()
    return " ".join(told[item.get("skip", 0) : len(told) - item.get("drop", 0)])


def _without(line: str, names: list[str]) -> str:
    """A line without the names of the columns beside it."""
    while name := next((name for name in names if fold(line).endswith(fold(name)) and len(line) > len(name)), None):
        line = line[: -len(name)].rstrip()
    return line


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text).replace("i'", "l'"))  # recognition reads `l'` as `I'`


def alike(left: str, right: str) -> float:
    """Share of words in common, as the scorer of the house counts it."""
    a, b = Counter(words(left)), Counter(words(right))
    dice = 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))
    if dice < 0.5:
        return dice
    return max(dice, SequenceMatcher(None, " ".join(words(left)), " ".join(words(right)), autojunk=False).ratio())


def paired(items: Sequence[Item], wanted: list[dict[str, Any]]) -> list[tuple[Item, dict[str, Any]]]:
    """One to one, the most alike first; the lines must meet within two."""
    scored = sorted(
        (
            (alike(item.text, want["text"]), i, j)
            for i, item in enumerate(items)
            for j, want in enumerate(wanted)
            if _meet(item.lines, want["lines"])
        ),
        reverse=True,
    )
    pairs, used, taken = [], set[int](), set[int]()
    for score, i, j in scored:
        if score >= ALIKE and i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append((items[i], wanted[j]))
    return pairs


def _meet(a: tuple[int, int] | None, b: Sequence[int]) -> bool:
    return a is None or (a[0] - 2 <= b[1] and b[0] - 2 <= a[1])


def f1(items: Sequence[Item], wanted: list[dict[str, Any]], kind: Kind, within: tuple[int, int]) -> float:
    have = [item for item in items if item.kind is kind and item.lines and within[0] <= item.lines[0] <= within[1]]
    want = [item for item in wanted if item["kind"] == kind.value]
    return 2 * len(paired(have, want)) / max(1, len(have) + len(want))


def names_f1(items: Sequence[Item], wanted: list[dict[str, Any]], field: str) -> float:
    """Mean over the commitments found whose names are printed."""
    want = [item for item in wanted if item["kind"] == "commitment"]
    have = [item for item in items if item.kind is Kind.COMMITMENT]
    scores = []
    for item, told in paired(have, want):
        if told.get(field):
            left = {" ".join(words(name)) for name in getattr(item, field)}
            right = {" ".join(words(name)) for name in told[field]}
            scores.append(2 * len(left & right) / (len(left) + len(right)))
    return sum(scores) / max(1, len(scores))
