"""One item of two, several of one: which words, lines and places they get. Nothing here journals (`actions.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from tenir.core.errors import BadInput
from tenir.modules.documents import gestures
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.models import DraftChange, DraftItem

# Pieces of one item; a text of a thousand characters has no more sentences.
MOST_PIECES = 20


def above(item: DraftItem) -> DraftItem:
    """The item right above under the same title, those refused left out; raises `BadInput` when there is none."""
    beside = DraftItem.objects.filter(draft=item.draft, parent=item.parent_id, position__lt=item.position)
    found = beside.exclude(decision=Decision.REFUSED).order_by("-position").first()
    if found is None:
        raise BadInput(
            "rien ne se trouve au-dessus, sous le même titre.", where=item.name, remedy="Déplacez-le d'abord."
        )
    found.draft = item.draft
    return found


def refuse_unlike(item: DraftItem, other: DraftItem) -> None:
    """Raise `BadInput` where joining would lose something: what the item holds, or a different sort."""
    if item.kind != other.kind:
        raise BadInput(
            f"{other.name} est au-dessus\u202f: un élément ne complète qu'un élément de même sorte.", where=item.name
        )
    if item.children.exists():
        raise BadInput("cet élément en contient d'autres.", where=item.name, remedy="Déplacez-les d'abord.")


def joined(first: DraftItem, second: DraftItem) -> dict[str, object]:
    """What the first becomes: the words one after the other, the lines of both."""
    ends = [line for line in (first.last_line, second.last_line) if line]
    text = f"{first.text.rstrip()} {second.text.lstrip()}"
    return {"text": text, "last_line": max(ends, default=None), "decision": Decision.ACCEPTED}


def pieces(item: DraftItem, text: str) -> list[str]:
    """The words of each new item; raises `BadInput` when nothing is cut, or when words were changed too."""
    found = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if " ".join(found).split() != item.text.split():
        raise BadInput("couper ne change pas les mots.", where=item.name, remedy="Coupez d'abord, corrigez ensuite.")
    if len(found) < 2:
        raise BadInput("rien n'est coupé.", where=item.name, remedy="Allez à la ligne là où un autre élément commence.")
    if len(found) > MOST_PIECES:
        raise BadInput(f"cela fait plus de {MOST_PIECES} éléments.", where=item.name, remedy="Coupez en deux fois.")
    return found


def rows(item: DraftItem, texts: Sequence[str]) -> list[DraftItem]:
    """Unsaved items after `item`, of the same lines and sort, accepted by who cuts."""
    places = _free(item, len(texts))
    names = ("draft", "kind", "parent", "level", "side", "first_line", "last_line", "page", "printed_at", "confidence")
    return [
        DraftItem(
            key=f"coupe-{item.draft.revision + 1}-{rank}",
            text=text,
            position=place,
            decision=Decision.ACCEPTED,
            why=f"Coupé à la main de\u202f: {item.said_in_short}"[:500],
            **{name: getattr(item, name) for name in names},
        )
        for rank, (text, place) in enumerate(zip(texts, places, strict=True), start=1)
    ]


def partners_untouched(item: DraftItem, mine: DraftChange) -> list[DraftItem]:
    """What the same gesture changed beside `item`; raises `Conflict` when somebody touched one of them since."""
    known = mine.before.get(gestures.PARTNERS, {})
    found = list(DraftItem.objects.filter(draft=item.draft, pk__in=list(known)).order_by("position"))
    for one in found:
        one.draft = item.draft
        gestures.require_seen(one, known[str(one.pk)])
    return found


def _free(item: DraftItem, many: int) -> list[int]:
    """Free places right after an item; what is below moves when there is no room left."""
    taken = set(DraftItem.objects.filter(draft=item.draft).values_list("position", flat=True))
    following = min((place for place in taken if place > item.position), default=item.position + 1000 * (many + 1))
    if following - item.position > many:
        return list(range(item.position + 1, item.position + 1 + many))
    last = max(taken)
    return list(range(last + 1000, last + 1000 * (many + 1), 1000))
