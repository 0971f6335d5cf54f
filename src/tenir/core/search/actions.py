"""The one thing that is done to the index besides following what others do."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.journal import chain
from tenir.core.search.comparison import Difference, compare
from tenir.core.search.permissions import REBUILD


@action
def rebuild(*, by: Actor) -> Difference:
    """Make the index equal to what the tables say; what was wrong with it.

    Needed when the rules changed, not the contents: a new release, a new acronym. An event only when something
    differed, because pages are kept as long as the journal's head stands.
    """
    rights.require(by, REBUILD)
    difference = compare(write=True)
    if difference:
        counts = {name: len(getattr(difference, name)) for name in ("missing", "outdated", "gone")}
        chain.record(chain.Event("search.rebuild", after=counts), by=by)
    else:
        chain.nothing_to_record()
    return difference
