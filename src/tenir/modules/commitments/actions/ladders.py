"""When silence climbs, decided by a framework's referent."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import Framework, Ladder


@action
def set_ladder(
    *, by: Actor, framework: Framework, head_after: int, delegate_after: int, prefecture_after: int
) -> Ladder:
    """Days of silence before each rung hears of it. Raises `BadInput` where a rung comes before the one below it."""
    rights.require(by, permissions.VERIFY, on=framework)
    if not head_after <= delegate_after <= prefecture_after:
        raise BadInput("chaque échelon vient au plus tôt en même temps que celui d'en dessous.", where="jours")
    ladder = Ladder.objects.filter(framework=framework).first()
    before = snapshot(ladder) if ladder else None
    ladder = ladder or Ladder(framework=framework)
    ladder.head_after, ladder.delegate_after, ladder.prefecture_after = head_after, delegate_after, prefecture_after
    ladder.save()
    if before is None:
        chain.record(chain.created("commitments.set_ladder", ladder), by=by)
    elif before != snapshot(ladder):
        chain.record(chain.changed("commitments.set_ladder", ladder, before=before), by=by)
    else:
        chain.nothing_to_record()
    return ladder
