"""Repeatable rows of a form: they work without JavaScript, by a button that asks for one more.

A row left blank is no row: whoever empties one takes it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

MOST = 200
MISSING = "Remplissez cette case, ou videz toute la ligne."


class Row(forms.Form):
    """One row; `main` must be filled as soon as anything that is typed is."""

    main: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed; a choice that stands by itself is no text."""
        typed = (name for name, field in self.fields.items() if not isinstance(field, forms.ChoiceField))
        return not any(self.cleaned_data.get(name) not in (None, "") for name in typed) and not self.errors

    def clean(self) -> dict[str, Any]:
        """Refuse a row that says something without saying what matters."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_blank and self.main not in self.errors and values.get(self.main) in (None, ""):
            self.add_error(self.main, MISSING)
        return values


class Rows(BaseFormSet):
    """All rows of one sort."""

    def filled(self) -> list[Row]:
        """The rows that say something, in their order."""
        return [row for row in self.forms if not row.is_blank]

    def values(self) -> list[dict[str, Any]]:
        """What they say."""
        return [row.cleaned_data for row in self.filled()]

    def quiet(self) -> None:
        """Show what was typed without judging it: a row was asked for, nothing was sent yet."""
        self._errors: list[Any] = []
        self._non_form_errors = ErrorList()
        for row in self.forms:
            quiet(row)


class Wrong(NamedTuple):
    """One fault of a form, with the anchor of its field."""

    label: str
    sentence: str
    anchor: str


def wrong(parts: Iterable[forms.BaseForm], sets: Iterable[Rows]) -> list[Wrong]:
    """All that is wrong in all parts of a form, in the order of the page."""
    return [one for form in [*parts, *(row for rows in sets for row in rows.forms)] for one in _wrong(form)]


def _wrong(form: forms.BaseForm) -> Iterator[Wrong]:
    for error in form.non_field_errors():
        yield Wrong("", str(error), "")
    for bound in form.visible_fields():
        for error in bound.errors:
            yield Wrong(str(bound.label), str(error), bound.id_for_label)


def quiet(form: forms.BaseForm) -> None:
    """Show what was typed without judging it."""
    form._errors = ErrorDict()  # type: ignore[attr-defined]


def rows(
    row: type[Row], prefix: str, *, data: QueryDict | None, initial: Iterable[dict[str, Any]] = (), spare: int = 1
) -> Rows:
    """The rows that `data` or `initial` fill, and some blank ones."""
    start = list(initial)
    made = formset_factory(row, formset=Rows, extra=spare, max_num=MOST, absolute_max=MOST)
    found: Rows = made(data, initial=start, prefix=prefix)  # type: ignore[assignment]
    return found


def one_more(data: QueryDict, prefix: str) -> QueryDict:
    """The same data with one more row of a sort."""
    more = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    total = more.get(name, "0")
    more[name] = str(min(MOST, int(total) + 1)) if total.isdigit() else "1"
    return more
