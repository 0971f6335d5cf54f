"""Who may count a file of people, in a sentence."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.core.rights import Role

COUNT = "localisation.count"

# Everybody who has a role: an association is a partner, and nothing of the site is read or written but contours.
PERMISSIONS = (Permission(COUNT, "Compter par quartier les personnes d'un fichier, qui n'est pas gardé.", tuple(Role)),)
