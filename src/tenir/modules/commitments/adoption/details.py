"""The rows below each promise: who, sub-items, figures, indicators, illustrations, other citations, levers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.modules.commitments.adoption.alignment import Alignment, Citing, refuse_loss
from tenir.modules.commitments.descriptions import CommitmentDescription, FrameworkDescription
from tenir.modules.commitments.models import (
    AnnouncedFigure,
    AnnouncedIndicator,
    Citation,
    Commitment,
    Framework,
    Illustration,
    Lever,
    Party,
    PrintedName,
    SubItem,
)
from tenir.modules.commitments.moments import Moment

Rows = dict[str, Commitment]
Fields = dict[str, Any]
Describe = Callable[[CommitmentDescription], Iterable[Fields]]


def align(
    work: Alignment, described: FrameworkDescription, framework: Framework, commitments: Rows, cite: Citing
) -> None:
    """Add and amend what the description says; a kind of rows that it leaves out of a promise stays as it is."""
    describers = _describers(cite, organisations(_named(described)))
    for model, (noun, describe) in describers.items():
        _rows(work, model, noun, described, framework, commitments, describe)
    _levers(described, commitments)


def organisations(slugs: Iterable[str]) -> dict[str, Organisation]:
    """The organisations by slug; raises `BadInput` that names the first unknown ones."""
    wanted = set(slugs)
    found = {one.slug: one for one in Organisation.objects.filter(slug__in=wanted).order_by("slug")}
    unknown = sorted(wanted - found.keys())
    if unknown:
        raise BadInput(
            f"aucune organisation n'a l'adresse «\u202f{unknown[0]}\u202f»"
            + (f" (ni {len(unknown) - 1} autres)" if unknown[1:] else "")
            + ".",
            remedy="Inscrivez d'abord l'organisation, ou corrigez son adresse.",
        )
    return found


def _named(described: FrameworkDescription) -> Iterator[str]:
    for commitment in described.commitments:
        yield from (party.organisation for party in commitment.parties)


def _describers(cite: Citing, known: dict[str, Organisation]) -> dict[type[models.Model], tuple[str, Describe]]:
    def indicators(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.indicators:
            yield {"number": row.number, "wording": row.wording, **cite(row.lines)}

    def parties(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.parties:
            # A party whose lines are not told stands where the promise stands.
            lines = row.lines if row.lines.first else one.lines
            yield {"organisation_id": known[row.organisation].pk, "role": str(row.role), **cite(lines)}

    def printed_names(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.printed_names:
            yield {"sort": str(row.sort), "words": row.words, **cite(row.lines if row.lines.first else one.lines)}

    def sub_items(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.sub_items:
            yield {"text": row.text, **cite(row.lines)}

    def figures(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.figures:
            moment = Moment.parse(row.on) if row.on else None
            dated = {"on": moment and moment.on, "on_precision": str(moment.precision) if moment else ""}
            names = ("kind", "value", "unit", "wording")
            yield {**{name: getattr(row, name) for name in names}, **dated, **cite(row.lines)}

    def illustrations(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.illustrations:
            yield {"text": row.text, "place_name": row.place, **cite(row.lines)}

    def citations(one: CommitmentDescription) -> Iterator[Fields]:
        for row in one.citations:
            yield {"note": row.note, **cite(row.lines)}

    return {
        AnnouncedIndicator: ("indicateurs annoncés", indicators),
        Party: ("porteurs et partenaires", parties),
        PrintedName: ("noms imprimés", printed_names),
        SubItem: ("points", sub_items),
        AnnouncedFigure: ("chiffres du texte", figures),
        Illustration: ("illustrations", illustrations),
        Citation: ("autres citations", citations),
    }


def _rows(
    work: Alignment,
    model: type[Any],
    noun: str,
    described: FrameworkDescription,
    framework: Framework,
    commitments: Rows,
    describe: Describe,
) -> None:
    slugs = {row.pk: slug for slug, row in commitments.items()}
    rows = model.objects.filter(commitment__framework=framework).order_by("commitment", "position")
    known = {(slugs[row.commitment_id], row.position): row for row in rows}
    wanted = {
        (one.slug, position): {**fields, "position": position, "commitment_id": commitments[one.slug].pk}
        for one in described.commitments
        for position, fields in enumerate(describe(one), start=1)
    }
    said = {slug for slug, _ in wanted}
    # What a text announces of its own is never lost; what people added to a promise it says nothing of stays.
    lost = [(slug, rank) for slug, rank in known.keys() - wanted.keys() if slug in said or model is AnnouncedIndicator]
    refuse_loss(noun, (f"{slug}, ligne {rank}" for slug, rank in sorted(lost)), ())
    work.align(model, wanted, known)


def _levers(described: FrameworkDescription, commitments: Rows) -> None:
    """Added, never taken away. They are told by the promise's own event when it is created, else by its page."""
    wanted = {(one.slug, code) for one in described.commitments for code in one.levers}
    known = {lever.code: lever.pk for lever in Lever.objects.filter(code__in={code for _, code in wanted})}
    unknown = sorted({code for _, code in wanted} - known.keys())
    if unknown:
        raise BadInput(f"le levier «\u202f{unknown[0]}\u202f» n'est pas connu.", where=described.slug)
    through = Commitment.levers.through
    through.objects.bulk_create(
        (through(commitment_id=commitments[slug].pk, lever_id=known[code]) for slug, code in sorted(wanted)),
        ignore_conflicts=True,
    )
