"""Who deposits a file by a request: the person who is signed in, or the one whose personal link opened a report.

The secret of the link comes in a header, so that no address of a deposit holds it: nothing of it in a log, in the
history of a browser or in a `Referer`. As everywhere, the link gives no right, it only says who comes.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from tenir.core import rights
from tenir.core.people import links
from tenir.core.people.models import PersonalLink, User
from tenir.modules.commitments import permissions
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.reporting import mine
from tenir.modules.commitments.reporting.letters import REPORT

HEADER = "Tenir-Lien"


@dataclass(frozen=True)
class Depositor:
    """Who comes, and by which link; None for a session."""

    user: User
    link: PersonalLink | None = None

    def require(self, commitment: Commitment) -> None:
        """Raise `rights.Refused` where they may not deposit for this promise; asked again with each piece.

        A link that lets its person say where promises stand lets them prove nothing about any other.
        """
        rights.require(self.user, permissions.GIVE_EVIDENCE, on=commitment)
        if self.link is not None and not self._link_reaches(commitment):
            raise rights.Refused(permissions.GIVE_EVIDENCE, commitment)

    def _link_reaches(self, commitment: Commitment) -> bool:
        return self.link is not None and links.covers(self.link, commitment) and mine.speaks_of(self.user, commitment)


def of(request: HttpRequest) -> Depositor | None:
    """Who deposits; None for nobody. A link goes before a session: the page that sends was opened by it.

    Raises `links.LinkClosed` on a link that opens nothing, or nothing of reports.
    """
    secret = request.headers.get(HEADER)
    if secret is not None:
        link = links.opened(secret, verb=REPORT)
        return Depositor(link.user, link)
    return Depositor(request.user) if isinstance(request.user, User) else None
