"""Tables: the address sorts, filters and pages; nothing in it can break the page or reach another field."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.columns import Column, fold
from tenir.core.web.quantities import Unit
from tenir.core.web.tables import BoundTable, Table
from tenir.core.web.templatetags.tables import table as draw

PEOPLE = [
    {"nom": "Évreux", "nombre": 4, "vu": date(2019, 1, 1), "niveau": "objectif_atteint"},
    {"nom": "auch", "nombre": None, "vu": None, "niveau": "en_cours_de_lancement"},
    {"nom": "Dijon", "nombre": 0, "vu": date(2018, 7, 18), "niveau": None},
]
COLUMNS = (
    Column("nom", "Ville", "link", sortable=True, filterable=True, url=lambda row: f"/villes/{row['nom']}/"),
    Column("nombre", "Sites", "number", sortable=True, unit=Unit("site", "sites")),
    Column("vu", "Vu le", "date", sortable=True),
    Column("niveau", "Niveau", "level", sortable=True, filterable=True),
)
TABLE = Table(key="villes", caption="Villes", columns=COLUMNS, empty="Les villes paraîtront ici.")
PLACES = Table(
    key="lieux",
    caption="Lieux",
    page_size=2,
    columns=(
        Column("name", "Nom", sortable=True),
        Column("code", "Code", sortable=True, filterable=True, search="code"),
    ),
)


def names(address: str, rows: Any = PEOPLE, table: Table = TABLE) -> list[str]:
    return [row["nom"] for row in table.bind(rows, QueryDict(address)).rows]


def some_places(count: int = 5) -> QuerySet[Place]:
    for number in range(count):
        Place.objects.create(kind=PlaceKind.COMMUNE, code=f"{number:05d}", name=f"Ville {number % 2}")
    return Place.objects.all()


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("tri=nom", ["auch", "Dijon", "Évreux"]),
        ("tri=-nom", ["Évreux", "Dijon", "auch"]),
        ("tri=nombre", ["Dijon", "Évreux", "auch"]),
        ("tri=-nombre", ["Évreux", "Dijon", "auch"]),
        ("tri=vu", ["Dijon", "Évreux", "auch"]),
        ("tri=-niveau", ["Évreux", "auch", "Dijon"]),
        ("", ["Évreux", "auch", "Dijon"]),
    ],
)
def test_list_sorts_without_accents_and_missing_last(address: str, order: list[str]) -> None:
    assert names(address) == order


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("nom=EVR", ["Évreux"]),
        ("nom=é", ["Évreux"]),
        ("nom=%25", []),
        ("niveau=objectif_atteint", ["Évreux"]),
        ("niveau=inconnu", ["Évreux", "auch", "Dijon"]),
        ("nombre=4", ["Évreux", "auch", "Dijon"]),
    ],
)
def test_list_filters_without_case_or_accents(address: str, kept: list[str]) -> None:
    assert names(address) == kept


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["tri=kind", "tri=-containments__share", "tri=", "page=0", "page=-3", "page=deux", "page=99", "page=" + "9" * 5000,
     "code=%00", "tri=%00", "kind=commune", "page=1&page=x"],
)  # fmt: skip
def test_bad_address_shows_the_first_page(address: str) -> None:
    shown = PLACES.bind(some_places().order_by("pk"), QueryDict(address))
    assert (shown.number, [place.code for place in shown.rows]) == (1, ["00000", "00001"])


@pytest.mark.django_db
def test_queryset_pages_never_show_a_row_twice() -> None:
    places = some_places()
    pages = [PLACES.bind(places, QueryDict(f"tri=name&page={number}")).rows for number in (1, 2, 3)]
    assert [place.code for page in pages for place in page] == ["00000", "00002", "00004", "00001", "00003"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["tri=name", "tri=-code"])
def test_queryset_order_always_ends_with_the_key(address: str) -> None:
    # Rows that tie would otherwise come in the order that the database likes that day.
    assert PLACES.bind(some_places(1), QueryDict(address)).selected.query.order_by[-1] == "pk"  # type: ignore[union-attr]


def test_column_not_declared_sortable_does_not_sort() -> None:
    table = Table(
        key="t", caption="T", columns=(Column("nom", "Nom"), Column("nombre", "Nombre", "number", sortable=True))
    )
    assert names("tri=nom", table=table) == ["Évreux", "auch", "Dijon"]
    assert "aria-sort" not in draw(table.bind(PEOPLE, QueryDict("tri=nom")))


@pytest.mark.django_db
def test_queryset_is_filtered_by_the_database() -> None:
    shown = PLACES.bind(some_places(), QueryDict("code=0003"))
    assert [place.code for place in shown.rows] == ["00003"]
    assert PLACES.bind(Place.objects.all(), QueryDict("code=_")).count == 0


@pytest.mark.django_db
def test_page_costs_two_queries(django_assert_num_queries: Any) -> None:
    places = some_places(30)
    with django_assert_num_queries(2):
        draw(PLACES.bind(places, QueryDict("page=3")))


@pytest.mark.django_db
def test_level_sorts_by_rank_in_the_database() -> None:
    for code, name in enumerate(("en_cours_de_lancement", "objectif_atteint", "", "non_demarre")):
        Place.objects.create(kind=PlaceKind.COMMUNE, code=str(code), name=name)
    table = Table(key="n", caption="N", columns=(Column("name", "Niveau", "level", sortable=True),))
    shown = table.bind(Place.objects.all(), QueryDict("tri=-name"))
    assert [place.name for place in shown.rows] == ["objectif_atteint", "en_cours_de_lancement", "non_demarre", ""]


@pytest.mark.django_db
def test_queryset_text_filter_needs_a_folded_column() -> None:
    table = Table(key="n", caption="N", columns=(Column("name", "Nom", filterable=True),))
    with pytest.raises(ValueError, match="kept with `fold`"):
        table.bind(Place.objects.all(), QueryDict("name=a"))


def test_list_too_long_for_python_is_refused() -> None:
    with pytest.raises(ValueError, match="give a QuerySet"):
        TABLE.bind([PEOPLE[0]] * 2001, QueryDict(""))


def test_heading_sorts_then_turns_and_says_which_way() -> None:
    html = draw(TABLE.bind(PEOPLE, QueryDict("tri=nom&nom=e&autre=1&page=1")))
    assert '<th scope="col" aria-sort="ascending"><a href="?nom=e&amp;autre=1&amp;tri=-nom">Ville</a></th>' in html
    assert '<th scope="col" class="number"><a href="?nom=e&amp;autre=1&amp;tri=nombre">Sites</a></th>' in html


def test_two_tables_of_a_page_leave_each_other_alone() -> None:
    second = Table(key="b", caption="B", columns=COLUMNS, prefix="b-", page_size=1)
    address = "tri=-nom&b-tri=nom&b-page=2"
    assert names(address) == ["Évreux", "Dijon", "auch"]
    assert names(address, table=second) == ["Dijon"]
    shown = second.bind(PEOPLE, QueryDict(address))
    assert shown.address(page=None) == "?tri=-nom&b-tri=nom"
    assert shown.sort_address(COLUMNS[0]) == "?tri=-nom&b-tri=-nom"


def test_filter_form_keeps_the_order_and_drops_the_page() -> None:
    shown = TABLE.bind(PEOPLE, QueryDict("tri=nom&nom=e&page=2&format=csv&autre=1"))
    assert list(shown.kept_fields()) == [("tri", "nom"), ("autre", "1")]
    assert shown.format == "csv"


def test_cells_are_typed_and_missing_ones_say_so() -> None:
    html = draw(TABLE.bind(PEOPLE, QueryDict("")))
    assert '<th scope="row"><a href="/villes/Évreux/">Évreux</a></th>' in html
    assert '<td class="number" data-label="Sites">0\u00a0site</td>' in html
    assert '<td class="number" data-label="Sites"><span class="missing">non renseigné</span></td>' in html
    assert '<time datetime="2018-07-18">18 juillet 2018</time>' in html
    assert "Objectif atteint" in html


def test_cell_text_is_escaped() -> None:
    row = {"nom": "<script>alert(1)</script>", "nombre": 1, "vu": None, "niveau": None}
    assert "<script" not in draw(TABLE.bind([row], QueryDict("nom=<script>")))


def test_empty_table_says_what_will_appear() -> None:
    html = draw(TABLE.bind([], QueryDict("")))
    assert "Les villes paraîtront ici." in html
    assert "<table" not in html


def test_filter_that_keeps_nothing_offers_the_way_back() -> None:
    html = draw(TABLE.bind(PEOPLE, QueryDict("nom=zzz&tri=nom")))
    assert "Rien ne répond à ces filtres" in html
    assert 'href="?tri=nom">Effacer les filtres</a>' in html


def test_column_named_like_a_word_of_the_address_is_refused() -> None:
    with pytest.raises(ValueError, match="word of the address"):
        Table(key="t", caption="T", columns=(Column("page", "Page"),))


@given(st.dictionaries(st.sampled_from(["tri", "page", "nom", "niveau", "format"]), st.text(max_size=30)))
def test_no_address_breaks_the_page(params: dict[str, str]) -> None:
    shown = TABLE.bind(PEOPLE, params)
    assert isinstance(shown, BoundTable)
    assert "<script" not in draw(shown)


@given(st.text(max_size=20))
def test_folded_text_stays_folded(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fifty_rows_are_drawn_in_a_few_milliseconds() -> None:
    columns = (*COLUMNS, Column("a", "A", value="nom"), Column("b", "B", value="nombre"))
    table = Table(key="t", caption="T", columns=columns)
    shown = table.bind(PEOPLE * 20, QueryDict(""))
    draw(shown)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        draw(shown)
        times.append(time.perf_counter() - start)
    # Measured at 3 to 4 ms on two shared cores; the gate is wide because other tests run beside.
    assert min(times) < 0.03


@pytest.mark.django_db
def test_count_that_the_caller_keeps_is_asked_only_without_filter() -> None:
    rows = some_places(5)
    assert PLACES.bind(rows, QueryDict(""), unfiltered=9).count == 9
    assert PLACES.bind(rows, QueryDict("code=00001"), unfiltered=9).count == 1
