"""The official lists of promises: texts, levers, frameworks, disagreements (`referentials/`, whose READMEs tell the
keys). Frameworks may point at each other, so each is adopted once without its ties and once with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tenir.core.actions import Actor, System, action
from tenir.core.journal import chain
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import FrameworkDescription
from tenir.modules.commitments.referential import disagreements, followings, levers
from tenir.modules.commitments.referential import files as framework_files

BY = System("referentials")


def load(say: Callable[[str], None]) -> None:
    """`tenir referentials load`: levers, then every framework of the folder, then where texts disagree."""
    bring_levers(by=BY)
    adopt_all(framework_files.read_all(), say, by=BY)
    if followed := followings.bring_up_to_date(by=BY):
        say(f"Engagements suivis par un indicateur\u202f: {followed} liens ajoutés.")
    changed = disagreements.bring_up_to_date(by=BY)
    say(
        f"Désaccords entre sources\u202f: {changed} mis à jour."
        if changed
        else "Désaccords entre sources\u202f: à jour."
    )


def adopt_all(described: list[FrameworkDescription], say: Callable[[str], None], *, by: Actor) -> None:
    """Each framework in its own transaction, then each again with what ties it to the others."""
    changed = {one.slug: adopt_framework(by=by, description=without_ties(one)).changed_anything for one in described}
    for one in described:
        adoption = adopt_framework(by=by, description=one)
        done = "mis à jour" if changed[one.slug] or adoption.changed_anything else "déjà à jour"
        say(f"{adoption.framework.title}\u202f: {done}.")


def without_ties(described: FrameworkDescription) -> FrameworkDescription:
    """The same text without what points at other frameworks."""
    return replace(
        described,
        links=(),
        headings=tuple(replace(one, declines=()) for one in described.headings),
        commitments=tuple(replace(one, links=(), also_in=()) for one in described.commitments),
    )


@action
def bring_levers(*, by: Actor) -> int:
    """Add and correct the levers of `referentials/levers.csv`; how many changed."""
    work = levers.aligned()
    if work.events:
        chain.record_all(work.events, by=by)
    else:
        chain.nothing_to_record()
    return len(work.events)
