"""What people add to the site."""

from __future__ import annotations

from tenir.core.modules import Job, MenuEntry, ModuleConfig, Searchable


class PeopleConfig(ModuleConfig):
    """Organisations, accounts and roles."""

    name = "tenir.core.people"
    label = "people"
    verbose_name = "Organisations et comptes"
    summary = "Qui porte les engagements, qui peut agir, où et jusqu'à quand."
    urls = "tenir.core.people.urls"
    api_prefix = "/organisations/"
    api_router = "tenir.core.people.api.router"
    menu = (MenuEntry("Organisations", "people:organisations", order=30),)
    permissions = "tenir.core.people.permissions.PERMISSIONS"
    jobs = (
        Job(
            key="people.forget_answers",
            title="Oublier les réponses gardées de l'API",
            every_hours=24,
            run="tenir.core.people.once.forget",
        ),
        Job(
            key="people.write_digests",
            title="Écrire à chacun ce qui l'attend",
            every_hours=24,
            run="tenir.core.people.digests.write_all",
        ),
        Job(
            key="people.carry_letters",
            title="Envoyer les lettres qui attendent",
            every_hours=1,
            run="tenir.core.people.outbox.carry_all",
        ),
    )
    searchables = (
        Searchable(
            "people.organisation",
            *("organisation", "Organisation", "Organisations"),
            order=30,
            documents="tenir.core.people.searching.organisations",
        ),
    )
    referentials = "tenir.core.people.referential.load"
    demonstration = "tenir.core.people.demonstration.load"
