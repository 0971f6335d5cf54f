"""What ties a framework to others and to places: links, signatories, inscriptions, places of application.

Adopting adds ties and never cuts one: a link that a person accepted since must outlive the next reading of the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.places.models import Place
from tenir.modules.commitments.adoption.alignment import Alignment, Citing
from tenir.modules.commitments.adoption.details import organisations
from tenir.modules.commitments.descriptions import FrameworkDescription
from tenir.modules.commitments.models import (
    Application,
    Commitment,
    CommitmentLink,
    Framework,
    FrameworkLink,
    Heading,
    Inscription,
    Signatory,
)

Rows = dict[str, Commitment]


def align(
    work: Alignment,
    described: FrameworkDescription,
    framework: Framework,
    headings: dict[str, Heading],
    commitments: Rows,
    cite: Citing,
) -> None:
    """Every tie that the description tells; raises `BadInput` on a target that does not exist."""
    _framework_links(work, described, framework, cite)
    _signatories(work, described, framework, cite)
    _declined_headings(described, headings)
    _commitment_links(work, described, framework, commitments)
    _inscriptions(work, described, framework, commitments)
    _applications(work, described, framework, commitments)


def _framework_links(work: Alignment, described: FrameworkDescription, framework: Framework, cite: Citing) -> None:
    targets = _frameworks(link.to for link in described.links)
    known = {(row.target_id, row.kind): row for row in framework.links.order_by("id")}
    wanted = {
        (targets[link.to].pk, str(link.kind)): {
            "origin_id": framework.pk,
            "target_id": targets[link.to].pk,
            "kind": str(link.kind),
            **cite(link.lines),
        }
        for link in described.links
    }
    work.align(FrameworkLink, wanted, known)


def _signatories(work: Alignment, described: FrameworkDescription, framework: Framework, cite: Citing) -> None:
    signing = organisations(one.organisation for one in described.signatories)
    known = {row.organisation_id: row for row in framework.signatories.order_by("id")}
    wanted = {
        signing[one.organisation].pk: {
            "framework_id": framework.pk,
            "organisation_id": signing[one.organisation].pk,
            "on": one.on,
            **cite(one.lines),
        }
        for one in described.signatories
    }
    work.align(Signatory, wanted, known)


def _declined_headings(described: FrameworkDescription, headings: dict[str, Heading]) -> None:
    pairs = [(heading.key, target) for heading in described.headings for target in heading.declines]
    if not pairs:
        return
    found = _headings_of(framework for _, (framework, _) in pairs)
    through = Heading.declines.through
    rows = []
    for key, target in pairs:
        if target not in found:
            raise _unknown("partie", "/".join(target), described.slug)
        rows.append(through(from_heading_id=headings[key].pk, to_heading_id=found[target]))
    through.objects.bulk_create(rows, ignore_conflicts=True)


def _commitment_links(
    work: Alignment, described: FrameworkDescription, framework: Framework, commitments: Rows
) -> None:
    told = [(commitments[one.slug].pk, link) for one in described.commitments for link in one.links]
    if not told:
        return
    targets = _commitments_at(link.to for _, link in told)
    rows = CommitmentLink.objects.filter(origin__framework=framework).order_by("id")
    known = {(row.origin_id, row.target_id, row.kind): row for row in rows}
    wanted: dict[tuple[int, int, str], dict[str, Any]] = {}
    for origin, link in told:
        if link.to not in targets:
            raise _unknown("engagement", link.to, described.slug)
        key = (origin, targets[link.to], str(link.kind))
        wanted[key] = {"origin_id": key[0], "target_id": key[1], "kind": key[2], "note": link.note}
    work.align(CommitmentLink, wanted, known)


def _inscriptions(work: Alignment, described: FrameworkDescription, framework: Framework, commitments: Rows) -> None:
    told = [(commitments[one.slug].pk, other) for one in described.commitments for other in one.also_in]
    if not told:
        return
    frames = _frameworks(other.framework for _, other in told)
    headings = _headings_of(other.framework for _, other in told)
    rows = Inscription.objects.filter(commitment__framework=framework).order_by("id")
    known = {(row.commitment_id, row.framework_id): row for row in rows}
    wanted = {}
    for commitment, other in told:
        place = (other.framework, other.heading)
        if other.heading and place not in headings:
            raise _unknown("partie", "/".join(place), described.slug)
        wanted[commitment, frames[other.framework].pk] = {
            "commitment_id": commitment,
            "framework_id": frames[other.framework].pk,
            "heading_id": headings.get(place),
            "number": other.number,
        }
    work.align(Inscription, wanted, known)


def _applications(work: Alignment, described: FrameworkDescription, framework: Framework, commitments: Rows) -> None:
    told = [(commitments[one.slug].pk, place) for one in described.commitments for place in one.places]
    if not told:
        return
    places = {(one.kind, one.code): one.pk for one in Place.objects.filter(code__in={code for _, (_, code) in told})}
    rows = Application.objects.filter(commitment__framework=framework).order_by("id")
    known = {(row.commitment_id, row.place_id): row for row in rows}
    wanted = {}
    for commitment, place in told:
        if place not in places:
            raise _unknown("lieu", "/".join(place), described.slug)
        fields = {"commitment_id": commitment, "place_id": places[place]}
        wanted[commitment, places[place]] = {**fields, "is_invented": described.is_invented}
    work.align(Application, wanted, known)


def _frameworks(slugs: Iterable[str]) -> dict[str, Framework]:
    wanted = set(slugs)
    found = {one.slug: one for one in Framework.objects.filter(slug__in=wanted)} if wanted else {}
    for slug in sorted(wanted - found.keys()):
        raise _unknown("cadre", slug, "")
    return found


def _headings_of(frameworks: Iterable[str]) -> dict[tuple[str, str], int]:
    rows = Heading.objects.filter(framework__slug__in=set(frameworks)).values_list("framework__slug", "key", "pk")
    return {(slug, key): pk for slug, key, pk in rows}


def _commitments_at(addresses: Iterable[str]) -> dict[str, int]:
    """Keys by « framework/commitment »."""
    frameworks = {address.partition("/")[0] for address in addresses}
    rows = Commitment.objects.filter(framework__slug__in=frameworks).values_list("framework__slug", "slug", "pk")
    return {f"{framework}/{slug}": pk for framework, slug, pk in rows}


def _unknown(noun: str, address: str, where: str) -> BadInput:
    return BadInput(
        f"aucun {noun} n'a l'adresse «\u202f{address}\u202f»."
        if noun != "partie"
        else f"aucune partie n'a l'adresse «\u202f{address}\u202f».",
        where=where,
        remedy="Adoptez d'abord le texte visé, ou corrigez l'adresse.",
    )
