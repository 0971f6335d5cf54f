"""The form of a token of the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from tenir.core import modules, rights
from tenir.core.people.models import Organisation, User

MONTHS = 6


class TokenForm(forms.Form):
    """A name, what it opens, for whom it speaks, until when: offers what this person's roles can use."""

    name = forms.CharField(
        label="Nom du jeton",
        max_length=100,
        help_text="Pour vous y retrouver\u202f: le programme qui s'en sert, et où. Vous seul·e le voyez.",
        error_messages={"required": "Donnez-lui un nom."},
    )
    scopes = forms.MultipleChoiceField(
        label="Ce qu'il ouvre",
        widget=forms.CheckboxSelectMultiple,
        help_text="Jamais plus que vos propres droits.",
        error_messages={"required": "Choisissez au moins une portée."},
    )
    organisation = forms.ModelChoiceField(
        label="Au nom de",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Aucune organisation",
        help_text="L'organisation qui dit ce que le programme enregistre. Le jeton finit avec votre rôle pour elle.",
    )
    until = forms.DateField(
        label="Dernier jour",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Dans un an au plus.",
        error_messages={"required": "Donnez un dernier jour."},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = by.memberships.in_force().values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=held).order_by("name")  # type: ignore[attr-defined]
        self.fields["scopes"].choices = usable(by)  # type: ignore[attr-defined]
        self.fields["until"].initial = timezone.localdate() + timedelta(days=30 * MONTHS)


def usable(by: User) -> list[tuple[str, str]]:
    """Scopes that open something to this person, with their sentences."""
    return [
        (scope.key, scope.sentence)
        for scope in modules.scopes()
        if any(rights.may(by, permission) for permission in scope.permissions)
    ]
