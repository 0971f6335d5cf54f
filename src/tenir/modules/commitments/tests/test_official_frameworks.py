"""The seven frameworks that ship with Tenir: complete, in our words, on real lines of their sources."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tenir.modules.commitments.adoption import checks as description_checks
from tenir.modules.commitments.descriptions import FrameworkDescription, Lines
from tenir.modules.commitments.referential import disagreements, sources
from tenir.modules.commitments.referential import files as framework_files
from tenir.modules.commitments.tests.test_referential import longest_run, words

# Names of schemes and laws make up to six words in a row; a longer run would be the source's sentence.
MOST_SHARED_WORDS = 6
# Proper names: a plan whose title is the law's (CCH, L. 441-2-8), a loan, an initiative of the ministry of labour.
NAMES = (
    "gestion de la demande de logement social",
    "permis à 1 euro par jour",
    "La France une chance. Les entreprises s'engagent",
)
SLUGS = {
    "la-republique-au-quotidien": 20,
    "la-republique-en-actes": 63,
    "mobilisation-nationale-2019": 40,
    "pacte-de-dijon-2018": 42,
    "paqte": 17,
    "perr-blois-2019": 62,
    "plan-10000-entreprises": 14,
}


def all_of_them() -> dict[str, FrameworkDescription]:
    return {one.slug: one for one in framework_files.read_all()}


def rows(one: Any) -> Iterator[Any]:
    """Every described thing inside a framework that has lines."""
    for name in one.__dataclass_fields__:
        value = getattr(one, name)
        for part in value if isinstance(value, tuple) else ():
            if isinstance(getattr(part, "lines", None), Lines):
                yield part
                yield from rows(part)


def texts(row: Any) -> Iterator[str]:
    return (getattr(row, name) for name in ("title", "text", "wording", "note") if getattr(row, name, ""))


def test_each_counts_what_its_text_holds() -> None:
    counted = {slug: sum(one.counted for one in framework.commitments) for slug, framework in all_of_them().items()}
    assert counted == SLUGS


def test_pacte_has_two_sides_on_five_axes() -> None:
    pacte = all_of_them()["pacte-de-dijon-2018"]
    assert Counter(one.side for one in pacte.commitments) == {"city": 24, "state": 18}
    assert len({one.heading for one in pacte.commitments}) == 5
    assert {link.kind for one in pacte.commitments for link in one.links} == {"conditionne"}


def test_blois_holds_its_axes_priorities_recommendations_and_bodies() -> None:
    kinds = Counter(one.kind for one in all_of_them()["perr-blois-2019"].provisions)
    wanted = {"axe_strategique": 31, "priorite": 25, "preconisation": 34, "instance": 4}
    assert {kind: kinds[kind] for kind in wanted} == wanted
    enjeux = [one for one in all_of_them()["perr-blois-2019"].headings if one.kind == "enjeu"]
    assert [len(one.declines) for one in enjeux] == [2, 2, 2, 1, 2]


def test_qrr_actions_stand_in_ten_groups_with_seventeen_objectives() -> None:
    actes = all_of_them()["la-republique-en-actes"]
    assert len({one.heading for one in actes.commitments}) == 10
    assert sum(one.kind == "objectif" for one in actes.provisions) == 17
    assert any(figure.value == 200 for one in actes.commitments for figure in one.figures)


def test_each_ciec_measure_names_the_committee_that_decided_it() -> None:
    ciec = all_of_them()["la-republique-au-quotidien"]
    assert {one.decided_at for one in ciec.commitments} <= {"ciec-1", "ciec-2", "ciec-3"}
    assert sum(len(one.illustrations) for one in ciec.commitments) == 23


def test_every_one_can_be_adopted() -> None:
    for framework in all_of_them().values():
        description_checks.check(framework)
        assert framework.is_referential
        assert framework.wording == "own"


@pytest.mark.shared
def test_every_line_exists_and_is_not_blank(shared: Path) -> None:
    lines = {
        slug: (shared / "sources" / f"{slug}.txt").read_text(encoding="utf-8").split("\n")
        for slug in sources.described()
    }
    seen = 0
    for framework in all_of_them().values():
        for row in rows(framework):
            where: Lines = row.lines
            if where.first is None or where.last is None:
                continue
            whole = lines[where.source or framework.source.slug]
            assert 1 <= where.first <= where.last <= len(whole), row
            assert "".join(whole[where.first - 1 : where.last]).strip(), row
            seen += 1
    assert seen > 1300


@pytest.mark.shared
def test_no_sentence_of_a_source_is_copied(shared: Path) -> None:
    known = {
        slug: words((shared / "sources" / f"{slug}.txt").read_text(encoding="utf-8")) for slug in sources.described()
    }
    copied = {}
    for framework in all_of_them().values():
        for row in rows(framework):
            source = known[row.lines.source or framework.source.slug]
            for text in texts(row):
                without = re.sub("|".join(NAMES), "", text)
                if longest_run(without, source) > MOST_SHARED_WORDS:
                    copied[text] = framework.slug
    assert copied == {}


@pytest.mark.shared
def test_every_conflict_named_by_the_design_is_kept(shared: Path) -> None:
    wanted = json.loads((shared / "design" / "systems.json").read_text(encoding="utf-8"))["conflicts_between_sources"]
    ours = [
        {(v["source"], line) for v in one["versions"] for line in range(v["lines"][0], v["lines"][1] + 1)}
        for one in disagreements.read()
    ]
    for conflict in wanted:
        sides = [
            {(side["file"].removesuffix(".txt"), line) for line in range(side["lines"][0], side["lines"][1] + 1)}
            for side in (conflict["a"], conflict["b"])
        ]
        assert any(all(side & one for side in sides) for one in ours), conflict["topic"]
