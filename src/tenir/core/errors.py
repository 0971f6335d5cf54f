"""Errors that a person reads: one French sentence, where it is, what to do.

A command turns `BadInput` into exit status 2 and `CheckFailed` into 1 (docs/reference/commands.md); a page shows the
same sentence. Nothing here knows Django, so that settings can explain themselves before Django starts.
"""

from __future__ import annotations


class TenirError(Exception):
    """Base of every error written for a person."""

    exit_status = 1

    def __init__(self, sentence: str, *, where: str = "", remedy: str = "") -> None:
        """`sentence` says what is wrong, `where` names file, line, cell or setting, `remedy` what to do."""
        super().__init__(sentence)
        self.sentence = sentence
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: « where : sentence. Remedy. »."""
        place = f"{self.where}\u202f: " if self.where else ""
        return " ".join(part for part in (f"{place}{self.sentence}", self.remedy) if part)

    @property
    def in_full(self) -> str:
        """The same line with a capital, as a page shows it."""
        return _capital(str(self))

    @property
    def in_form(self) -> str:
        """Beside a field, which says where by itself: what is wrong and what to do."""
        return " ".join(part for part in (_capital(self.sentence), self.remedy) if part)


class BadInput(TenirError):
    """What was given cannot be used; nothing was written."""

    exit_status = 2


class CheckFailed(TenirError):
    """A verification that was asked for found something wrong."""

    exit_status = 1


def _capital(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"
