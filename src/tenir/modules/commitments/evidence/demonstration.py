"""The invented proofs of the demonstration, one of each kind, from `demonstration/evidence.json`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.modules.commitments import actions
from tenir.modules.commitments.evidence import files, invented
from tenir.modules.commitments.evidence.content import Figure, Proof
from tenir.modules.commitments.evidence.enums import EvidenceState, FileSort
from tenir.modules.commitments.evidence.received import Kept
from tenir.modules.commitments.models import Commitment, Evidence

JUDGES = "etat-valmerac"
_VERDICTS = {"accept": EvidenceState.ACCEPTED, "refuse": EvidenceState.REFUSED}


def give(told: list[dict[str, Any]], *, by: System) -> int:
    """Give, judge and show those that are not there yet; how many."""
    named = {one["by"] for one in told} | {JUDGES}
    organisations = {one.slug: one for one in Organisation.objects.filter(slug__in=named)}
    slugs = {one["commitment"].partition("/")[0] for one in told}
    rows = Commitment.objects.filter(framework__slug__in=slugs).select_related("framework", "place")
    promises = {f"{row.framework.slug}/{row.slug}": row for row in rows}
    known = set(Evidence.objects.filter(is_invented=True).values_list("commitment", "title"))
    new = [one for one in told if (promises[one["commitment"]].pk, one["title"]) not in known]
    for one in new:
        _give(one, promises[one["commitment"]], organisations, by)
    return len(new)


def _give(one: Mapping[str, Any], promise: Commitment, organisations: Mapping[str, Organisation], by: System) -> None:
    proof = Proof(
        title=one["title"],
        about_on=date.fromisoformat(one["on"]),
        file=_file(one),
        link=one.get("link", ""),
        figure=_figure(one),
        words=one.get("words", ""),
        is_invented=True,
    )
    given = actions.give_evidence(by=by, commitment=promise, organisation=organisations[one["by"]], proof=proof)
    if "then" in one:
        actions.judge_evidence(
            by=by,
            evidence=given,
            verdict=_VERDICTS[one["then"]],
            seen=EvidenceState.GIVEN,
            reason=one.get("reason", ""),
            organisation=organisations[JUDGES],
        )
    if one.get("public"):
        actions.show_evidence(by=by, evidence=given, public=True)


def _figure(one: Mapping[str, Any]) -> Figure | None:
    if "figure" not in one:
        return None
    value, unit, source = one["figure"]
    return Figure(Decimal(value), unit, source)


def _file(one: Mapping[str, Any]) -> Kept | None:
    if "file" not in one:
        return None
    sort = FileSort.PNG if one["file"] == "picture" else FileSort.PDF
    data = invented.picture() if sort is FileSort.PNG else invented.pdf(one["lines"])
    return Kept(files.store(data), sort, len(data), f"invente.{sort.value}")
