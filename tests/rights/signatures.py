"""A collection of signatures of a territory, with an organisation that is asked to sign: arguments of its screens."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.core.rights import Role
from tenir.modules.commitments.actions import invite_to_sign, open_signatures
from tenir.modules.commitments.models import Framework
from tests.rights.expectations import Line, everyone, only, signed_in

BY = System("sweep")
COLLECTORS = (Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.PROJECT_LEAD)


def arguments(board: str, organisation: Organisation) -> dict[str, dict[str, str]]:
    """Arguments of the screens of signatures, for a framework that an organisation is invited to sign."""
    framework = Framework.objects.get(slug=board)
    asked = open_signatures(by=BY, framework=framework, due_on=timezone.localdate() + timedelta(days=30))
    invitation = invite_to_sign(by=BY, round=asked, organisation=organisation)
    names = ("signatures", "open-signatures", "invite-to-sign", "correct-signed-text", "close-signatures")
    return {
        **{f"commitments:{name}": {"slug": board} for name in names},
        "commitments:sign": {"pk": str(invitation.pk)},
        "commitments:sign-by-link": {"secret": "lien-inconnu"},
    }


def _look(line: Line) -> dict[str, Line]:
    return {"GET": line, "HEAD": line}


LINES: dict[str, dict[str, Line]] = {
    # Who has signed is public, as the text is.
    "commitments:signatures": _look(everyone(200)),
    "commitments:open-signatures": {**_look(only(COLLECTORS, 200)), "POST": only(COLLECTORS, 422)},
    "commitments:invite-to-sign": {**_look(only(COLLECTORS, 200)), "POST": only(COLLECTORS, 422)},
    "commitments:correct-signed-text": {**_look(only(COLLECTORS, 200)), "POST": only(COLLECTORS, 422)},
    "commitments:close-signatures": {"POST": only(COLLECTORS, 302)},
    # The invitation of an organisation for which none of these accounts acts is not there.
    "commitments:sign": {**_look(signed_in(404)), "POST": signed_in(404)},
    "commitments:sign-by-link": {**_look(everyone(410)), "POST": everyone(410)},
}
