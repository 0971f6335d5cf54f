"""The declared list of component tags: what each is for, and an example with its states.

`/guide/` draws the examples with the real tags; `reference()` writes docs/reference/components.md from the same list;
a test fails when a tag is registered and not listed. To add a component: the tag, its template, an example here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.template import Library, engines
from django.template.loader import get_template

from tenir.core.web import examples_figures, guide_contents

PALETTE = (
    "paper", "raised", "sunk", "ink", "ink-soft", "rule", "rule-strong", "accent", "accent-wash",
    "level-1", "level-2", "level-3", "level-4", "late", "contested", "silent", "error", "done",
)  # fmt: skip


@dataclass(frozen=True)
class Component:
    """A tag, what it is for in one French sentence, and the template that shows it in its states."""

    tag: str
    purpose: str
    example: str


GROUPS: tuple[tuple[str, tuple[Component, ...]], ...] = (
    (
        "Signes de l'avancement",
        (
            Component(
                "level_badge", "Le niveau d'un engagement : quatre barres et un mot.", "web/guide/level_badge.html"
            ),
            Component("level_sign", "Le dessin seul, là où le mot est tout près.", "web/guide/level_sign.html"),
            Component("status_mark", "Ce qui doit se voir : muet, en retard, contesté.", "web/guide/status_mark.html"),
            Component("level_summary", "Le compte par niveau, comparé à la source.", "web/guide/level_summary.html"),
            Component("level_bar", "Le compte par niveau en une barre, sous une phrase.", "web/guide/level_bar.html"),
            Component("progress_bar", "Où en est un chiffre par rapport à sa cible.", "web/guide/progress_bar.html"),
            Component("figure_with_source", "Un chiffre et d'où il vient.", "web/guide/figure_with_source.html"),
        ),
    ),
    (
        "Mots et sources",
        (
            Component("citation", "Les mots de la source, sa date et ses lignes.", "web/guide/citation.html"),
            Component("facts", "Ce que l'on sait d'une chose, ligne à ligne.", "web/guide/facts.html"),
            Component("timeline", "Ce qui s'est passé, daté.", "web/guide/timeline.html"),
            Component("term", "Un mot du métier et son sens.", "web/guide/term.html"),
            Component("explained", "Les sigles expliqués là où ils se lisent.", "web/guide/explained.html"),
            Component("invented", "La marque de ce qui est inventé.", "web/guide/invented.html"),
        ),
    ),
    (
        "Charpente d'une page",
        (
            Component("page_header", "Le titre et la phrase qui résume la page.", "web/guide/page_header.html"),
            Component("breadcrumb", "Où se trouve la page.", "web/guide/breadcrumb.html"),
            Component("panel", "Une partie de page, son titre dans la marge.", "web/guide/panel.html"),
            Component("panels", "Les parties que les modules apportent à une page.", "web/guide/panels.html"),
            Component("card", "Une chose parmi ses pareilles.", "web/guide/card.html"),
            Component("tabs", "Les vues d'une même chose, par de simples liens.", "web/guide/tabs.html"),
            Component("pagination", "Les pages d'une longue liste.", "web/guide/pagination.html"),
            Component("print_sheet", "Ce qui devient une feuille A4.", "web/guide/print_sheet.html"),
        ),
    ),
    (
        "Figures et tableaux",
        (
            Component(
                "table", "Un tableau trié, filtré, paginé, exporté par de simples liens.", "web/guide/table.html"
            ),
            Component("chart", "Barres, niveaux ou courbe, et leurs chiffres.", "web/guide/chart.html"),
            Component("sparkline", "Le chemin d'un chiffre, dans une ligne de texte.", "web/guide/sparkline.html"),
            Component("tile_map", "La France en tuiles, par valeur ou par niveau.", "web/guide/tile_map.html"),
        ),
    ),
    (
        "Dire et demander",
        (
            Component("alert", "Ce qu'il faut savoir maintenant.", "web/guide/alert.html"),
            Component("empty_state", "Rien encore : ce qui viendra, par qui, comment.", "web/guide/empty_state.html"),
            Component("form_errors", "Ce qui empêche d'envoyer, en tête.", "web/guide/form_errors.html"),
            Component("field", "Un champ, son aide et son erreur.", "web/guide/field.html"),
            Component("button", "Ce qui envoie un formulaire.", "web/guide/button.html"),
            Component("link_button", "Un lien vers l'étape suivante.", "web/guide/link_button.html"),
        ),
    ),
)
COMPONENTS = tuple(component for _, components in GROUPS for component in components)


@dataclass(frozen=True)
class Drawn:
    """A component as the guide shows it."""

    tag: str
    purpose: str
    source: str
    html: str


def drawn(request: HttpRequest) -> list[tuple[str, list[Drawn]]]:
    """Every group with its components drawn by the real tags."""
    context = {**guide_contents.context(), **examples_figures.context(request)}
    return [(group, [_draw(component, context, request) for component in components]) for group, components in GROUPS]


def _draw(component: Component, context: dict[str, Any], request: HttpRequest) -> Drawn:
    template = get_template(component.example)
    html = template.render(context, request)
    return Drawn(component.tag, component.purpose, source_of(component), html)


def source_of(component: Component) -> str:
    """The text of the example, as one would write it."""
    template: Any = get_template(component.example)
    return str(template.template.source).strip()


def libraries() -> list[str]:
    """The tag libraries that every template has without loading them."""
    engine: Any = engines["django"]
    return [name for name in engine.engine.builtins if name.startswith("tenir.")]


def tags() -> dict[str, Callable[..., Any]]:
    """Every component tag by name, with the function that draws it."""
    found: dict[str, Callable[..., Any]] = {}
    for module in map(import_module, libraries()):
        found |= {name: getattr(module, name, compiled) for name, compiled in module.register.tags.items()}
    return found


def filters() -> dict[str, Callable[..., Any]]:
    """Every filter of ours by name."""
    found: dict[str, Callable[..., Any]] = {}
    for module in map(import_module, libraries()):
        library: Library = module.register
        found |= library.filters
    return found


def reference() -> str:
    """docs/reference/components.md: every tag with its arguments and example, then every filter."""
    functions = tags()
    parts = [
        "# Components",
        "",
        "Tags that every template has without loading anything. `/guide/` shows each of them drawn.",
        "",
    ]
    for component in COMPONENTS:
        parts += _tag_lines(component, functions[component.tag])
    parts += ["## Filters", ""]
    parts += [f"- `{name}`: {_first_line(function)}" for name, function in sorted(filters().items())]
    return "\n".join(parts) + "\n"


def _tag_lines(component: Component, function: Callable[..., Any]) -> Iterator[str]:
    yield f"## `{component.tag}`"
    yield ""
    yield _first_line(function)
    yield ""
    yield f"Arguments: {_arguments(function) or 'none'}."
    yield ""
    yield "```django"
    yield source_of(component)
    yield "```"
    yield ""


def _arguments(function: Callable[..., Any]) -> str:
    given = [p for p in inspect.signature(function).parameters.values() if p.name not in ("content", "context")]
    return ", ".join(f"`{p.name}`" if p.default is p.empty else f"`{p.name}` ({p.default!r})" for p in given)


def _first_line(function: Callable[..., Any]) -> str:
    return " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
