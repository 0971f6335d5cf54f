"""A workbook goes out, is filled in as a spreadsheet would, and comes back; one figure is sent from a phone."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tenir.core.rights import Role
from tenir.engines.rollup import periods
from tenir.modules.indicators.enums import IndicatorKind, OverPlaces
from tenir.modules.indicators.importing import flow, template
from tenir.modules.indicators.importing.ground import Reach
from tenir.modules.indicators.models import Indicator, Observation
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator, first_half
from tenir.modules.indicators.tests.sheets import read, told
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db


def out(indicators: list[Indicator], places: frozenset[int] | None = None) -> Any:
    """The workbook as a spreadsheet opens it."""
    file = io.BytesIO()
    template.write(file, indicators, first_half(), Reach(places))
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def three(ground: Ground) -> list[Indicator]:
    panel = a_panel(ground)
    words = {"kind": IndicatorKind.QUALITATIVE, "over_places": OverPlaces.NONE, "over_periods": "none"}
    return [
        an_indicator(ground, panel, decimals=2, kind=IndicatorKind.AMOUNT, title="=SOMME(A1) en euros / an"),
        an_indicator(ground, panel, kind=IndicatorKind.SHARE, title="Part"),
        an_indicator(ground, panel, **words, title="En mots"),
    ]


def test_workbook_filled_in_reads_back_without_mapping() -> None:
    ground = Ground()
    book = out(three(ground))
    book.worksheets[0]["E2"] = 1234.5
    book.worksheets[1]["E3"], book.worksheets[1]["F3"] = 3, 4
    book.worksheets[2]["E4"] = "Charte signée."
    sheets = read(saved(book))
    look = flow.look(ME, sheets, flow.chosen(sheets, {}))
    assert told(look.prepared) == []
    values = {(row.place, row.value) for row in look.held.new}
    assert values == {
        (ground.a.pk, (123450, None, "")),
        (ground.b.pk, (3, 4, "")),
        (ground.c.pk, (None, None, "Charte signée.")),
    }
    assert (look.prepared.blank, look.prepared.ignored) == (6, ["Lisez-moi"])


def test_workbook_sent_back_empty_says_nothing() -> None:
    ground = Ground()
    sheets = read(saved(out(three(ground))))
    look = flow.look(ME, sheets, flow.chosen(sheets, {}))
    assert (told(look.prepared), look.held.rows, look.prepared.blank) == ([], [], 9)


def test_workbook_holds_limits_and_no_live_formula() -> None:
    book = out(three(Ground()))
    kinds = [[one.type for one in page.data_validations.dataValidation] for page in book.worksheets]
    assert kinds == [["list", "decimal"], ["list", "whole", "whole"], ["list"], []]
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_workbook_names_the_places_of_the_sender_alone() -> None:
    ground = Ground()
    page = out(three(ground), frozenset({ground.c.pk})).worksheets[0]
    assert [page["C2"].value, page["C3"].value, page["D2"].value] == ["QN0003C", None, "2019-S1"]


def signed_in(ground: Ground, role: str = Role.PARTNER) -> Client:
    client = Client()
    client.force_login(a_member(role, ground.north, organisation=an_organisation(name="Ville nord")))
    return client


def test_workbook_is_downloaded_from_its_page() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    client = signed_in(ground)
    assert client.get("/chiffres/classeur/?periode=2019-S1").status_code == 422
    assert client.get(f"/chiffres/classeur/?periode=2019-T1&indicateur={indicator.slug}").status_code == 422
    answer = client.get(f"/chiffres/classeur/?periode=2019-S1&indicateur={indicator.slug}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert [cell.value for cell in book.worksheets[0]["C"]] == ["Code du lieu", "QN0001A", "QN0002B"]


def address(indicator: Indicator, code: str = "QN0001A", period: str = "2019-S1") -> str:
    return f"/chiffres/{indicator.slug}/qpv/{code}/{period}/envoyer/"


def test_one_figure_is_sent_in_the_name_of_ones_organisation() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    client = signed_in(ground)
    assert client.post(address(indicator), {"value": "douze"}).status_code == 422
    assert client.post(address(indicator), {"value": "1 012"}).status_code == 302
    sent = Observation.objects.get()
    assert (sent.numerator, sent.period, str(sent.sender)) == (1012, first_half().id, "Ville nord")
    assert "1\u202f012" in client.get(address(indicator)).content.decode()


def test_two_numbers_counted_elsewhere_fill_in_the_figure_of_a_share() -> None:
    ground = Ground()
    share = an_indicator(ground, kind=IndicatorKind.SHARE)
    client, counted = signed_in(ground), "numerateur=31&denominateur=120"
    assert 'value="120"' in client.get(f"/chiffres/preparer/?{counted}").content.decode()
    chosen = f"indicateur={share.slug}&lieu={ground.a.pk}&periode=2019-S1"
    answer = client.get(f"/chiffres/preparer/?{counted}&{chosen}")
    assert answer.headers["Location"] == f"{address(share)}?numerator=31&denominator=120"
    page = client.get(answer.headers["Location"]).content.decode()
    assert 'value="31"' in page
    assert 'value="120"' in page
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("lieu={b}&numerateur=3", "dites sur combien"),
        ("lieu={c}&numerateur=3&denominateur=4", "Choisissez"),
        ("lieu={b}&denominateur=4", "Combien"),
        ("lieu={b}&numerateur=3&denominateur=4&periode=2019-T1", "semestre"),
    ],
)
def test_what_cannot_become_a_figure_is_told(asked: str, said: str) -> None:
    ground = Ground()
    share = an_indicator(ground, kind=IndicatorKind.SHARE)
    places = asked.format(b=ground.b.pk, c=ground.c.pk)
    answer = signed_in(ground).get(f"/chiffres/preparer/?periode=2019-S1&indicateur={share.slug}&{places}")
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_one_figure_that_corrects_another_says_why() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    client = signed_in(ground)
    client.post(address(indicator), {"numerator": "3", "denominator": "4"})
    assert client.post(address(indicator), {"numerator": "2", "denominator": "4"}).status_code == 422
    client.post(address(indicator), {"numerator": "2", "denominator": "4", "reason": "double compte"})
    assert list(Observation.objects.order_by("pk").values_list("numerator", "reason")) == [
        (3, ""),
        (2, "double compte"),
    ]


@pytest.mark.parametrize(
    ("code", "period", "status"), [("QN0003C", "2019-S1", 403), ("QN9", "2019-S1", 404), ("QN0001A", "2019-T1", 404)]
)
def test_one_figure_elsewhere_or_of_another_period(code: str, period: str, status: int) -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    assert signed_in(ground).get(address(indicator, code, period)).status_code == status


def test_school_year_in_an_address() -> None:
    ground = Ground()
    indicator = an_indicator(ground, periodicity="school-year")
    client = signed_in(ground)
    assert client.post(address(indicator, period="2018-2019"), {"value": "5"}).status_code == 302
    assert Observation.objects.get().period == periods.school_year(2018).id
