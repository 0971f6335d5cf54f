"""What somebody is written about a signature: one letter with a link of one use; reminders stand in their digest."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from tenir.core.actions import Actor
from tenir.core.people import links, outbox
from tenir.core.people.digests import Door, Line, Section
from tenir.core.people.models import Letter, User
from tenir.core.web import french
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import SignatureInvitation, SignedText
from tenir.modules.commitments.signing import asked

# Whoever signs late still can, as long as the round is open.
AFTER_DUE = timedelta(days=30)


def write(invitation: SignatureInvitation, text: SignedText, *, by: Actor) -> bool:
    """Part of an action: ask the invited person to sign this version. False where they were written to about it."""
    user = invitation.user
    if not isinstance(user, User) or not user.may_sign_in:
        return False
    key = f"signature:{invitation.pk}:{user.pk}:{text.number}"
    framework = invitation.round.framework
    # Claimed before the link is made, as digests do.
    if not outbox.queue(user=user, key=key, subject=f"Votre signature\u202f: {framework.short_title}"[:200], words=""):
        return False
    _, secret = links.give(
        by=by, user=user, verb=permissions.SIGN, lasting=_lasting(invitation), on=invitation, ends_with_use=True
    )
    context = {
        "invitation": invitation,
        "framework": framework,
        "text": text,
        "again": text.number > 1,
        "address": settings.SITE_ADDRESS + reverse("commitments:sign-by-link", args=(secret,)),
    }
    Letter.objects.filter(key=key).update(words=render_to_string("commitments/letters/signature.txt", context))
    return True


def section(user: User) -> list[Section]:
    """The reminder, in the letter that they get anyway: what they have not answered yet."""
    waiting = list(asked.waiting_for(user))
    if not waiting:
        return []
    title = french.accord(len(waiting), "texte attend", "textes attendent")
    lines = [Line(_words(one), one.get_absolute_url()) for one in waiting]
    door = Door(permissions.SIGN, _address, "Lire et signer, sans compte\u202f:")
    return [Section(f"{title} votre signature", lines, door)]


def _address(secret: str) -> str:
    return reverse("commitments:sign-by-link", args=(secret,))


def _words(one: SignatureInvitation) -> str:
    due = one.round.due_on
    late = "attendue depuis le" if due < timezone.localdate() else "attendue pour le"
    return f"{one.round.framework.short_title}, pour {one.organisation} ({late} {french.date_longue(due)})"


def _lasting(invitation: SignatureInvitation) -> timedelta:
    left = max(invitation.round.due_on - timezone.localdate(), timedelta(0))
    return min(left + AFTER_DUE, links.LONGEST)
