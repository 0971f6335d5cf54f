"""Who may count a file of people, in a sentence."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

COUNT = "localisation.count"

# Whoever may have such a file: an association is a partner. A citizens' council accompanies nobody.
HOLDERS = tuple(role for role in Role if role != Role.CITIZENS)
PERMISSIONS = (Permission(COUNT, "Compter par quartier les personnes d'un fichier, qui n'est pas gardé.", HOLDERS),)
