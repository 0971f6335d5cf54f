"""The map of a meeting's file: what it counts, that it is told in words too, and what a local text has instead."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tenir.core.places.models import Place, PlaceKind
from tenir.core.web import tilemap
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Application, Commitment, Framework
from tenir.modules.commitments.standing import DECLARED
from tenir.modules.commitments.tests.builders import framework
from tenir.modules.governance.dossier import gathering, ground, layout, maps
from tenir.modules.governance.dossier.blocks import Map, Table
from tenir.modules.governance.dossier.formats import FORMATS
from tenir.modules.governance.models import Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_meeting
from tenir.modules.governance.tests.file_builders import (
    a_contract,
    docx_of,
    plain,
    words_of_docx,
    words_of_odt,
    words_of_pdf,
)
from tests.builders import a_place, france

READERS: dict[str, Callable[[bytes], str]] = {"docx": words_of_docx, "odt": words_of_odt, "pdf": words_of_pdf}
SENTENCE = "2 départements suivent sur place des engagements de ce texte, jusqu'à 3 (Côte-d'Or)."


def departement(code: str) -> Place:
    return a_place(kind=PlaceKind.DEPARTEMENT, code=code, name=f"Département {code}", inside=france())


def apply(place: Place, *slugs: str) -> None:
    for row in Commitment.objects.filter(framework__slug="contrat-invente", slug__in=slugs):
        Application.objects.create(commitment=row, place=place)


@pytest.fixture
def wide(db: None) -> Framework:
    """A national text: three promises are followed in and below Côte-d'Or, one in Yonne."""
    text = a_contract(france())
    here = departement("21")
    apply(here, "1")
    apply(a_place(inside=here), "1", "2")
    apply(a_place(inside=here), "2", "3")
    apply(departement("89"), "4")
    return Framework.objects.select_related("place").get(pk=text.pk)


def meeting_of(text: Framework) -> Meeting:
    return a_meeting(a_body(frameworks=(text,)), days=9)


def blocks_of(text: Framework) -> list[object]:
    return list(layout.sheet(gathering.of(meeting_of(text))).blocks)


def test_each_departement_counts_each_promise_once(wide: Framework) -> None:
    (one,) = ground.of([wide]).values()
    assert one.sentence == SENTENCE
    assert one.map is not None
    assert {tile.code: tile.said for tile in one.map.tiles if tile.bars} == {
        "21": "3\u00a0engagements suivis",
        "89": "1\u00a0engagement suivi",
    }
    assert [(shade.sign, shade.names) for shade in one.shades] == [
        ("1 petite barre", ("Yonne (1)",)),
        ("2 petites barres", ("Côte-d'Or (3)",)),
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_the_map_in_words(wide: Framework, format: str) -> None:
    words = READERS[format](FORMATS[format].write(layout.sheet(gathering.of(meeting_of(wide)))))
    told = (SENTENCE, "Engagements suivis sur place, par département", "Côte-d'Or (3)", "Yonne (1)", "petites barres")
    assert [one for one in told if one not in words] == []


def test_the_map_has_an_alternative_text_in_docx_and_odt(wide: Framework) -> None:
    sheet = layout.sheet(gathering.of(meeting_of(wide)))
    drawn = docx_of(FORMATS["docx"].write(sheet)).inline_shapes
    assert any(SENTENCE in plain(one._inline.docPr.get("descr")) for one in drawn)
    with zipfile.ZipFile(BytesIO(FORMATS["odt"].write(sheet))) as odt:
        assert SENTENCE in plain(odt.read("content.xml").decode().replace("&#x27;", "'"))


def test_colour_is_told_by_bars_too_in_both_drawings() -> None:
    drawn = tilemap.build({"21": 1, "89": 9}, title="Carte", unit=ground.UNIT)
    bars = [one for one in maps.shapes(drawn) if isinstance(one, maps.Box) and one.width == 3]
    assert [(one.height, one.fill) for one in bars] == [(7, maps.PAPER), (7, maps.PAPER), (7, maps.INK), (1, maps.INK)]
    picture = Image.open(BytesIO(maps.png(drawn)))
    assert picture.size == (maps.WIDTH * maps.SCALE, maps.HEIGHT * maps.SCALE)
    assert maps.svg(drawn).count("stroke-dasharray") == len(drawn.tiles) - 2


def test_national_text_that_nobody_follows_has_no_map(db: None) -> None:
    blocks = blocks_of(a_contract(france()))
    assert not any(isinstance(one, Map) for one in blocks)
    assert any("rien à cartographier" in getattr(one, "text", "") for one in blocks)


def test_local_text_has_its_places_in_a_table_and_says_what_is_missing(db: None) -> None:
    town = a_place(kind=PlaceKind.EPCI, inside=departement("21"))
    text, quarter = a_contract(town), a_place(name="Quartier inventé", inside=town)
    Commitment.objects.filter(framework=text, slug__in=("4", "5")).update(place=quarter)
    blocks = blocks_of(text)
    (table,) = [one for one in blocks if isinstance(one, Table) and one.caption.startswith("Lieu par lieu")]
    ((name, sentence, _),) = table.rows
    assert (name, plain(str(sentence))) == (
        "Quartier inventé",
        "2 engagements : 1 en cours de déploiement, 1 sans niveau connu.",
    )
    assert any("leurs contours ne sont pas dans Tenir" in getattr(one, "text", "") for one in blocks)
    assert not any(isinstance(one, Map) for one in blocks)


def test_local_text_without_smaller_places_says_so(db: None) -> None:
    town = a_place(kind=PlaceKind.EPCI, name="Agglomération inventée", inside=departement("21"))
    told = [getattr(one, "text", "") for one in blocks_of(a_contract(town))]
    assert any("ne nomme pas de lieu plus petit que Agglomération inventée" in one for one in told)


def test_queries_do_not_grow(wide: Framework, django_assert_num_queries: object) -> None:
    town = a_place(kind=PlaceKind.EPCI, inside=Place.objects.get(code="21"))
    described = framework(slug="autre", place=(town.kind, town.code))
    local = adopt_framework(by=ME, description=described).framework
    local.place = town
    for code in ("01", "02", "03"):
        apply(departement(code), "1", "2")
    with django_assert_num_queries(4):  # type: ignore[operator]
        ground.of([wide, local])


def test_level_of_an_application_is_counted_as_on_boards(db: None) -> None:
    town = a_place(kind=PlaceKind.EPCI, inside=departement("21"))
    text, quarter = a_contract(town), a_place(name="Quartier inventé", inside=town)
    row = Commitment.objects.get(framework=text, slug="3")
    fields = {"level": Level.ACHIEVED, "level_on": "2026-01-01", "level_precision": "day", "level_status": "declared"}
    Application.objects.create(commitment=row, place=quarter, **fields)
    (one,) = ground.of([Framework.objects.select_related("place").get(pk=text.pk)]).values()
    assert dict(one.places[0].counts) == {DECLARED: 1}
