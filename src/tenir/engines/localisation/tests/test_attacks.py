"""Somebody with every number shown, the totals and a solver learns no small count of a file of people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tenir.engines.localisation.counting import Bands, Columns, Counts, groups, places, protected
from tenir.engines.localisation.counting.model import Faults
from tenir.engines.localisation.counting.places import zones_shown
from tenir.engines.localisation.tests.files import layer
from tenir.engines.localisation.zones import Wide
from tenir.engines.rollup.disclosure import Key, Published, Relation
from tenir.engines.rollup.disclosure.tests.attacker import Attack

LEAST = 11
SLACK = 1e-6


def a_file(seed: int, *, layers: int = 1, groups: bool = False) -> Counts:
    """People of a few zones of a few communes, some outside, some near a border, some who do not say their sex."""
    chance = np.random.default_rng(seed)
    zones, communes, people = (int(chance.integers(1, most)) for most in (9, 5, 1_200))
    where = chance.choice(zones, people, p=chance.dirichlet(np.ones(zones)))
    near = chance.integers(0, communes, zones)[where]
    near = np.where(chance.random(people) < 0.1, chance.integers(0, communes + 2, people), near)
    lost = chance.random(people)
    where = np.where(lost < chance.random() / 2, zones, np.where(lost > 0.97, zones + 1, where))
    unsaid = chance.choice([0, 0.02, 0.2])
    sex = np.where(chance.random(people) < unsaid, 2, chance.random(people) < chance.random()).astype(int)
    age = chance.choice(5, people, p=chance.dirichlet(np.ones(5)))
    kept = [where, near][:layers]
    keys, place = np.unique(np.stack([*kept, sex, age], axis=1), axis=0, return_inverse=True)
    found = [layer("qpv", zones), layer("commune", communes)][:layers]
    columns = Columns("lon", "lat", *(("s", "a") if groups else ()))
    return Counts(tuple(found), Bands(), columns, keys, np.bincount(place.ravel()), Faults())


def totals(counts: Counts, *columns: Wide) -> dict[tuple[int, ...], int]:
    """People by what these columns say."""
    found: dict[tuple[int, ...], int] = {}
    for key, many in zip(zip(*(column.tolist() for column in columns), strict=True), counts.people, strict=True):
        found[key] = found.get(key, 0) + int(many)
    return found


def narrow(
    relations: list[Relation], known: list[Published], told: list[Published], asked: dict[Key, int]
) -> dict[Key, tuple[float, float]]:
    """Figures that what is told makes narrower than they may be: than 11, or what the totals leave, or a point."""
    before, after = Attack(relations, known), Attack(relations, [*known, *told])
    keys = [key for key in asked if key not in {row.key for row in told}]
    least, found = before.intervals(keys), after.intervals(keys)
    needed = {key: LEAST if asked[key] < LEAST else 2 * SLACK for key in keys}
    return {
        key: found[key]
        for key in keys
        if found[key][1] - found[key][0] < min(needed[key], least[key][1] - least[key][0]) - SLACK
    }


def zones_attacked(counts: Counts, told: set[tuple[int, int]]) -> dict[Key, tuple[float, float]]:
    """The attacker knows which zones cross which, those of nobody included."""
    layers = range(len(counts.layers))
    atoms = totals(counts, *(counts.keys[:, one] for one in layers))
    sums: dict[Key, int] = {}
    parts: dict[Key, list[Key]] = {}
    for atom, many in atoms.items():
        for one in layers:
            whole = (one, atom[one])
            sums[whole] = sums.get(whole, 0) + many
            parts.setdefault(whole, []).append(("atom", *atom))
    relations = [Relation(whole, tuple(some)) for whole, some in parts.items()]
    relations.append(Relation("people", tuple(("atom", *atom) for atom in atoms)))
    asked: dict[Key, int] = {whole: many for whole, many in sums.items() if whole[1] < counts.outside(whole[0])}  # type: ignore[index]
    for atom, many in atoms.items():
        if any(zone < counts.outside(one) for one, zone in enumerate(atom)) and many < LEAST:
            asked["atom", *atom] = many
    known = [Published("people", counts.readable)]
    return narrow(relations, known, [Published(key, sums[key]) for key in told if key in sums], asked)


def groups_attacked(counts: Counts, *, weakly: bool = False) -> dict[Key, tuple[float, float]]:
    """Sexes and bands of age, each sort apart: the totals of zones and of groups are known."""
    table = protected(counts)[0]
    zones = {line.code: number for number, line in enumerate(table.rows)}
    return {
        key: found
        for sort in ("sex", "age")
        for key, found in _sort_attacked(counts, sort, table, zones, weakly).items()
    }


def _sort_attacked(counts: Counts, sort: str, table: Any, zones: dict[str, int], weakly: bool) -> dict:
    codes = counts.layers[0].index.codes
    titles = [(title, rows) for kind, title, rows in counts.groups() if kind == sort]
    lines = {codes.index(line.code): line for line in table.rows}
    lines |= {counts.outside(0): table.outside, counts.cannot_say(0): table.cannot_say}
    lines = {zone: line for zone, line in lines.items() if line.count is not None}
    relations, known, told, asked, every = [], [], [], {}, {}
    for title, rows in titles:
        for zone, many in zip(counts.keys[rows, 0].tolist(), counts.people[rows].tolist(), strict=True):
            row = zone if zone in lines else "rest"
            every[row, title] = every.get((row, title), 0) + many
    every = {(row, title): every.get((row, title), 0) for row in [*lines, "rest"] for title, _ in titles}
    for row in [*lines, "rest"]:
        parts = tuple((row, title) for title, _ in titles)
        relations.append(Relation(("row", row), parts))
        known.append(Published(("row", row), sum(every[part] for part in parts)))
    for title, _ in titles:
        parts = tuple((row, title) for row in [*lines, "rest"])
        relations.append(Relation(("column", title), parts))
        known.append(Published(("column", title), sum(every[part] for part in parts)))
    for (row, title), many in every.items():
        if row == "rest":
            continue
        if row < counts.outside(0):
            asked[row, title] = many
        shown = many if weakly and many >= LEAST else lines[row].groups[title]
        if shown is not None:
            assert shown == many
            told.append(Published((row, title), many))
    return narrow(relations, known, told, asked)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(4))
@pytest.mark.parametrize("layers", [1, 2])
def test_no_zone_is_broken(hundred: int, layers: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        found = a_file(seed, layers=layers)
        assert not zones_attacked(found, zones_shown(found)), seed


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(4))
def test_no_group_is_broken(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        assert not groups_attacked(a_file(seed, groups=True)), seed


def test_a_few_files_quickly() -> None:
    for seed in range(5000, 5010):
        found = a_file(seed, layers=2, groups=True)
        assert not zones_attacked(found, zones_shown(found)), seed
        assert not groups_attacked(found), seed


def test_hiding_small_figures_alone_is_broken() -> None:
    zones = [a_file(seed, layers=2) for seed in range(20)]
    large = [{(0, zone) for zone, many in one.by_zone(0).items() if many >= LEAST} for one in zones]
    assert sum(bool(zones_attacked(one, told)) for one, told in zip(zones, large, strict=True)) >= 3
    assert sum(bool(groups_attacked(a_file(seed, groups=True), weakly=True)) for seed in range(20)) >= 5


def test_without_one_zone_more_groups_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_with_one_more", lambda table, places, large, **known: large.copy())
    monkeypatch.setattr(groups, "_is_safe", lambda table: True)
    assert any(groups_attacked(a_file(seed, groups=True)) for seed in range(40))


def test_groups_left_out_need_somebody_to_be_exchanged_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """One zone of 40 women, 20 men and 3 who do not say; outside, 9, 1 and 1."""
    keys = np.array([(zone, sex, 0) for zone in (0, 1) for sex in (0, 1, 2)])
    people = np.array([40, 20, 3, 9, 1, 1])
    counts = Counts((layer("qpv", 1),), Bands(), Columns("lon", "lat", "s"), keys, people, Faults())
    assert not groups_attacked(counts)
    monkeypatch.setattr(groups, "_is_spread", lambda left_out, large: True)
    assert groups_attacked(counts)


def test_without_lumps_of_crossings_zones_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_crossed", lambda counts, zones, people: ([], []))
    files = [a_file(seed, layers=2) for seed in range(40)]
    assert any(zones_attacked(one, zones_shown(one)) for one in files)


def test_much_is_shown_all_the_same() -> None:
    tables = [protected(a_file(seed, groups=True))[0] for seed in range(40)]
    shown = [many is not None for table in tables for line in table.rows for many in line.groups.values()]
    assert sum(shown) > len(shown) / 6
