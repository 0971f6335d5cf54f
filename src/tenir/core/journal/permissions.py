"""Who may read the events, and close the table to the application."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

READ = "journal.read"
PROTECT = "journal.protect"

PERMISSIONS = (
    # Not the prefectures or the ministry: an event has no place, so whoever reads one reads those of all France,
    # and the refusals of each account among them. What was done to a promise is told on the promise's own page.
    Permission(READ, "Lire les événements du journal, et les refus opposés à chaque compte.", (Role.ADMINISTRATOR,)),
    # The owner of the machine alone, by `tenir journal protect`.
    Permission(PROTECT, "Retirer à l'application le droit de modifier le journal dans la base.", ()),
)
