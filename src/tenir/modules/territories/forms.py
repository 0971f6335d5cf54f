"""Handing in a file of contours: the file, and what is to be said of it."""

from __future__ import annotations

from typing import Any

from django import forms

from tenir.core.places.models import PlaceKind

LARGEST = 20 * 1024 * 1024
_MEGABYTES = LARGEST // 1024 // 1024
_DAY = {"type": "date"}


class DropForm(forms.Form):
    """A file of contours; nothing is written before its report was read."""

    file = forms.FileField(
        label="Fichier de contours",
        help_text=(
            f"GeoJSON, TopoJSON, GeoPackage, ou Shapefile en ZIP\u202f; {_MEGABYTES} Mo au plus. "
            "Rien n'est enregistré avant que vous ayez lu le compte rendu."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json,.topojson,.gpkg,.zip,.gz"}),
    )
    kind = forms.ChoiceField(label="Sorte des lieux", choices=PlaceKind.choices, initial=PlaceKind.QPV)
    generation = forms.CharField(
        label="Génération", max_length=20, help_text="Le nom de cette édition\u202f: 2015, 2024, COG 2025…"
    )
    since = forms.DateField(
        label="Premier jour de ces contours", required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="Dernier jour de ces contours", required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    source = forms.CharField(
        label="Source", max_length=300, help_text="Qui a publié ce fichier, et quand. Cette phrase est publique."
    )
    merge = forms.BooleanField(label="Réunir les parties qui portent le même code", required=False)
    whole_country = forms.BooleanField(
        label="Ce fichier couvre toute la France",
        required=False,
        help_text="Un lieu d'une autre génération qu'il ne recouvre pas sera dit hors de celle-ci.",
    )

    def clean_file(self) -> Any:
        """A file of a size that is read in a child process."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"Ce fichier pèse plus de {_MEGABYTES} Mo. Importez-le par la commande tenir territories import."
            )
        return file

    def said(self) -> dict[str, Any]:
        """What is said of the file, as JSON keeps it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        days = {name: told[name].isoformat() if told[name] else "" for name in ("since", "until")}
        return told | days
