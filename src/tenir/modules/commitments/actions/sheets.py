"""Many promises at once: a sheet proposed, looked at, committed whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments import tallies
from tenir.modules.commitments.actions.commitments import require_levels_kept, require_places
from tenir.modules.commitments.editing.ground import Known
from tenir.modules.commitments.editing.locks import changeable, reasoned
from tenir.modules.commitments.editing.writing import Writing
from tenir.modules.commitments.models import Framework, SheetProposal
from tenir.modules.commitments.sheets.comparison import Comparison, Line, compare

OF_THE_SHEET, AS_STORED = "feuille", "enregistre"


class Moved(BadInput):
    """What the person was shown is no longer what the commit would do: they must look again."""

    def __init__(self) -> None:
        super().__init__(
            "le cadre a changé depuis que vous avez regardé les différences.",
            remedy="Les voici telles qu'elles sont maintenant\u202f: relisez-les. Rien n'a été enregistré.",
        )


@dataclass(frozen=True)
class Committed:
    """How many promises a sheet created, amended, and left to the stored version."""

    created: int
    amended: int
    left: int


@action
def propose_sheet(
    *, by: Actor, framework: Framework, name: str, sha256: str, sheet: str, rows: list[list[str]]
) -> SheetProposal:
    """Keep the cells of a sheet until somebody of the territory has looked at the differences; nothing is amended."""
    row = changeable(by, framework)
    proposal = SheetProposal.objects.create(framework=row, name=name[:200], sha256=sha256, sheet=sheet[:100], rows=rows)
    chain.record(chain.created("commitments.propose_sheet", proposal), by=by)
    return proposal


@action
def commit_sheet(
    *, by: Actor, proposal: SheetProposal, state: str, choices: Mapping[str, str], reason: str = ""
) -> Committed:
    """Write what the sheet says, whole; `state` is that of the comparison that the person saw, else `Moved`.

    `choices` says, by address, which version of a promise that somebody else amended since is kept.
    """
    framework = changeable(by, proposal.framework)
    found = compare(framework, proposal.sheet, proposal.rows)
    _require_sound(found)
    if found.state != state:
        raise Moved
    left = _left(found, choices)
    if left:
        found = compare(framework, proposal.sheet, proposal.rows, leaving=left)
        _require_sound(found)
    if found.lines:
        reasoned(framework, reason)
    events = _written(by, framework, found, reason)
    proposal.delete()
    if events:
        tallies.bring_up_to_date(framework)
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    return Committed(len(found.new), len(found.lines) - len(found.new), len(left))


def _require_sound(found: Comparison) -> None:
    for error in found.errors:
        more = f" (et {len(found.errors) - 1} autres erreurs)" if len(found.errors) > 1 else ""
        raise BadInput(f"{error.sentence}{more}", where=error.cell, remedy="Rien n'a été enregistré.")


def _left(found: Comparison, choices: Mapping[str, str]) -> frozenset[str]:
    for line in found.stale:
        if choices.get(line.slug) not in (OF_THE_SHEET, AS_STORED):
            raise BadInput(
                f"il reste à choisir entre deux versions de «\u202f{line.title}\u202f».",
                remedy="Rien n'a été enregistré.",
            )
    return frozenset(line.slug for line in found.stale if choices[line.slug] == AS_STORED)


def _written(by: Actor, framework: Framework, found: Comparison, reason: str) -> list[chain.Event]:
    known = Known.named_in([line.content for line in found.lines])
    amended = [line for line in found.lines if line.row is not None]
    _require_places(by, known, found.lines)
    rows = [line.row for line in amended if line.row is not None]
    require_levels_kept(rows, {line.slug: set(line.old.places) - set(line.content.places) for line in amended})
    writing = Writing(framework, known, reason)
    _, events = writing.create({line.slug: line.content for line in found.new})
    old = {line.row.pk: line.old for line in amended if line.row is not None}
    return events + writing.amend(rows, old, {line.slug: line.content for line in amended})


def _require_places(by: Actor, known: Known, lines: list[Line]) -> None:
    require_places(by, known, {place for line in lines for place in set(line.content.places) - set(line.old.places)})
