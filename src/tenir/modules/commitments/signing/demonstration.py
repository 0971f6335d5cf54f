"""An invented collection of signatures, under way: of the invented amendment, one signed and one that waits."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.modules.commitments import actions
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.signing import asked

FRAMEWORK = "avenant-valmerac-2026"
SIGNED, WAITING = "conseil-citoyen-valmerac", "valmerac-habitat"
A_MONTH = timedelta(days=30)


def collect(*, by: System) -> int:
    """Open the round, invite two, let one sign; how many are invited, 0 when it is there or nobody could sign."""
    framework = Framework.objects.filter(slug=FRAMEWORK, is_invented=True).first()
    invited = {one.slug: one for one in Organisation.objects.filter(slug__in=(SIGNED, WAITING))}
    signer = asked.signer_of(invited[SIGNED]) if SIGNED in invited else None
    if framework is None or signer is None or len(invited) < 2 or asked.signer_of(invited[WAITING]) is None:
        return 0
    if framework.signature_rounds.exists():
        return 0
    one = actions.open_signatures(by=by, framework=framework, due_on=timezone.localdate() + A_MONTH)
    rows = {
        slug: actions.invite_to_sign(by=by, round=one, organisation=organisation)
        for slug, organisation in sorted(invited.items())
    }
    actions.sign_framework(by=signer, invitation=rows[SIGNED], seen=one.latest.sha256)
    return len(rows)
