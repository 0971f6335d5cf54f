"""Every write that matters goes through an action: what stands open in an `actions.py` is one."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from django.apps import apps

# Open functions of an `actions.py` that are no actions: they ask, and write nothing.
QUESTIONS = ("may_", "preview", "require_", "roles_")
# Writes that belong to an action of another file of the same module, which records them.
PARTS_OF_ACTIONS = {
    "tenir.core.places.actions.add_containment": "the official lists are loaded in one action with one event a place",
    "tenir.core.places.actions.save_checked": "the official lists are loaded in one action with one event a place",
}


def modules_of_actions() -> Iterator[ModuleType]:
    """Every `tenir.*.actions` of an installed app, each file of it where it is a folder."""
    for config in apps.get_app_configs():
        name = f"{config.name}.actions"
        if config.name.startswith("tenir.") and importlib.util.find_spec(name):
            found = importlib.import_module(name)
            yield found
            for file in pkgutil.iter_modules(getattr(found, "__path__", ())):
                yield importlib.import_module(f"{name}.{file.name}")


def open_functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """Functions that the module defines itself, without a leading underscore."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield f"{module.__name__}.{name}", function


def strays(module: ModuleType) -> list[str]:
    """Open functions that are neither actions nor questions."""
    return [
        name
        for name, function in open_functions(module)
        if not hasattr(function, "is_action") and not name.rpartition(".")[2].startswith(QUESTIONS)
    ]


def test_there_are_actions_to_look_at() -> None:
    assert "tenir.core.people.actions" in [module.__name__ for module in modules_of_actions()]


@pytest.mark.parametrize("module", list(modules_of_actions()), ids=lambda module: module.__name__)
def test_open_functions_are_actions(module: ModuleType) -> None:
    assert [name for name in strays(module) if name not in PARTS_OF_ACTIONS] == []


def test_exceptions_are_still_needed() -> None:
    found = [name for module in modules_of_actions() for name in strays(module)]
    assert sorted(set(PARTS_OF_ACTIONS) - set(found)) == []


def test_function_that_is_no_action_is_seen() -> None:
    module = ModuleType("tenir.invented.actions")
    exec("def create_place(*, by): ...", module.__dict__)
    module.create_place.__module__ = module.__name__
    assert strays(module) == ["tenir.invented.actions.create_place"]
