"""Partners and levers that a text prints, beside those that we know: exactly the same, near, said by a person, or open.

Nothing is guessed in silence: an exact name is taken and shown, a near one is proposed, and what nobody answered stays
as the text prints it. Reads only; answers are written by `naming.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tenir.core.people.models import Organisation
from tenir.core.web.columns import fold
from tenir.engines.documents import Item, Reading
from tenir.modules.commitments.enums import NameSort
from tenir.modules.commitments.models import Lever
from tenir.modules.documents.models import Draft, DraftName
from tenir.modules.documents.proposal import printed_names

# Likeness (0 to 100) from which a name is proposed, and the shortest that may be read badly: « CAF » is not « CAR ».
NEAR, SHORTEST = 90, 5
EXACT, CHOSEN, PRINTED, OPEN = "exact", "choisi", "imprime", "ouvert"
Key = tuple[str, str]


@dataclass(frozen=True)
class Name:
    """A printed name: how often, what became of it, the address and words of what it is or could be."""

    sort: str
    words: str
    times: int
    state: str
    address: str = ""
    called: str = ""
    near: str = ""
    near_called: str = ""
    revision: int = 0

    @property
    def is_partner(self) -> bool:
        """Whether it is an organisation; else a lever."""
        return self.sort == NameSort.PARTNER

    @property
    def waits(self) -> bool:
        """Whether somebody should say what it is."""
        return self.state == OPEN


def known(draft: Draft, reading: Reading) -> dict[Key, str]:
    """The names that are something we know, exactly or because a person said so: what `describe` takes."""
    return {(one.sort, one.words): one.address for one in of(draft, reading.items, proposing=False) if one.address}


def exactly(reading: Reading) -> dict[Key, str]:
    """The same without a draft: exact names alone."""
    keys = {one for item in reading.items for one in printed_names(item)}
    lists = _lists(keys)
    return {key: one.address for key in keys if (one := lists[key[0]].exact(key[1]))}


def of(draft: Draft, items: Iterable[Item], *, proposing: bool = True) -> list[Name]:
    """Every name that these items print, those that wait first, then the most frequent; three queries at most."""
    times = Counter(one for item in items for one in printed_names(item))
    said = {(row.sort, row.words): row for row in draft.names.select_related("organisation", "lever")} if times else {}
    lists = _lists(times.keys() - said.keys())
    found = [
        _answered(key, times[key], said[key]) if key in said else _compared(key, times[key], lists[key[0]], proposing)
        for key in times
    ]
    return sorted(found, key=lambda one: (not one.waits, one.sort != NameSort.PARTNER, -one.times, one.words))


def organisation(typed: str) -> Organisation | None:
    """The only one whose address, name or short name a person typed."""
    found = _lists({(str(NameSort.PARTNER), typed)})[NameSort.PARTNER].exact(typed)
    return Organisation.objects.filter(slug=found.address).first() if found else None


@dataclass(frozen=True)
class _Known:
    """An organisation or a lever: its address, its name, and the folded words that name it."""

    address: str
    name: str
    words: tuple[str, ...]


class _List:
    """All that are known of one sort, by each folded word that names them."""

    def __init__(self, known: Iterable[_Known]) -> None:
        self.by_word: dict[str, list[_Known]] = {}
        for one in known:
            for word in one.words:
                self.by_word.setdefault(word, []).append(one)

    def exact(self, word: str) -> _Known | None:
        """The only one that bears the name; a name that several bear is none."""
        found = self.by_word.get(_plain(word), [])
        return found[0] if len(found) == 1 else None

    def nearest(self, word: str) -> _Known | None:
        """The most alike, from `NEAR` on; of two that are as alike none is proposed."""
        if len(word) < SHORTEST:
            return None
        scorer = fuzz.token_sort_ratio
        alike = process.extract(_plain(word), self.by_word.keys(), scorer=scorer, score_cutoff=NEAR, limit=4)
        best = {one for text, score, _ in alike if score == alike[0][1] for one in self.by_word[text]}
        return best.pop() if len(best) == 1 else None


def _lists(keys: Iterable[Key]) -> dict[str, _List]:
    """All organisations and all levers, as far as any name asks for them."""
    sorts = {sort for sort, _ in keys}
    return {
        str(NameSort.PARTNER): _List(_organisations() if NameSort.PARTNER in sorts else ()),
        str(NameSort.LEVER): _List(_levers() if NameSort.LEVER in sorts else ()),
    }


def _organisations() -> list[_Known]:
    rows = Organisation.objects.order_by("slug").values_list("slug", "name", "short_name")
    return [_Known(slug, name, _folded(name, short, slug.replace("-", " "))) for slug, name, short in rows]


def _levers() -> list[_Known]:
    rows = Lever.objects.order_by("code").values_list("code", "name")
    return [_Known(code, name, _folded(name, code.replace("-", " "))) for code, name in rows]


def _folded(*words: str) -> tuple[str, ...]:
    return tuple({_plain(word) for word in words} - {""})


def _plain(word: str) -> str:
    """Without accents, capitals, hyphens: « Centre-Val de Loire » and « CENTRE VAL DE LOIRE » are one name."""
    return " ".join(fold(word).replace("-", " ").split())


def _answered(key: Key, times: int, said: DraftName) -> Name:
    target = said.organisation or said.lever
    address = said.organisation.slug if said.organisation else said.lever.code if said.lever else ""
    return Name(*key, times, CHOSEN if target else PRINTED, address, str(target or ""), revision=said.revision)


def _compared(key: Key, times: int, known: _List, proposing: bool) -> Name:
    if exact := known.exact(key[1]):
        return Name(*key, times, EXACT, exact.address, exact.name)
    near = known.nearest(key[1]) if proposing else None
    return Name(*key, times, OPEN, near=near.address if near else "", near_called=near.name if near else "")
