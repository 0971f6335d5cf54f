"""What is asked on « Mon quartier »: an address, or a pair of coordinates. Neither is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from django import forms

from tenir.modules.localisation import addresses
from tenir.modules.localisation.addresses import Point
from tenir.outside.geocoder.client import LONGEST

_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
# Between two numbers: a comma alone is the decimal of one, unless both have their point.
_PAIRS = (
    re.compile(rf"\s*{_NUMBER}(?:\s*;\s*|,?\s+){_NUMBER}\s*"),
    re.compile(r"\s*(-?\d+\.\d+),(-?\d+\.\d+)\s*"),
)


def pair_apart(said: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Both coordinates where the pair that a map gives was put into the field of the first, the other left empty."""
    if not said or str(said.get("longitude") or "").strip():
        return said
    found = [whole for pattern in _PAIRS if (whole := pattern.fullmatch(str(said.get("latitude") or "")))]
    if not found:
        return said
    latitude, longitude = found[0].groups()
    return {**{name: said.get(name) for name in said}, "latitude": latitude, "longitude": longitude}


class Number(forms.Field):
    """A number as people write it: 47,32 or 47.32."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 30}), **options)

    def to_python(self, value: Any) -> Any:
        """A finite float, or None where nothing was written."""
        text = (value or "").strip()
        if not text:
            return None
        try:
            number = float(text.replace(",", ".").replace("\u202f", "").replace(" ", ""))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise forms.ValidationError("Écrivez un nombre, par exemple 47,32.")
        return number


class AddressForm(forms.Form):
    """An address in words."""

    address = forms.CharField(
        label="Adresse",
        max_length=LONGEST,
        help_text="Numéro, rue, code postal et commune.",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def point(self) -> Point:
        """Raises `BadInput` and `addresses.Away`."""
        return addresses.find(self.cleaned_data["address"])


class PointForm(forms.Form):
    """A pair of coordinates, and how well they are known."""

    latitude = Number(
        label="Latitude",
        help_text="En degrés\u202f: 47,32 à Dijon. Ou la paire qu'une carte donne\u202f: 47.32,\u00a05.04.",
    )
    longitude = Number(label="Longitude", help_text="En degrés\u202f: 5,04 à Dijon.")
    precision = Number(
        label="Précision, en mètres", required=False, help_text=f"Sans elle\u202f: {addresses.OF_COORDINATES:.0f} m."
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(pair_apart(data), **options)

    def clean_precision(self) -> float | None:
        """Metres from 0 to `addresses.WORST`."""
        metres: float | None = self.cleaned_data["precision"]
        if metres is not None and not 0 <= metres <= addresses.WORST:
            worst = f"{addresses.WORST / 1000:.0f}"
            raise forms.ValidationError(f"Au-delà de {worst} km, on ne peut rien dire\u202f: donnez plus précis.")
        return metres

    def point(self) -> Point:
        """Raises `BadInput`."""
        told = self.cleaned_data
        return addresses.at(told["longitude"], told["latitude"], told["precision"])
