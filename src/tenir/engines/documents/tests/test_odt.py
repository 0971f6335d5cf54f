"""OpenDocument: headings, numbers of lists, merged cells, notes, each line with its place."""

from __future__ import annotations

from tenir.engines.documents import Kind, read
from tenir.engines.documents.tests.files import odt
from tenir.engines.documents.tests.lines_of import lines_of, texts_of, with_blanks

NUMBERS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    "</text:list-style>"
)
DOTS = (
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="o"/></text:list-style>'
)
OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix=" –"/>'
    '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
)


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def item(*inside: str, start: str = "") -> str:
    return f"<text:list-item{start}>{''.join(inside)}</text:list-item>"


def list_of(*items: str, style: str = "", more: str = "") -> str:
    name = f' text:style-name="{style}"' if style else ""
    return f"<text:list{name}{more}>{''.join(items)}</text:list>"


def test_headings_with_the_numbers_of_the_outline() -> None:
    data = odt(h("Rives") + p("Semer.") + h("Berges", 2) + h("Ponts"), outline=OUTLINE)
    assert with_blanks(data) == "I – Rives\n\nSemer.\n\nBerges\n\nII – Ponts"
    assert [line.where for line in lines_of(data)][:2] == [
        "titre, paragraphe 1",
        "paragraphe 2, sous «\u202fI – Rives\u202f»",
    ]


def test_numbers_of_lists() -> None:
    inner = list_of(item(p("deux")), item(p("trois")))
    body = list_of(item(p("un"), inner), item(p("quatre"), p("suite")), style="L1") + p("Texte.")
    body += list_of(item(p("cinq")), style="L1", more=' text:continue-numbering="true"')
    body += list_of(item(p("six"), start=' text:start-value="9"'), style="L1")
    assert texts_of(odt(body, styles=NUMBERS)) == [
        *("1. un", "1.a) deux", "1.b) trois", "2. quatre", "suite", "Texte.", "3. cinq", "9. six")
    ]


def test_bullets_by_depth() -> None:
    body = list_of(item(p("un"), list_of(item(p("deux")))), style="L2")
    assert with_blanks(odt(body, styles=DOTS)) == "• un\n– deux"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{p(text)}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_table_row_by_row_with_merged_cells() -> None:
    wide, tall = ' table:number-columns-spanned="2"', ' table:number-rows-spanned="2"'
    body = row(cell("Rives et ponts", wide), COVERED, cell("Niveau")) + row(
        cell("Rives", tall), cell("Semer"), cell("lancé")
    )
    data = odt(f"<table:table>{body}{row(COVERED, cell('Curer'), cell('atteint'))}</table:table>")
    assert with_blanks(data) == "Rives et ponts\nNiveau\n\nRives\nSemer\nlancé\n\nCurer\natteint"
    assert [line.where for line in lines_of(data)][-2:] == [
        "tableau 1, ligne 3, colonne 2",
        "tableau 1, ligne 3, colonne 3",
    ]


def test_spaces_breaks_notes_and_what_is_left_out() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation>"
    note += f"<text:note-body>{p('Sauf gel.')}</text:note-body></text:note>"
    remark = f"<office:annotation>{p('non')}</office:annotation>"
    body = f"<text:tracked-changes>{p('ôté')}</text:tracked-changes>"
    body += f"<text:table-of-content>{p('Rives 3')}</text:table-of-content>"
    body += p(f'un<text:s text:c="3"/>deux<text:line-break/>trois\n quatre{note}{remark}')
    data = odt(body + p("Fin."))
    assert texts_of(data) == ["un deux", "trois quatre", "Fin.", "Sauf gel."]
    assert lines_of(data)[-1].where == "note 1, appelée au paragraphe 1"


def test_follow_up_table_is_recognised_with_its_cells() -> None:
    rows = [["Thème", "N°", "Mesure", "Niveau d'engagement", "Indicateurs"]]
    rows += [["RIVES", "1", "Semer un pré", "Objectif atteint", "Nombre de prés"]]
    rows += [["", "2", "Curer le gué", "En cours de lancement", "Nombre de gués"]]
    body = "".join(row(*map(cell, one)) for one in rows)
    reading = read(odt(h("PLAN DES RIVES - MARS 2021") + f"<table:table>{body}</table:table>"), name="rives.odt")
    assert [(item.number, item.where) for item in reading.items if item.kind is Kind.MEASURE] == [
        ("1", "tableau 1, ligne 2, colonne 3"),
        ("2", "tableau 1, ligne 3, colonne 3"),
    ]
