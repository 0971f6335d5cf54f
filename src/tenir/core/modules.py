"""How a module tells the site about itself.

A module's `apps.py` subclasses `ModuleConfig` and fills in what it adds; the site reads the installed apps and
composes menu, addresses, API, rights, panels, jobs, official lists and demonstration from them. Adding a module is
adding one line to `INSTALLED_APPS` (tests/test_module_plugs_in.py shows it).

What needs the database is named by a dotted path and loaded on first use, because `apps.py` is read before models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the main navigation (at most six in all, see docs/explanation/the-house.md)."""

    title: str
    url_name: str
    order: int
    # Permission key that hides the entry from those who would be refused; empty = everybody.
    requires: str = ""


@dataclass(frozen=True)
class Panel:
    """A part that a module contributes to a page it does not own.

    `query` is the dotted path of `(request, subject) -> dict | None`, with a constant number of database calls;
    None leaves the panel out. `template` gets what the query returned.
    """

    page: str
    title: str
    order: int
    query: str
    template: str
    # Its anchor in the page.
    key: str = ""
    # Its title above it, for what needs the whole width; else hung in the margin.
    wide: bool = False
    # Without frame nor title: what the head of the page says.
    bare: bool = False


@dataclass(frozen=True)
class Tally:
    """A number that a module adds to each row of a list it does not own.

    `query` is the dotted path of `(rows) -> dict[primary key, int]`, one database call for the whole list.
    """

    page: str
    title: str
    query: str


@dataclass(frozen=True)
class Permission:
    """One thing that a role may do, in a sentence that an auditor can read."""

    key: str
    sentence: str
    # Role keys of `rights.Role`; a role holds on its place and everything below it.
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Scope:
    """What a token of the API may be allowed: some permissions of the person it acts for, never more than theirs."""

    key: str
    sentence: str
    permissions: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    """What runs on a schedule. `run` is the dotted path of a function safe to run twice, which returns a sentence."""

    key: str
    title: str
    every_hours: int
    run: str
    # Verbs of journal events after which it is not waited for (`operations.jobs.run_after`).
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Export:
    """A public file on `/donnees/`: `query` is the dotted path of `() -> core.web.exports.Sheet`."""

    key: str
    title: str
    query: str


@dataclass(frozen=True)
class Feed:
    """A list of changes that a program can follow, told in the head of the page that it is about."""

    title: str
    url: str
    type: str


@dataclass(frozen=True)
class Listed:
    """A section of `/sitemap.xml`: `query` is the dotted path of `() -> QuerySet` of public rows in a fixed order,
    each of which has `get_absolute_url`.
    """

    key: str
    query: str


@dataclass(frozen=True)
class Searchable:
    """Objects of one model that the search finds; `core/search/findable.py` has the shape of what is found.

    `documents` is the dotted path of `(keys | None) -> Iterable[Findable]`, in a constant number of queries a call:
    those objects, or all. It is asked again whenever an action's journal events name one of them, or a change of
    `owner_fields` of the object that they belong to (empty: any change of it).
    """

    # As the journal names it: `places.place`.
    model: str
    # The word of the address (`?sorte=lieu`), and what people read.
    kind: str
    title: str
    plural: str
    # Among equals, the lowest first.
    order: int
    documents: str
    # Permission that shows, on its territory, what is not public; empty: nobody finds it.
    drafts: str = ""
    owner: str = ""
    owner_fields: tuple[str, ...] = ()


class ModuleConfig(AppConfig):
    """What a module is, needs and adds. Everything is optional but `summary`."""

    # Django picks an app's one config class; imported beside its subclass, this one must not be a second choice.
    default = False
    default_auto_field = "django.db.models.BigAutoField"
    summary: str = ""
    url_prefix: str = ""
    urls: str = ""
    api_prefix: str = ""
    api_router: str = ""
    menu: tuple[MenuEntry, ...] = ()
    permissions: str = ""  # dotted path of a tuple of `Permission`
    scopes: str = ""  # dotted path of a tuple of `Scope`
    panels: tuple[Panel, ...] = ()
    tallies: tuple[Tally, ...] = ()
    jobs: tuple[Job, ...] = ()
    exports: tuple[Export, ...] = ()
    listed: tuple[Listed, ...] = ()
    # Dotted path of `(request) -> Iterable[Feed]`, without any query: what the page's address alone tells.
    feeds: str = ""
    searchables: tuple[Searchable, ...] = ()
    # Dotted path of `(user) -> list[core.people.digests.Section]`: what waits for somebody.
    digest: str = ""
    # Dotted path of `(user) -> list[core.people.calendars.Dated]`: what stands in somebody's calendar.
    calendar: str = ""
    # Dotted paths of `(say: Callable[[str], None]) -> None`, safe to run twice.
    referentials: str = ""
    demonstration: str = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """A subclass is the config of its app."""
        super().__init_subclass__(**kwargs)
        cls.default = True


@dataclass(frozen=True)
class ShownPanel:
    """A panel with what it has to show on this request."""

    panel: Panel
    content: dict[str, Any]


def installed() -> list[ModuleConfig]:
    """The modules of this site, in the order of `INSTALLED_APPS`."""
    return [config for config in apps.get_app_configs() if isinstance(config, ModuleConfig)]


def url_patterns() -> list[URLPattern | URLResolver]:
    """Addresses of all modules, each below its own prefix."""
    return [path(module.url_prefix, include(module.urls)) for module in installed() if module.urls]


def menu() -> list[MenuEntry]:
    """The main navigation, in order."""
    return sorted((entry for module in installed() for entry in module.menu), key=lambda entry: entry.order)


def permissions() -> list[Permission]:
    """Everything that may be permitted, module by module."""
    return [permission for module in installed() for permission in module_permissions(module)]


def module_permissions(module: ModuleConfig) -> tuple[Permission, ...]:
    """What one module permits."""
    return import_string(module.permissions) if module.permissions else ()


def scopes() -> list[Scope]:
    """Everything that a token may be allowed."""
    return [scope for module in installed() for scope in module_scopes(module)]


def module_scopes(module: ModuleConfig) -> tuple[Scope, ...]:
    """What one module lets tokens do."""
    return import_string(module.scopes) if module.scopes else ()


def scope(key: str) -> Scope:
    """The scope of this key; raises `LookupError` on one that no module declares."""
    for one in scopes():
        if one.key == key:
            return one
    raise LookupError(f"no module declares the scope {key!r}")


def panels(page: str, request: HttpRequest, subject: Any = None) -> Iterator[ShownPanel]:
    """What every module has to show on `page` about `subject`, in order."""
    declared = sorted(
        (panel for module in installed() for panel in module.panels if panel.page == page),
        key=lambda panel: panel.order,
    )
    for panel in declared:
        content = import_string(panel.query)(request, subject)
        if content is not None:
            yield ShownPanel(panel, content)


def tallies(page: str, rows: Sequence[Any]) -> list[tuple[str, dict[Any, int]]]:
    """What every module counts for `rows` of the list `page`: its title, and the number by primary key."""
    declared = [tally for module in installed() for tally in module.tallies if tally.page == page]
    return [(tally.title, import_string(tally.query)(rows)) for tally in declared]


def exports() -> list[Export]:
    """Every public file, in the order of the modules."""
    return [export for module in installed() for export in module.exports]


def listed() -> list[Listed]:
    """Every section of the sitemap, in the order of the modules."""
    return [section for module in installed() for section in module.listed]


def feeds(request: HttpRequest) -> list[Feed]:
    """What can be followed from this page."""
    return [feed for module in installed() if module.feeds for feed in import_string(module.feeds)(request)]


def searchables() -> list[Searchable]:
    """Every sort of thing that the search finds, in the order in which equals are shown."""
    declared = (one for module in installed() for one in module.searchables)
    return sorted(declared, key=lambda one: one.order)


def jobs() -> list[Job]:
    """Everything that runs on a schedule."""
    return [job for module in installed() for job in module.jobs]


def loaders(kind: str) -> list[tuple[ModuleConfig, Any]]:
    """Functions that load `referentials` or `demonstration` content, lowest module first."""
    return [(module, import_string(getattr(module, kind))) for module in installed() if getattr(module, kind)]
