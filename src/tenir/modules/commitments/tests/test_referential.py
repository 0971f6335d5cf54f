"""The frameworks that ship with Tenir: right, ours in words, the same at each loading."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.web.columns import fold
from tenir.modules.commitments.descriptions import FrameworkDescription
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.referential import files as framework_files
from tenir.modules.commitments.referential import loading as referential
from tests.builders import official_lists

SLUG = "mobilisation-nationale-2019"
# Names of institutions and laws make up to five words in a row; a sixth would be the source's sentence.
MOST_SHARED_WORDS = 5


def described() -> FrameworkDescription:
    return next(one for one in framework_files.read_all() if one.slug == SLUG)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def longest_run(text: str, source: list[str]) -> int:
    mine, whole = words(text), f" {' '.join(source)} "
    runs = (mine[start:end] for start in range(len(mine)) for end in range(start + 1, len(mine) + 1))
    return max((len(run) for run in runs if f" {' '.join(run)} " in whole), default=0)


def test_forty_measures_count_and_two_are_shown_under_the_first() -> None:
    rows = described().commitments
    assert [row.number for row in rows if row.counted] == [str(number) for number in range(1, 41)]
    assert [(row.number, row.parent) for row in rows if not row.counted] == [("1.a", "1"), ("1.b", "1")]


def test_levels_of_january_2019_are_those_printed() -> None:
    framework = described()
    counts = Counter(row.levels[0].level for row in framework.commitments if row.counted)
    printed = {line.level: line.count for line in framework.summary if line.level}
    assert counts == printed == {
        "objectif_atteint": 3, "en_voie_de_finalisation": 1, "en_cours_de_deploiement": 22, "en_cours_de_lancement": 14,
    }  # fmt: skip
    assert {level.on for row in framework.commitments for level in row.levels} == {"2019-01"}


def test_printed_shares_add_up_to_101_under_a_total_of_100() -> None:
    percents = {line.level: line.percent for line in described().summary}
    total = percents.pop("")
    assert (sum(percents.values()), total) == (Decimal(101), Decimal(100))


@pytest.mark.django_db
def test_loading_twice_writes_once() -> None:
    official_lists()
    told: list[str] = []
    events = Entry.objects.count()
    referential.load(told.append)
    assert Entry.objects.count() == events
    assert all("à jour" in line for line in told)
    assert Commitment.objects.counted().filter(framework__slug=SLUG).count() == 40
    assert Framework.objects.get(slug=SLUG).wording == "own"


def test_broken_file_names_file_and_place(tmp_path: Path) -> None:
    file = tmp_path / "faux.json"
    file.write_text('{"slug": ')
    with pytest.raises(BadInput, match=r"pas du JSON") as error:
        framework_files.read(file)
    assert error.value.where == "faux.json, ligne 1"
    file.write_text("{}")
    with pytest.raises(BadInput, match="la clé 'source' manque"):
        framework_files.read(file)


@pytest.mark.shared
def test_words_are_ours(shared: Path) -> None:
    source = words((shared / "sources" / "circulaire-6057-sg.txt").read_text(encoding="utf-8"))
    texts = [row.title for row in described().commitments]
    texts += [indicator.wording for row in described().commitments for indicator in row.indicators]
    assert len(texts) == 42 + 61
    copied = {text: run for text in texts if (run := longest_run(text, source)) > MOST_SHARED_WORDS}
    assert copied == {}


def test_longest_run_finds_a_copied_sentence() -> None:
    source = words("Lancer une opération de testing sur les embauches dans les grandes entreprises")
    assert longest_run("Un testing sur les embauches dans les grandes villes", source) == 7
    assert longest_run("Rien de commun", source) == 1


@pytest.mark.shared
def test_lines_levels_and_indicators_are_those_of_the_reference(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "circulaire-6057-sg.json").read_text(encoding="utf-8"))["measures"]
    for expected, row in zip(gold, described().commitments, strict=True):
        (level,) = row.levels
        assert (row.number, [row.lines.first, row.lines.last]) == (expected["number"], expected["title_lines"])
        assert (level.level, level.lines.first) == (expected["level"], expected["level_line"])
        assert [[i.number, i.lines.first, i.lines.last] for i in row.indicators] == [
            [i["number"] or "", *i["lines"]] for i in expected["indicators"]
        ]
