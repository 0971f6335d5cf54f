"""Every cell is read and judged: what is refused or asked about is told by its name, all at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.core.errors import BadInput
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.indicators import actions
from tenir.modules.indicators.enums import IndicatorKind, OverPlaces
from tenir.modules.indicators.importing import checking
from tenir.modules.indicators.importing.mapping import Chosen, parse_columns
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.tests.builders import ME, Ground, a_panel, an_indicator
from tenir.modules.indicators.tests.sheets import checked, csv, line, ods, ods_row, told, xlsx
from tests.builders import a_member, a_place

pytestmark = pytest.mark.django_db


def of_communes(ground: Ground, *codes: str) -> Indicator:
    """An indicator asked of communes of the département."""
    places = [a_place(code=code, name=f"Commune {code}", inside=ground.departement) for code in codes]
    fields = {"name": "Communes", "kind": PlaceKind.COMMUNE}
    panel = actions.describe_panel(by=ME, slug="communes", fields=fields, places=places, on=ground.france)
    return an_indicator(ground, panel)


def test_plain_file_reads_whole() -> None:
    ground = Ground()
    indicator = an_indicator(ground, decimals=1, kind=IndicatorKind.AMOUNT)
    found = checked(csv(line(indicator, "QN0001A", "1 234,5"), line(indicator, "qn0002b", "3", "1er semestre 2019")))
    assert told(found) == []
    assert [(row.place, row.numerator) for row in found.rows] == [(ground.a.pk, 12345), (ground.b.pk, 30)]


def test_same_content_whatever_the_file() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    one = csv(line(indicator, "QN0001A", "4"), line(indicator, "QN0002B", "5"))
    head = ["Valeur", "Période", "Lieu", "Indicateur"]
    other = xlsx([head, [5, "S1 2019", "QN0002B", indicator.title], [4, "2019-S1", "qpv/QN0001A", indicator.slug]])
    assert checked(one).content == checked(other).content


def test_every_fault_is_told_by_its_cell_and_at_once() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    found = checked(
        csv(
            line(indicator, "QN0001A", "NaN"),
            line(indicator, "QN0001A", "1e309"),
            line(indicator, "QN0001A", "１２"),
            line(indicator, "QN0001A", "-3"),
            line(indicator, "QN0001A", "2,5"),
            line(indicator, "QN0001A", "3", "le printemps"),
            line(indicator, "QN0001A", "3", "2019-T1"),
            line(indicator, "QN0009Z", "3"),
            f"inconnu;QN0001A;2019-S1;3;{'x' * 301}",
        )
    )
    assert [cell for cell, _ in told(found)] == ["D2", "D3", "D4", "D5", "D6", "C7", "C8", "B9", "A10"]
    assert "chiffres ordinaires" in found.errors[2].sentence
    assert "est négatif" in found.errors[3].sentence
    assert "Le code connu le plus proche est QN" in found.errors[7].sentence
    assert found.rows == []


def test_share_above_one_and_share_without_denominator() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.SHARE)
    head = "indicateur;code;période;numérateur;dénominateur"
    found = checked(csv(f"{indicator.slug};QN0001A;2019-S1;11;10", f"{indicator.slug};QN0002B;2019-S1;11;", head=head))
    assert [(cell, said[:32]) for cell, said in told(found)] == [
        ("D2", "le numérateur (11) dépasse le dé"),
        ("D3", "une part se donne avec son numér"),
    ]


def test_same_key_twice_is_told_on_the_second() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    found = checked(csv(line(indicator, "QN0001A", "1"), line(indicator, "qpv/QN0001A", "1", "S1 2019")))
    assert told(found) == [
        ("B3", "même indicateur, même lieu et même période qu'en B2. Ne gardez qu'une des deux lignes.")
    ]


@pytest.mark.parametrize("code", ["2A004", "97101", "01004"])
def test_odd_official_codes_are_right(code: str) -> None:
    ground = Ground()
    indicator = of_communes(ground, "2A004", "97101", "01004")
    assert told(checked(csv(line(indicator, code, "1")))) == []


def test_code_that_lost_its_zero_is_asked_about_then_completed() -> None:
    ground = Ground()
    indicator = of_communes(ground, "01004")
    data = csv(line(indicator, "1004", "7"))
    assert told(checked(data)) == [
        (
            "B2",
            (
                "le code «\u202f1004\u202f» a sans doute perdu son zéro\u202f: 01004 (Commune 01004)\u202f? "
                "Corrigez-le, ou cochez «\u202fcompléter les codes\u202f»."
            ),
        )
    ]
    accepted = checked(data, complete_codes=True)
    assert (told(accepted), accepted.completed, len(accepted.rows)) == ([], 1, 1)


def test_departement_that_lost_its_zero_is_asked_about() -> None:
    ground = Ground()
    a_place(kind=PlaceKind.DEPARTEMENT, code="06", name="Alpes-Maritimes")
    indicator = an_indicator(ground)
    found = checked(csv(line(indicator, "departement/6", "7")))
    assert "06 (Alpes-Maritimes)" in found.errors[0].sentence


def test_quarter_of_another_generation_is_refused() -> None:
    ground = Ground()
    indicator = an_indicator(ground, a_panel(ground, [ground.a]))
    found = checked(csv(line(indicator, "QN0002B", "1")))
    assert "n'est pas parmi les lieux interrogés" in found.errors[0].sentence


def test_total_of_a_larger_place_is_kept_aside() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    found = checked(csv(line(indicator, f"departement:{ground.departement.code}", "500")))
    assert (told(found), found.aside) == ([], 1)


def test_line_without_value_is_no_answer() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    found = checked(csv(line(indicator, "QN0001A", ""), line(indicator, "QN0002B", "0")))
    assert (found.blank, len(found.rows), told(found)) == (1, 1, [])


def test_answer_in_words() -> None:
    ground = Ground()
    indicator = an_indicator(ground, kind=IndicatorKind.QUALITATIVE, over_places=OverPlaces.NONE, over_periods="none")
    found = checked(csv(f"{indicator.slug};QN0001A;2019-S1;Charte signée.", head="indicateur;code;période;en mots"))
    assert [row.value for row in found.rows] == [(None, None, "Charte signée.")]


def test_place_outside_the_territory_of_the_sender() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    partner = a_member(Role.PARTNER, ground.north)
    found = checked(csv(line(indicator, "QN0001A", "1"), line(indicator, "QN0003C", "1")), by=partner)
    assert told(found) == [("B3", "Quartier C n'est pas de votre territoire. Vous n'y envoyez pas de chiffres.")]


def test_ragged_lines_and_two_tables_are_told() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    first, second = line(indicator, "QN0001A", "1"), line(indicator, "QN0002B", "2")
    short = f"{indicator.slug};QN0003C;2019-S1"
    found = checked(csv(f"{first};trop", second, short, "", "Autre;tableau;;;"))
    assert [(cell, said[:30]) for cell, said in told(found)][:4] == [
        ("F2", "cette case est au-delà de l'en"),
        ("C4", "cette ligne a moins de cases q"),
        ("A6", "un second tableau semble comme"),
    ]


def test_table_beside_another_is_told() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    data = csv(f"{line(indicator, 'QN0001A', '1')};;x", head="indicateur;code;période;valeur;raison;;autre")
    assert ("G1", "un second tableau") in [(cell, said[:17]) for cell, said in told(checked(data))]


def test_formula_is_asked_about_and_merged_cells_refused() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    rows = [["Indicateur", "Code", "Période", "Valeur"], [indicator.slug, "QN0001A", "2019-S1"]]
    formula = xlsx(rows, lambda book, page: page.write_formula(1, 3, "=2+2", None, 4))
    assert [cell for cell, _ in told(checked(formula))] == ["D2"]
    taken = checked(formula, take_formulas=True)
    assert [row.numerator for row in taken.rows] == [4]
    merged = xlsx([*rows, rows[1]], lambda book, page: page.merge_range(1, 1, 2, 1, "QN0001A"))
    assert ("B2", "les cases B2:B3 sont fusionnées.") in [(cell, said[:32]) for cell, said in told(checked(merged))]


def test_title_above_the_table_is_no_heading() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    data = ods(
        ods_row("Chiffres de 2019")
        + ods_row("Indicateur", "Code", "Période", "Valeur")
        + ods_row(indicator.slug, "QN0001A", "2019-S1", "cent")
    )
    assert [cell for cell, _ in told(checked(data))] == ["D3"]


def test_columns_that_do_not_say_enough() -> None:
    with pytest.raises(BadInput, match="Indicateur, Période"):
        checked(b"code;valeur\n1;2")


def test_indicator_and_period_may_be_said_once() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    found = checked(b"code;valeur\nQN0001A;2", indicator=indicator.slug, period="2019-S1")
    assert [row.numerator for row in found.rows] == [2]


def test_columns_named_on_a_command_line() -> None:
    assert parse_columns(["Code QPV=place", "Nb = postes=Valeur"]) == {"place": "Code QPV", "value": "Nb = postes"}
    with pytest.raises(BadInput, match="--map"):
        parse_columns(["Code QPV=lune"])


def test_mapping_survives_the_database() -> None:
    asked = Chosen(columns={"place": "Code"}, period="2019", complete_codes=True)
    assert Chosen.of_json({**asked.as_json(), "gone": 1}) == asked


def test_errors_beyond_those_shown_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_ERRORS", 2)
    ground = Ground()
    indicator = an_indicator(ground)
    found = checked(csv(*(line(indicator, "QN0001A", "non") for _ in range(5))))
    assert (len(found.errors), found.more_errors, found.wrong_cells) == (2, 3, 5)


def test_questions_to_the_database_do_not_grow() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    few = csv(line(indicator, "QN0001A", "1"))
    many = csv(
        *(line(indicator, code, "1", f"{year}-S1") for code in ("QN0001A", "QN0002B") for year in range(1950, 2050))
    )
    asked = []
    for data in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert told(checked(data)) == []
        asked.append(len(queries))
    assert asked[0] == asked[1]
