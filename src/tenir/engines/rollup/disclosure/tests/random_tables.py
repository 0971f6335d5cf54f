"""Small publications drawn at random: places nested and overlapping, margins, half-years, shares, several rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random

from tenir.engines.rollup.disclosure import (
    COMPANIES,
    COMPANY_AMOUNTS,
    PERSONS,
    Cell,
    Key,
    Outcome,
    Published,
    Relation,
    protect,
    share,
)

ALL = "all"


@dataclass
class Publication:
    cells: list[Cell]
    relations: list[Relation]


@dataclass
class Country:
    """Leaves with their figures (several versions), and places as sets of leaves."""

    chance: Random
    leaves: int
    sexes: tuple[str, ...]
    halves: tuple[str, ...]
    places: dict[str, frozenset[int]]
    values: dict[tuple[int, str, str], list[int]] = field(default_factory=dict)

    @classmethod
    def draw(cls, seed: int) -> Country:
        chance = Random(seed)
        leaves = chance.randint(3, 8)
        sexes, halves = chance.choice([(("p",), ("h",))] * 3 + [(("w", "m"), ("h",)), (("p",), ("h1", "h2"))])
        one = cls(chance, leaves, sexes, halves, _places(chance, leaves))
        scale = chance.choice([8, 20, 60])
        for leaf in product(range(leaves), sexes, halves):
            one.values[leaf] = [min(int(chance.expovariate(1 / scale)), 900)]
        return one

    def correct(self) -> None:
        """A leaf or two get another version; a place that was not asked for before may come."""
        for leaf in self.chance.sample(sorted(self.values), k=min(len(self.values), self.chance.randint(0, 2))):
            self.values[leaf].append(max(0, self.values[leaf][-1] + self.chance.randint(-6, 6)))
        many = self.chance.randint(1, self.leaves)
        if self.chance.random() < 0.7:
            self.places[f"new{len(self.places)}"] = frozenset(self.chance.sample(range(self.leaves), many))

    def key(self, place: str, sex: str, half: str) -> Key:
        """A total is another unknown as soon as one of its leaves has another version."""
        return (place, sex, half, tuple(len(self.values[leaf]) for leaf in self._leaves(place, sex, half)))

    def _leaves(self, place: str, sex: str, half: str) -> list[tuple[int, str, str]]:
        inside = [int(place[1:])] if place[0] == "q" else sorted(self.places[place])
        return list(product(inside, self.sexes if sex == ALL else (sex,), self.halves if half == ALL else (half,)))

    def publication(self) -> Publication:
        """Every place by sex and half-year with their totals; each sum told in every way that a reader would find."""
        sexes = [*self.sexes, ALL] if len(self.sexes) > 1 else list(self.sexes)
        halves = [*self.halves, ALL] if len(self.halves) > 1 else list(self.halves)
        places = [*(f"q{leaf}" for leaf in range(self.leaves)), *self.places]
        made = Publication([], [])
        for place, sex, half in product(places, sexes, halves):
            whole = self.key(place, sex, half)
            total = sum(self.values[leaf][-1] for leaf in self._leaves(place, sex, half))
            made.cells.append(Cell(whole, total, PERSONS, keep=place == "france"))
            for parts in self._ways(place, sex, half):
                made.relations.append(Relation(whole, parts))
        return made

    def _ways(self, place: str, sex: str, half: str) -> list[tuple[Key, ...]]:
        ways = []
        if place[0] != "q":
            ways.append(tuple(self.key(f"q{leaf}", sex, half) for leaf in sorted(self.places[place])))
        if sex == ALL:
            ways.append(tuple(self.key(place, one, half) for one in self.sexes))
        if half == ALL:
            ways.append(tuple(self.key(place, sex, one) for one in self.halves))
        return ways


def _places(chance: Random, leaves: int) -> dict[str, frozenset[int]]:
    """A chain of ever larger places, some leaves in two of a kind, and France."""
    places = {}
    for kind in ("commune", "epci", "contrat"):
        for number in range(chance.randint(1, 3)):
            places[f"{kind}{number}"] = frozenset(chance.sample(range(leaves), chance.randint(1, max(2, leaves // 2))))
    return {**places, "france": frozenset(range(leaves))}


@dataclass
class Story:
    """All that is known after some rounds: every cell and sum, old ones no longer offered, and the ledger."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    ledger: list[Published] = field(default_factory=list)

    def add(self, publication: Publication) -> None:
        for cell in self.cells.values():
            self.cells[cell.key] = Cell(cell.key, cell.value, cell.rule, offered=False)
        self.cells.update({cell.key: cell for cell in publication.cells})
        self.relations = list(dict.fromkeys([*self.relations, *publication.relations]))

    def protect(self, base: int = 1) -> Outcome:
        return protect(list(self.cells.values()), self.relations, ledger=self.ledger, base=base)

    def publish(self, publication: Publication, base: int = 1) -> Outcome:
        self.add(publication)
        outcome = self.protect(base)
        self.ledger = list(dict.fromkeys([*self.ledger, *outcome.ledger(base)]))
        return outcome


def story(seed: int, rounds: int, bases: Sequence[int] = (1,)) -> tuple[Story, Outcome]:
    """Some rounds, each controlled with what was published before; the outcome of the last.

    `bases`: to which multiple each round is rounded, over and over.
    """
    country, told = Country.draw(seed), Story()
    outcome = told.publish(country.publication(), bases[0])
    for number in range(1, rounds):
        country.correct()
        outcome = told.publish(country.publication(), bases[number % len(bases)])
    return told, outcome


def shares(seed: int) -> Publication:
    """Numerators and denominators in a small tree, with the rest of each share."""
    chance = Random(seed)
    country = Country.draw(seed)
    leaves = range(country.leaves)
    below = [min(int(chance.expovariate(1 / 30)), 500) for _ in leaves]
    parts = [chance.choice([0, one, one // 2, max(0, one - chance.randint(0, 12))]) for one in below]
    made = Publication([], [])
    for name, inside in [*((f"q{leaf}", frozenset([leaf])) for leaf in leaves), *country.places.items()]:
        keep = name == "france"
        top = Cell(("n", name), sum(parts[leaf] for leaf in inside), PERSONS, keep=keep)
        bottom = Cell(("d", name), sum(below[leaf] for leaf in inside), PERSONS, keep=keep)
        rest, tie = share(top, bottom)
        made.cells += [top, bottom, rest]
        made.relations.append(tie)
        if name[0] != "q":
            made.relations += [
                Relation(whole, tuple((kind, f"q{leaf}") for leaf in sorted(inside)))
                for kind, whole in (("n", top.key), ("d", bottom.key))
            ]
    return made


def companies(seed: int) -> Publication:
    """How many companies signed, and for how much, by place."""
    chance = Random(seed)
    country = Country.draw(seed)
    signed = [[chance.randint(1, 90) for _ in range(chance.choice([0, 1, 2, 4, 9]))] for _ in range(country.leaves)]
    made = Publication([], [])
    for name, inside in [*((f"q{leaf}", frozenset([leaf])) for leaf in range(country.leaves)), *country.places.items()]:
        amounts = [amount for leaf in sorted(inside) for amount in signed[leaf]]
        many, largest = len(amounts), max(amounts, default=0)
        made.cells.append(Cell(("count", name), many, COMPANIES))
        made.cells.append(Cell(("amount", name), sum(amounts), COMPANY_AMOUNTS, contributors=many, largest=largest))
        if name[0] != "q":
            made.relations += [
                Relation((kind, name), tuple((kind, f"q{leaf}") for leaf in sorted(inside)))
                for kind in ("count", "amount")
            ]
    return made
