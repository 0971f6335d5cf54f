"""The file of a meeting read back in each format: its words, its structure, what a screen reader needs, its speed."""

from __future__ import annotations

import ctypes
import io
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import odfdo
import pypdfium2
import pypdfium2.raw as raw
import pytest
import typst
from django.test import Client
from docx.oxml.ns import qn

from tenir.core.journal.models import Entry
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.core.web import tiles
from tenir.modules.commitments.models import Application, Framework
from tenir.modules.governance.dossier import bars, gathering, layout, pdf
from tenir.modules.governance.dossier.blocks import Block, Heading, Paragraph, Sheet
from tenir.modules.governance.dossier.formats import FORMATS
from tenir.modules.governance.models import Decision, Meeting
from tenir.modules.governance.tests.builders import a_body, a_meeting
from tenir.modules.governance.tests.file_builders import (
    Committee,
    a_contract,
    docx_of,
    words_of_docx,
    words_of_odt,
    words_of_pdf,
)
from tests.builders import a_member, a_place, france

READERS: dict[str, Callable[[bytes], str]] = {"docx": words_of_docx, "odt": words_of_odt, "pdf": words_of_pdf}
SAID = (
    "Comité inventé",
    "Où en sont les logements ?",
    "État des engagements : Contrat inventé",
    "Enjeu 1 · Mieux habiter",
    "3 engagements : 1 objectif atteint, 1 en cours de lancement, 1 sans niveau connu.",
    "Ouvrir 1 lieux d'accueil",
    "30 juin 2024",
    "Publier la liste : tous les retards",
    "Rouvrir la salle des fêtes",
    "Bailleur inventé",
    "Texte inventé, Personne",
    "Fait avec Tenir le",
)


def made(format: str, meeting: Meeting | None = None) -> bytes:
    return FORMATS[format].write(layout.sheet(gathering.of(meeting or Committee().next)))


def alone(*blocks: Block) -> Sheet:
    return Sheet("Titre", "Comité", datetime(2026, 3, 1, 13, tzinfo=UTC), "Pied", blocks)


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_the_same(format: str) -> None:
    words = READERS[format](made(format))
    assert [one for one in SAID if one not in words] == []


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_committee_without_anything_has_its_file(format: str) -> None:
    words = READERS[format](made(format, a_meeting(a_body(), days=3)))
    assert "Cette instance ne suit encore aucun texte public." in words


@pytest.mark.django_db
def test_docx_has_real_styles_titles_that_repeat_and_alternative_texts() -> None:
    document = docx_of(made("docx"))
    told = document.core_properties
    assert (told.title.startswith("Dossier de la réunion du"), told.language, told.author) == (True, "fr-FR", "Tenir")
    styles = [one.style.name for one in document.paragraphs]
    assert {"Title", "Heading 1", "Heading 2", "List Number", "Caption"} <= set(styles)
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(pictures) == 3
    assert all(pictures)
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    assert "PAGE" in document.sections[0].footer._element.xml


@pytest.mark.django_db
def test_odt_has_real_headings_titles_of_columns_and_alternative_texts() -> None:
    data = made("odt")
    document = odfdo.Document(io.BytesIO(data))
    assert document.meta.title.startswith("Dossier de la réunion du")
    assert document.meta.language == "fr-FR"
    levels = {one.get_attribute("text:outline-level") for one in document.body.get_elements("//text:h")}
    assert levels == {"1", "2"}
    tables = document.body.get_elements("//table:table")
    assert len(tables) == len(document.body.get_elements("//table:table-header-rows"))
    frames = document.body.get_elements("//draw:frame")
    assert len(frames) == len(document.body.get_elements("//draw:frame/svg:desc")) == 3
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "mimetype"
        manifest = archive.read("META-INF/manifest.xml").decode()
    assert manifest.count("image/png") == len({one for one in archive.namelist() if one.startswith("Pictures/")})


@pytest.mark.django_db
def test_pdf_is_tagged_titled_french_and_says_that_it_is_ua() -> None:
    data = made("pdf")
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid:part>1<", b"/Alt"):
        assert mark in data
    assert b"/Lang (fr-FR)" in data or b"/Lang(fr-FR)" in data
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_dict()["Title"].startswith("Dossier de la réunion du")
    assert len(document) > 1
    document.close()


@pytest.mark.django_db
def test_pdf_tells_a_screen_reader_headings_lists_tables_and_pictures() -> None:
    document = pypdfium2.PdfDocument(made("pdf"))
    found = {one for page in document for one in structure(page)}
    document.close()
    assert {"H1", "H2", "L", "LI", "Table", "Caption", "TH", "TD", "Figure"} <= found


def structure(page: pypdfium2.PdfPage) -> set[str]:
    """The sorts of the tags of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
    waiting, found = [one for one in roots if one], set()
    while waiting:
        one = waiting.pop()
        found.add(sort_of(one))
        children = range(raw.FPDF_StructElement_CountChildren(one))
        waiting += [child for n in children if (child := raw.FPDF_StructElement_GetChildAtIndex(one, n))]
    raw.FPDF_StructTree_Close(tree)
    return found


def sort_of(element: object) -> str:
    """« H1 », « TH »."""
    room = ctypes.create_string_buffer(80)
    length = raw.FPDF_StructElement_GetType(element, room, 80)
    return room.raw[: length - 2].decode("utf-16-le")


def test_letter_without_a_drawing_is_a_square_and_the_rest_is_said() -> None:
    words = words_of_pdf(pdf.write(alone(Paragraph("Rue \U0001f600 puce \uf0b7 fin"))))
    assert "Rue □ puce □ fin" in words


def test_fault_of_ours_is_not_taken_for_a_letter() -> None:
    with pytest.raises(typst.TypstError, match="heading"):
        pdf.write(alone(Heading("Trop bas", 2)))


def test_what_is_typed_is_never_markup() -> None:
    typed = '#read("/etc/passwd") *gras* $x$ <b> = titre // rien'
    assert typed in words_of_pdf(pdf.write(alone(Paragraph(typed))))
    assert FORMATS["docx"].write(alone(Paragraph("<w:br/> & ]]>")))
    assert "<text:p> & ]]>" in words_of_odt(FORMATS["odt"].write(alone(Paragraph("<text:p> & ]]>"))))


def test_bar_is_filled_whatever_the_rounding_and_the_rest_is_grey() -> None:
    parts = bars.segments({"objectif_atteint": 1, "suspendu": 1, "": 1})
    assert [(start, end) for start, end, _ in parts] == [(0, 213), (213, 640)]
    assert parts[-1][2] == bars.REST
    assert bars.segments({}) == []


def test_one_promise_in_thousands_is_drawn_and_seen() -> None:
    counts = {"objectif_atteint": 1, "en_cours_de_lancement": 1, "": 9998}
    assert [(start, end) for start, end, _ in bars.segments(counts)] == [(0, 8), (8, 16), (16, 640)]
    assert bars.png(counts).startswith(b"\x89PNG")


@pytest.mark.django_db
def test_one_click_on_the_page_of_the_meeting_gives_each_and_writes_nothing(client: Client) -> None:
    cast = Committee()
    client.force_login(a_member(Role.DELEGATE, france()))
    page = client.get(cast.next.get_absolute_url()).content.decode()
    before = Entry.objects.count()
    for ending, told in FORMATS.items():
        address = f"{cast.next.get_absolute_url()}dossier/{ending}/"
        assert f'href="{address}">{told.words}' in page
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, told.type)
        name = f"dossier-{cast.body.slug}-{cast.next.day.isoformat()}.{ending}"
        assert f'attachment; filename="{name}"' in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        assert READERS[ending](answer.content).count(f"http://testserver{cast.next.get_absolute_url()}") == 1
    assert Entry.objects.count() == before
    assert client.get(f"{cast.next.get_absolute_url()}dossier/exe/").status_code == 404


@pytest.mark.django_db
def test_partner_and_stranger_get_no_file(client: Client) -> None:
    address = f"{Committee().next.get_absolute_url()}dossier/docx/"
    assert client.get(address).status_code == 302
    client.force_login(a_member(Role.PARTNER, france()))
    assert client.get(address).status_code == 403
    assert "Dossier de la réunion" not in client.get(Meeting.objects.first().get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_control_character_spoils_no_format() -> None:
    cast = Committee()
    Decision.objects.update(text="Fin \x0b de page")
    for ending, words in READERS.items():
        assert "Fin de page" in words(made(ending, cast.next))


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_contract_of_two_hundred_promises_is_written_in_five_seconds(format: str) -> None:
    text = a_contract(count=200)
    follow_everywhere(text)
    meeting = a_meeting(a_body(frameworks=(text,)), days=3)
    begun = time.monotonic()
    data = made(format, meeting)
    assert time.monotonic() - begun < 5
    words = READERS[format](data)
    assert "Ouvrir 200 lieux d'accueil" in words
    assert "107 départements suivent" in words


def follow_everywhere(text: Framework) -> None:
    """Two promises followed in each département and collectivity, so that the file has a whole map to draw."""
    rows = list(text.commitments.order_by("position")[:2])
    places = [a_place(kind=PlaceKind.DEPARTEMENT, code=code) for code in tiles.NAMES]
    Application.objects.bulk_create(Application(commitment=row, place=place) for place in places for row in rows)
