"""A contract with two sides and the people who report, judge and contest; everything invented."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from tenir.core.people.models import Organisation, User
from tenir.core.rights import Role
from tenir.modules.commitments.actions import Told, report_progress
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Commitment, Framework, Party, ProgressReport
from tenir.modules.commitments.tests.builders import france, two_sided
from tests.builders import a_member, an_organisation

_keys = itertools.count(1)


@dataclass
class Cast:
    """`e2` is held by the State and was never told of; `v1` and `v2` of the city depend on `e1` of the State."""

    framework: Framework = field(default_factory=two_sided)

    def row(self, slug: str) -> Commitment:
        """A promise as it is now."""
        return Commitment.objects.select_related("framework", "place").get(framework=self.framework, slug=slug)

    def holder(self, slug: str) -> Organisation:
        """Who must keep it."""
        return Party.objects.get(commitment__slug=slug, commitment__framework=self.framework).organisation

    def partner(self, slug: str) -> User:
        """Somebody who acts for the holder of a promise."""
        return a_member(Role.PARTNER, france(), organisation=self.holder(slug))

    def referent(self, role: str = Role.PREFECTURE) -> User:
        """Somebody of another organisation, who judges."""
        return a_member(role, france(), organisation=an_organisation(name="Préfecture inventée"))


def report(
    cast: Cast, slug: str, level: str = Level.ROLLED_OUT, *, by: User | None = None, **more: Any
) -> ProgressReport:
    """A report of the holder of a promise."""
    options = {name: more.pop(name) for name in ("seen", "key", "organisation") if name in more}
    return report_progress(
        by=by or cast.partner(slug),
        commitment=cast.row(slug),
        told=Told(level, more.pop("sentence", "Les travaux avancent."), **more),
        **{"key": f"clé-{next(_keys)}", "organisation": cast.holder(slug), **options},
    )
