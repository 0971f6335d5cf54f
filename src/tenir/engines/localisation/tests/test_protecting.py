"""Small counts are withheld, and with them what would give them away to whoever knows how many people there are."""

from __future__ import annotations

import io

from tenir.engines.localisation.counting import Columns, Counts, Layer, Table, count, protected, tables
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.tests.worlds import square, zones

# Four neighbourhoods in a row, within one commune.
QPV = Layer("qpv", Index.of(zones(*(square(1.30 + n / 100, 47.58, 0.01) for n in range(4))), cuts=(16,)))
COMMUNE = Layer("commune", Index.of(zones(square(1.2, 47.5, 0.2)), cuts=(16,)))
TITLES = "lon;lat;s;a\n"


def people(*many: int, outside: int = 0, more: str = "F;30") -> str:
    """So many people in each neighbourhood, and so many in none."""
    rows = [f"{1.305 + rank / 100};47.585;{more}\n" * number for rank, number in enumerate(many)]
    return "".join(rows) + f"1.25;47.55;{more}\n" * outside


def counted(text: str, *layers: Layer, sex: str = "", age: str = "") -> Counts:
    return count(io.BytesIO((TITLES + text).encode()), Columns("lon", "lat", sex, age), layers or [QPV])


def shown(table: Table) -> dict[str, int | None]:
    return {row.code: row.count for row in table.rows} | {"outside": table.outside.count}


def test_counts_that_are_large_enough_are_shown() -> None:
    (table,) = protected(counted(people(11, 40, outside=100)))
    assert shown(table) == {"A": 11, "B": 40, "outside": 100}


def test_a_small_count_is_not_even_named_and_does_not_follow_from_the_others() -> None:
    found = counted(people(3, 40, 50, outside=100))
    (table,) = protected(found)
    hidden = 193 - sum(number or 0 for number in shown(table).values())
    assert "A" not in shown(table)
    # What is not shown adds up to 11 at least: A may be anything from 0 to that.
    assert hidden >= 11
    assert shown(tables(found)[0]) == {"A": 3, "B": 40, "C": 50, "outside": 100}


def test_small_ones_that_hide_each_other_cost_no_other() -> None:
    (table,) = protected(counted(people(6, 7, 40, outside=100)))
    assert shown(table) == {"C": 40, "outside": 100}


def test_a_share_is_not_said_when_its_parts_are_withheld() -> None:
    (table,) = protected(counted(people(3, outside=100)))
    assert (table.rows, table.outside.count, table.share) == ((), None, None)


def test_groups_of_a_withheld_zone_are_withheld() -> None:
    text = people(5, 30, 4, more="F;30") + people(4, 20, 4, more="H;70", outside=90)
    (table,) = protected(counted(text, sex="s"))
    assert [(row.code, row.count) for row in table.rows] == [("B", 50)]
    assert tables(counted(text, sex="s"))[0].rows[0].groups == {"femmes": 5, "hommes": 4, "sexe non dit": 0}


def test_a_small_group_does_not_follow_from_the_other() -> None:
    text = people(0, 40, 60, 50, more="F;30") + people(0, 3, 70, 80, more="H;30", outside=90)
    (table,) = protected(counted(text, sex="s"))
    groups = next(row for row in table.rows if row.code == "B").groups
    # Of 43 people, either number gives the other.
    assert (groups["femmes"], groups["hommes"]) == (None, None)


def test_who_is_in_a_commune_but_in_no_neighbourhood_is_protected_too() -> None:
    # 63 in the commune, 60 in its neighbourhoods: both shown, 3 would be known.
    found = counted(people(20, 40, outside=3), QPV, COMMUNE)
    qpv, commune = protected(found)
    assert shown(commune).get("A") is None or sum(number or 0 for number in shown(qpv).values()) < 60


def test_large_groups_are_shown_where_all_of_a_zone_are() -> None:
    text = people(20, 40, 30, 12) + people(30, 20, 11, 3, more="H;70")
    (table,) = protected(counted(text, sex="s"))
    # D has three men; C, the smallest of the others, is withheld with it: the totals would tell them.
    assert [row.groups["hommes"] for row in table.rows] == [30, 20, None, None]
    assert [row.groups["femmes"] for row in table.rows] == [20, 40, None, None]


def test_a_rare_group_is_told_nowhere_with_a_second_one() -> None:
    text = people(20, 40, 30) + people(30, 20, 15, more="H;70") + people(1, 2, 0, more=";20", outside=60)
    (table,) = protected(counted(text, sex="s"))
    # Women are left out with those who do not say: men are fewer, and small in no zone either.
    assert [list(row.groups.values()) for row in table.rows] == [[20, None, None], [40, None, None], [30, None, None]]


def test_with_two_sorts_of_zones_only_the_first_tells_groups() -> None:
    text = people(20, 40, outside=30) + people(30, 20, outside=40, more="H;70")
    qpv, commune = protected(counted(text, QPV, COMMUNE, sex="s"))
    # Women of the commune less those of its neighbourhoods would be those of the rest.
    assert [row.groups["femmes"] for row in qpv.rows] == [20, 40]
    assert [(row.count, row.groups["femmes"]) for row in commune.rows] == [(180, None)]
