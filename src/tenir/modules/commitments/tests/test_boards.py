"""What boards say: counts, sentences, silence, the source's own summary."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.modules.commitments import boards, tallies
from tenir.modules.commitments.actions import record_level
from tenir.modules.commitments.boards import Standing
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Commitment, Framework, PrintedSummary
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME

N = "\u202f"


def standing(noun: str = "mesure", **by_level: int) -> Standing:
    return Standing(Framework(noun=noun, news_due_months=6), by_level)


def test_counts_of_the_forty_measures_are_those_of_the_source(mobilisation: Framework) -> None:
    (found,) = boards.standings([mobilisation])
    assert found.by_level == {
        "objectif_atteint": 3, "en_voie_de_finalisation": 1, "en_cours_de_deploiement": 22, "en_cours_de_lancement": 14,
    }  # fmt: skip
    assert found.sentence == (
        "22 mesures sur 40 sont en cours de déploiement, 14 sont en cours de lancement, "
        "3 ont atteint leur objectif et 1 est en voie de finalisation."
    )


def test_summary_agrees_with_the_source_level_by_level(mobilisation: Framework) -> None:
    (found,) = boards.standings([mobilisation])
    shown = boards.level_summary(found, boards.printed_summary(mobilisation))
    told = [(row.count, row.share, row.printed, row.same) for row in shown["rows"]]  # type: ignore[attr-defined]
    assert told == [
        (3, f"8{N}%", f"3 (8{N}%)", True),
        (1, f"3{N}%", f"1 (3{N}%)", True),
        (22, f"55{N}%", f"22 (55{N}%)", True),
        (14, f"35{N}%", f"14 (35{N}%)", True),
    ]


def test_rounding_of_the_source_is_shown_as_its_own(mobilisation: Framework) -> None:
    note = boards.rounding_note(boards.printed_summary(mobilisation))
    assert note.startswith(f"La source imprime 8, 3, 55 et 35{N}%, dont la somme est 101, et un total de 100{N}%")
    assert boards.rounding_note([PrintedSummary(level="", percent=100), PrintedSummary(level="x", percent=100)]) == ""


def test_recorded_level_moves_the_count_and_the_summary_says_so(mobilisation: Framework) -> None:
    row = Commitment.objects.get(framework=mobilisation, slug="14")
    record_level(by=ME, commitment=row, level=Level.ACHIEVED, moment=Moment(date(2020, 1, 1)), status=Status.VERIFIED)
    (found,) = boards.standings([mobilisation])
    assert (found.by_level["objectif_atteint"], found.by_level["en_cours_de_lancement"]) == (4, 13)
    assert "diffère" in str(boards.level_summary(found, boards.printed_summary(mobilisation))["verdict"])


def test_levels_of_january_2019_are_silent_and_dated(mobilisation: Framework) -> None:
    (found,) = boards.standings([mobilisation], today=date(2019, 8, 1))
    assert found.silence == (
        f"37 mesures sur 40 sont muettes{N}: sans nouvelle publiée ici depuis janvier 2019, "
        "alors que des nouvelles sont dues tous les 6 mois."
    )


@pytest.mark.parametrize(("today", "silent"), [(date(2019, 7, 1), 0), (date(2019, 7, 2), 37)])
def test_silence_begins_the_day_after_the_delay(mobilisation: Framework, today: date, silent: int) -> None:
    assert boards.standings([mobilisation], today=today)[0].silent == silent


def test_achieved_and_abandoned_ones_owe_no_news(mobilisation: Framework) -> None:
    Commitment.objects.filter(framework=mobilisation, slug="14").update(level=Level.ABANDONED)
    tallies.bring_up_to_date(mobilisation)
    long_after = date(2030, 1, 1)
    (found,) = boards.standings([mobilisation], today=long_after)
    silent = Commitment.objects.of_framework(mobilisation).counted().silent_since(long_after)
    assert (found.silent, silent.count()) == (36, 36)
    assert not {"7", "16", "29", "14"} & {row.slug for row in silent}
    assert {row.slug for row in silent} == {
        row.slug for row in Commitment.objects.of_framework(mobilisation).counted() if row.is_silent(long_after)
    }


def test_each_framework_is_silent_by_its_own_delay(mobilisation: Framework) -> None:
    other = Framework.objects.get(pk=mobilisation.pk)
    other.pk, other.news_due_months, other.slug = None, 24, "autre"
    other.save()
    Commitment.objects.filter(framework=mobilisation, slug__in=["1", "2"]).update(framework=other)
    for one in (mobilisation, other):
        tallies.bring_up_to_date(one)
    found = boards.standings([mobilisation, other], today=date(2020, 6, 1))
    assert [(one.total, one.silent) for one in found] == [(38, 35), (2, 0)]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (standing(), "Ce cadre ne porte encore aucune mesure comptée."),
        (standing("engagement"), "Ce cadre ne porte encore aucun engagement compté."),
        (standing(objectif_atteint=1), "1 mesure sur 1 a atteint son objectif."),
        (standing(abandonne=2, suspendu=1), "2 mesures sur 3 sont abandonnées et 1 est suspendue."),
        (standing("engagement", abandonne=2, suspendu=1), "2 engagements sur 3 sont abandonnés et 1 est suspendu."),
        (standing(non_demarre=1, **{"": 2}), "2 mesures sur 3 sont sans niveau connu et 1 n'a pas démarré."),
    ],
)
def test_sentence_agrees_in_gender_and_number(made: Standing, sentence: str) -> None:
    assert made.sentence == sentence


def test_silence_of_some_names_no_common_date() -> None:
    made = standing("engagement", suspendu=4)
    made.silent, made.latest = 1, date(2024, 1, 1)
    assert made.silence.startswith(f"1 engagement sur 4 est muet{N}: sans nouvelle publiée ici, alors")


def test_standings_cost_one_query_whatever_their_number(mobilisation: Framework, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        boards.standings([mobilisation, Framework(pk=0, news_due_months=3)])
    with django_assert_num_queries(0):
        assert boards.standings([]) == []
