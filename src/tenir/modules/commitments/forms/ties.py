"""Small forms of what ties a promise."""

from __future__ import annotations

from django import forms

from tenir.modules.commitments.enums import LinkKind
from tenir.modules.commitments.forms import names
from tenir.modules.indicators.models import Indicator

_REASON = {"label": "Motif", "max_length": 500, "required": False, "help_text": "Le journal le garde."}


class LinkForm(forms.Form):
    """To another promise."""

    kind = forms.ChoiceField(label="Cet engagement", choices=LinkKind.choices)
    target = forms.CharField(
        label="L'engagement visé",
        max_length=300,
        help_text="L'adresse de sa page, ou par exemple pacte-de-dijon-2018/e3.",
    )
    note = forms.CharField(label="Note", max_length=300, required=False)
    reason = forms.CharField(**_REASON)  # type: ignore[arg-type]


class InscriptionForm(forms.Form):
    """In the tree of another framework."""

    framework = forms.CharField(
        label="L'autre cadre",
        max_length=200,
        help_text="L'adresse de sa page, ou sa fin. Un cadre que vous pouvez amender.",
    )
    heading = forms.CharField(label="Partie de l'autre cadre", max_length=100, required=False, help_text="Sa clé.")
    number = forms.CharField(label="Numéro dans l'autre cadre", max_length=20, required=False)
    reason = forms.CharField(**_REASON)  # type: ignore[arg-type]


class PlaceForm(forms.Form):
    """In a place."""

    place = forms.CharField(
        label="Lieu",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "lieux"}),
        help_text="Un lieu de votre territoire\u202f: son nom, ou commune/21231.",
    )
    reason = forms.CharField(**_REASON)  # type: ignore[arg-type]


class FollowForm(forms.Form):
    """By an indicator."""

    indicator = forms.CharField(
        label="Indicateur",
        max_length=300,
        widget=forms.TextInput(attrs={"list": "indicateurs", "autocomplete": "off"}),
        help_text="Son intitulé, ou l'adresse de sa page.",
    )
    reason = forms.CharField(**_REASON)  # type: ignore[arg-type]

    def clean_indicator(self) -> Indicator:
        """The one that was typed."""
        found = names.indicator(self.cleaned_data["indicator"])
        if found is None:
            raise forms.ValidationError(
                "Aucun indicateur, ou plusieurs, ont cet intitulé. Choisissez-le dans la liste, ou copiez l'adresse de "
                "sa page."
            )
        return found
