"""Small forms of what ties a promise."""

from __future__ import annotations

from django import forms

from tenir.modules.commitments.enums import LinkKind

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
