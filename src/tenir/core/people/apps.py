"""What people add to the site."""

from __future__ import annotations

from tenir.core.modules import ModuleConfig


class PeopleConfig(ModuleConfig):
    """Organisations, accounts and roles."""

    name = "tenir.core.people"
    label = "people"
    verbose_name = "Organisations et comptes"
    summary = "Qui porte les engagements, qui peut agir, où et jusqu'à quand."
