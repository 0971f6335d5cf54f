"""Personal links: one thing that somebody may do from a letter, without an account to remember.

A link says who, what (`verb`) and on what. It gives no right: whoever opens it acts as that person, whose rights are
asked again at each request. Opening it changes nothing, since mail scanners open links before people do; where one use
must be the only one, the write that it leads to ends it. Its secret is kept as a hash (SHA-256 of 256 bits of chance).
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import models
from django.utils import timezone

from tenir.core.actions import Actor
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import PersonalLink, User
from tenir.core.people.models.tokens import digest

LONGEST = timedelta(days=400)


class LinkClosed(BadInput):
    """A link that opens nothing: unknown, over, revoked, used up, of a closed account. Its holder learns no more."""

    def __init__(self) -> None:
        """The one sentence for all."""
        remedy = "Demandez-en un autre à qui vous l'a envoyé, ou connectez-vous."
        super().__init__("ce lien ne s'ouvre plus.", remedy=remedy)


def give(
    *,
    by: Actor,
    user: User,
    verb: str,
    lasting: timedelta,
    on: models.Model | None = None,
    ends_with_use: bool = False,
) -> tuple[PersonalLink, str]:
    """Part of an action: a link and its secret, which nobody can read again. The action says who may send it.

    Raises `BadInput` on a closed account, and where it would last longer than `LONGEST`.
    """
    if not user.may_sign_in:
        raise BadInput("ce compte est fermé.", where="destinataire")
    if not timedelta(0) < lasting <= LONGEST:
        raise BadInput(f"un lien dure {LONGEST.days} jours au plus.", where="durée")
    secret, now = secrets.token_urlsafe(32), timezone.now()
    link = PersonalLink(user=user, verb=verb, digest=digest(secret), since=now, until=now + lasting)
    link.ends_with_use = ends_with_use
    if on is not None:
        link.object_type, link.object_id = on._meta.label_lower, str(on.pk)
    link.save()
    chain.record(chain.created("people.give_link", link), by=by)
    return link, secret


def opened(secret: str, *, verb: str) -> PersonalLink:
    """The link of a secret, if it opens `verb` now; nothing is written. Raises `LinkClosed`."""
    found = PersonalLink.objects.alive().select_related("user").filter(digest=digest(secret), verb=verb).first()
    if found is None or not found.user.may_sign_in:
        raise LinkClosed
    return found


def covers(link: PersonalLink, instance: models.Model) -> bool:
    """Whether the link speaks of this object: its own, or any where it names none (the person's rights then say)."""
    if not link.object_type:
        return True
    return (link.object_type, link.object_id) == (instance._meta.label_lower, str(instance.pk))


def spend(link: PersonalLink) -> None:
    """Part of the action that a link leads to: of two uses of a link that ends with one, the second is refused."""
    if not link.ends_with_use:
        return
    # One statement: the second of two waits for the first, then changes no row.
    if not PersonalLink.objects.alive().filter(pk=link.pk).update(used_at=timezone.now()):
        raise LinkClosed


def revoke(link: PersonalLink, *, by: Actor) -> None:
    """Part of an action: it opens nothing from the next request on."""
    before = snapshot(link)
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    chain.record(chain.changed("people.revoke_link", link, before=before), by=by)
