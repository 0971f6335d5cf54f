"""The shape of every write that matters.

An action is a plain function in a module's `actions.py`: keyword-only, told `by=` whom, in one transaction, with at
least one journal event inside; mail leaves after commit (`transaction.on_commit`). `@action` holds the shape, the
transaction and the event; `rights.require` in its first lines holds the permission.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from django.db import transaction

from tenir.core.journal import chain

if TYPE_CHECKING:
    from tenir.core.journal.models import Entry

P = ParamSpec("P")
R = TypeVar("R")
Follower = Callable[["list[Entry]"], None]
_followers: list[Follower] = []


class Actor(Protocol):
    """Whoever acts: a user, or the machine's owner through a command."""

    @property
    def identifier(self) -> str:
        """How the journal names this actor, without saying who the person is: `user:12`, `system:demo`."""


@dataclass(frozen=True)
class System:
    """The owner of the machine, acting through a command: may do everything, and the journal says which command."""

    name: str

    @property
    def identifier(self) -> str:
        """`system:` and the command."""
        return f"system:{self.name}"


class NothingJournalled(AssertionError):
    """An action ended without a journal event: a defect of the action, its transaction is rolled back."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction and refuse to commit a write that the journal does not know.

    An action that finds nothing to change says so by `chain.nothing_to_record()`.
    """
    _check_shape(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(), chain.watch() as watched:
            result = function(*args, **kwargs)
            if not watched.anything:
                raise NothingJournalled(f"{function.__module__}.{function.__qualname__}")
            _tell_followers(watched)
            return result

    run.is_action = True  # type: ignore[attr-defined]
    return run


def follow(follower: Follower) -> Follower:
    """Have `follower` told of the journal entries of every action, inside its transaction, once it has done its work.

    For what is derived from the tables and must never lag behind them (the search's index). An action within another
    is told with the outer one. Said in an app's `ready`.
    """
    if follower not in _followers:
        _followers.append(follower)
    return follower


def _tell_followers(watched: chain.Watched) -> None:
    if watched.is_outermost and watched.entries:
        for follower in _followers:
            follower(watched.entries)


def _check_shape(function: Callable[..., object]) -> None:
    if inspect.isgeneratorfunction(function) or inspect.iscoroutinefunction(function):
        # Its body would run after the transaction that was opened for it.
        raise TypeError(f"{function.__qualname__} must be a plain function")
    parameters = inspect.signature(function).parameters
    if "by" not in parameters or any(p.kind is not p.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{function.__qualname__} must take keyword-only arguments, `by` among them")
