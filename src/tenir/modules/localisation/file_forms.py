"""Handing in a file of people that is counted and forgotten."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from tenir.core.web.uploads import LARGEST

MEGABYTES = LARGEST // 1024 // 1024
NARROW = "\u202f"
COMMAND = "tenir localisation count"


def _title(label: str) -> forms.CharField:
    return forms.CharField(label=f"Titre de la colonne «{NARROW}{label}{NARROW}»", max_length=200, required=False)


class FileForm(forms.Form):
    """The file, and what to count by."""

    file = forms.FileField(
        label="Fichier de personnes (.csv, .xlsx, .ods, .xls)",
        help_text=f"Une personne par ligne, une ligne de titres{NARROW}; {MEGABYTES}{NARROW}Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods,.xls"}),
        allow_empty_file=True,
    )
    generation = forms.ChoiceField(label="Quartiers prioritaires")
    by_sex = forms.BooleanField(label="Compter aussi par sexe", required=False)
    by_age = forms.BooleanField(label="Compter aussi par tranche d'âge (âges en années)", required=False)
    by_address = forms.BooleanField(
        label="Chercher les adresses du fichier, qui n'a pas de coordonnées", required=False
    )
    address = _title("adresse")
    lon = _title("longitude")
    lat = _title("latitude")
    sex = _title("sexe")
    age = _title("âge")

    usual = ("file", "generation", "by_address", "by_sex", "by_age")
    titles = ("address", "lon", "lat", "sex", "age")

    def __init__(self, *args: Any, generations: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["generation"]
        field.choices = [(one, one) for one in generations]
        service = urlsplit(settings.GEOCODER or "").hostname
        self.fields["by_address"].help_text = f"Les adresses, rien d'autre, partent au service {service}."
        if not service:
            del self.fields["by_address"], self.fields["address"]

    @property
    def at_once(self) -> list[Any]:
        """Fields that everybody fills in."""
        return [self[name] for name in self.usual if name in self.fields]

    @property
    def further(self) -> list[Any]:
        """Fields for titles that Tenir would not recognise."""
        return [self[name] for name in self.titles if name in self.fields]

    @property
    def is_further_used(self) -> bool:
        """Whether they are to be shown."""
        return bool(self.errors) or any(one.value() for one in self.further)

    def clean_file(self) -> Any:
        """A file that fits in memory and holds something."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"Ce fichier pèse plus de {MEGABYTES}{NARROW}Mo{NARROW}: il n'a pas été lu, et rien n'en est gardé. "
                f"Comptez-le sur votre propre ordinateur par la commande {COMMAND}."
            )
        if not file.size:
            raise forms.ValidationError("Ce fichier est vide.")
        return file

    def asked(self) -> dict[str, str | None]:
        """Titles of the columns to read (`titles.columns`, or `titles.addressed`)."""
        told = self.cleaned_data
        is_addressed = told.get("by_address") or told.get("address")
        places = {"address": told["address"]} if is_addressed else {"lon": told["lon"], "lat": told["lat"]}
        return {
            **places,
            "sex": told["sex"] if told["by_sex"] or told["sex"] else None,
            "age": told["age"] if told["by_age"] or told["age"] else None,
        }
