"""The duties that ship with Tenir."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.modules.commitments.models import Source
from tenir.modules.governance.duties import referential
from tenir.modules.governance.duties.enums import FulfilledBy, Modality, OwedBy, Reach
from tenir.modules.governance.models import Duty
from tenir.modules.governance.tests.duty_builders import ME
from tests.builders import an_organisation

CIRCULAR = "circulaire-6057-sg"


@pytest.fixture
def named(db: None) -> None:
    for slug in {one["organisation"] for one in referential.read() if "organisation" in one}:
        organisation = an_organisation(name=slug)
        type(organisation).objects.filter(pk=organisation.pk).update(slug=slug)


def bring(listed: list[dict[str, Any]] | None = None) -> int:
    return referential.bring_up_to_date(by=ME, listed=referential.read() if listed is None else listed)


def test_thirty_five_duties_of_the_circular_and_ten_of_other_texts() -> None:
    listed = referential.read()
    assert Counter(one["source"] for one in listed) == {
        CIRCULAR: 35,
        "blois-perr": 6,
        "politique-de-la-ville-site": 3,
        "ciec-republique-au-quotidien": 1,
    }
    assert all(one["owed_by"] in OwedBy and one["modality"] in Modality for one in listed)
    assert all(one["fulfilled_by"] in FulfilledBy and one["reach"] in Reach for one in listed)
    assert [one["slug"] for one in listed if one["owed_by"] == "cite_educative" and "first_due" not in one] == []


def test_days_and_rhythms_are_those_of_the_texts() -> None:
    listed = referential.read()
    assert {one["slug"]: one["due_on"] for one in listed if "due_on" in one} == {
        "renovation-des-contrats-de-ville": "2019-07-31",
        "synthese-de-mars-2019": "2019-03-15",
        "contact-du-referent-paqte": "2019-02-15",
        "transformer-les-conventions": "2020-01-31",
        "clubs-d-entreprises": "2019-05-31",
        "rapport-rehabilitation-des-ecoles": "2017-03-31",
    }
    assert {one["slug"]: one["recurrence"] for one in listed if "recurrence" in one} == {
        "college-des-chefs-de-service": "P6M",
        "bilan-semestriel-paqte": "P6M",
        "compte-rendu-trimestriel-10000": "P3M",
        "bilan-du-fonds-cite-educative": "P1Y",
        "rapport-annuel-cites-educatives": "P1Y",
        "rapport-annuel-cnv": "P1Y",
        "rapport-annuel-onpv": "P1Y",
    }


@pytest.mark.shared
def test_the_circular_agrees_with_its_reading_by_hand(shared: Path) -> None:
    gold = json.loads((shared / "gold" / f"{CIRCULAR}.json").read_text(encoding="utf-8"))["duties"]
    modality = {"must": "doit", "undertaking": "s_engage", "expected": "attendu", "may": "peut"}
    ours = [one for one in referential.read() if one["source"] == CIRCULAR]
    assert [(one["lines"], one["modality"]) for one in ours] == [
        (one["lines"], modality[one["modality"]]) for one in gold
    ]
    assert [one.get("also") for one in ours] == [(one.get("also_lines") or [None])[0] for one in gold]
    days = [((one["deadline"] or {}).get("date") or "")[:7] for one in gold]
    assert [one.get("due_on", "")[:7] for one in ours] == days


@pytest.mark.shared
def test_no_line_is_blank_nor_sentence_copied(shared: Path) -> None:
    for one in referential.read():
        text = (shared / "sources" / f"{one['source']}.txt").read_text(encoding="utf-8").split("\n")
        first, last = one["lines"]
        cited = _plain(" ".join(text[first - 1 : last]))
        assert all(text[line - 1].strip() for line in (first, last)), one["slug"]
        words = _plain(one["sentence"]).split()
        runs = [" ".join(words[start : start + 8]) for start in range(len(words) - 7)]
        assert [run for run in runs if run in cited] == [], one["slug"]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_loading_twice_changes_nothing_the_second_time(named: None) -> None:
    # Five texts and forty-five duties.
    assert (bring(), bring()) == (50, 0)
    report = Duty.objects.get(slug="compte-rendu-trimestriel-10000")
    assert (report.first_due, report.where, report.is_referential) == (date(2019, 2, 28), "lignes 1811 à 1812", True)
    assert report.text.startswith("Circulaire CABINET/2019/25")
    assert Duty.objects.get(slug="cibles-territorialisees").position == 9


def test_a_correction_in_the_file_appears_and_is_journalled(named: None) -> None:
    bring()
    listed = [
        {**one, "title": "Autre titre"} if one["slug"] == "decliner-le-paqte" else one for one in referential.read()
    ]
    assert bring(listed) == 1
    assert Duty.objects.get(slug="decliner-le-paqte").title == "Autre titre"
    assert Entry.objects.filter(verb="governance.amend_duty").count() == 1


def test_a_duty_once_published_never_leaves(named: None) -> None:
    bring()
    with pytest.raises(BadInput, match="suivi-premier-ministre"):
        bring(referential.read()[1:])
    assert Duty.objects.count() == 45


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"surprise": 1}, "surprise"),
        ({"source": "inconnu"}, "n'est pas décrit"),
        ({"organisation": "inconnue"}, "n'est pas connue"),
        ({"recurrence": "P1W"}, "n'est pas une récurrence"),
        ({"slug": "cibles-territorialisees"}, "deux fois"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(named: None, change: dict[str, Any], fault: str) -> None:
    first, *others = referential.read()
    with pytest.raises(BadInput, match=fault):
        bring([{**first, **change}, *others])
    assert not Duty.objects.exists()
    assert not Source.objects.exists()
