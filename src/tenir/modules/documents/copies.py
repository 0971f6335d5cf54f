"""Two texts side by side in words: what `tenir documents compare` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tenir.core.web import french
from tenir.engines.documents import Item, Reading
from tenir.engines.documents import Level as PrintedLevel
from tenir.engines.documents.around import Disagreement
from tenir.engines.documents.pairing import Comparison, Difference, Pair, Sort
from tenir.modules.commitments.enums import Side
from tenir.modules.documents.enums import KINDS

COLUMNS = ("sorte", "gauche", "droite", "ressemblance", "ce qui diffère", "texte")
SORTS = {Sort.FACT: "fait", Sort.WORDS: "mots", Sort.MISREAD: "lecture"}
_FIELDS = {
    "number": "numéro",
    "side": "qui s'engage",
    "level": "niveau",
    "due": "échéance",
    "periodicity": "périodicité",
}
_NOTHING = "∅"
_WORDS = {
    "side": {str(side.value): str(side.label) for side in Side},
    "level": {level.value: level.label for level in PrintedLevel},
}
# Facts outside the items: between the two texts, or inside one.
_AROUND = {"": "autour", "left": "à gauche, deux fois", "right": "à droite, deux fois"}


def rows(found: Comparison) -> Iterator[tuple[str, ...]]:
    """One row a pair, then what one text alone says."""
    for pair in found.pairs:
        share = f"{french.decimal(round(pair.likeness * 100))}\u202f%"
        yield KINDS[pair.left.kind], place(pair.left), place(pair.right), share, differing(pair), pair.left.text
    for item in found.left_only:
        yield KINDS[item.kind], place(item), "", "", "à gauche seulement", item.text
    for item in found.right_only:
        yield KINDS[item.kind], "", place(item), "", "à droite seulement", item.text
    for one in found.around:
        told = f"fait\u202f: {one.left.said} / {one.right.said}"
        yield _AROUND[one.within], f"l.\u202f{one.left.line}", f"l.\u202f{one.right.line}", "", told, one.left.text


def place(item: Item) -> str:
    """« n° 14, l. 427-428 », « p. 3 »: what a person needs to find it in its document."""
    number = f"n°\u202f{item.number}, " if item.number else ""
    if item.page or item.where:
        return number + (f"p.\u202f{item.page}" if item.page else item.where or "")
    lines = "-".join(map(str, dict.fromkeys(item.lines or ())))
    return f"{number}l.\u202f{lines}" if lines else f"{number}lieu inconnu"


def differing(pair: Pair) -> str:
    """« fait : 10 / 16 ; mots : … », or that nothing does."""
    return "\u202f; ".join(map(_told, pair.differences)) or "rien"


def _told(one: Difference) -> str:
    name = f" ({_FIELDS[one.field]})" if one.field in _FIELDS else ""
    return f"{SORTS[one.sort]}{name}\u202f: {one.left or _NOTHING} / {one.right or _NOTHING}"


def attribute(one: Difference) -> tuple[str, str, str]:
    """(« Qui s'engage », « L'État », « La collectivité »): an attribute that two items say otherwise."""
    name = _FIELDS.get(one.field, one.field).capitalize()
    words = _WORDS.get(one.field, {})
    return name, words.get(one.left, one.left), words.get(one.right, one.right)


def sentence(found: Comparison) -> str:
    """How many are in common, the same, in conflict; how many each text says alone."""
    conflicts = sum(pair.conflicts for pair in found.pairs)
    same = sum(not pair.differences for pair in found.pairs)
    return (
        f"{french.accord(len(found.pairs), 'élément')} en commun, dont {french.nombre(same)} sans différence et "
        f"{french.nombre(conflicts)} en désaccord sur un fait\u202f; "
        f"{french.nombre(len(found.left_only))} ici seulement, "
        f"{french.nombre(len(found.right_only))} dans l'autre seulement. {facts_around(found.around)}"
    ).strip()


def summary(left: Reading, right: Reading, found: Comparison) -> str:
    """One sentence: how many say the same, contradict each other on a fact, stand in one text alone."""
    conflicts = sum(pair.conflicts for pair in found.pairs)
    same = sum(not pair.differences for pair in found.pairs)
    many = len(found.pairs)
    return (
        f"{left.source.name} et {right.source.name}\u202f: {french.accord(many, 'élément')} en commun, dont "
        f"{french.nombre(same)} sans différence et {french.nombre(conflicts)} en désaccord sur un fait\u202f; "
        f"{french.nombre(len(found.left_only))} à gauche seulement, {french.nombre(len(found.right_only))} à droite "
        f"seulement. {facts_around(found.around)}"
    ).strip()


def facts_around(around: Iterable[Disagreement]) -> str:
    """« Autour des éléments, 2 faits ne s'accordent pas. », or nothing."""
    many = len(tuple(around))
    if not many:
        return ""
    return f"Autour des éléments, {french.accord(many, 'fait est dit', 'faits sont dits')} de deux façons."


def as_json(left: Reading, right: Reading, found: Comparison) -> dict[str, Any]:
    """The published format, with both sources."""
    return {"left": left.source.to_json(), "right": right.source.to_json(), **found.to_json()}
