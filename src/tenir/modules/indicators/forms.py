"""Forms of verdicts on values sent."""

from __future__ import annotations

from typing import Any

from django import forms

from tenir.engines.rollup import numbers
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Value
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.models import Indicator

_SIGNED = (IndicatorKind.AMOUNT, IndicatorKind.RATE)


def _sentence(label: str, *, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": 2}))


class SendBackForm(forms.Form):
    """What to correct."""

    comment = _sentence("Ce qui est à corriger", most=1000, help_text="Qui a envoyé la valeur le lira.")


class WithdrawForm(forms.Form):
    """Why a value is taken back."""

    reason = _sentence("Pourquoi cette valeur est retirée", most=1000)


class NumberField(forms.CharField):
    """A number as people write it, in whole units of an indicator; see `engines.rollup.numbers`."""

    def __init__(self, *, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.indicator = indicator

    def clean(self, value: Any) -> int | None:
        """None when nothing is written: a value that nobody gave is not zero."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return numbers.parse(text, decimals=self.indicator.decimals, signed=self.indicator.kind in _SIGNED)
        except BadFigure as error:
            raise forms.ValidationError(str(error)) from error


class ContestForm(forms.Form):
    """Another value, and how it was found; a motive alone is enough where no other value is known."""

    motive = _sentence("Ce qui est contesté, et pourquoi", most=1000)
    method = forms.CharField(
        label="Comment l'autre valeur a été trouvée",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator.is_in_words:
            return
        first = "Numérateur de l'autre valeur" if indicator.is_share else "L'autre valeur"
        self.fields["numerator"] = NumberField(indicator=indicator, label=first, required=False)
        if indicator.is_share:
            self.fields["denominator"] = NumberField(indicator=indicator, label="Son dénominateur", required=False)
        self.order_fields(("motive", "numerator", "denominator", "method"))

    def clean(self) -> dict[str, Any]:
        """A share needs both terms or none."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        one_alone = (values.get("numerator") is None) != (values.get("denominator") is None)
        if "denominator" in self.fields and one_alone and not self.errors:
            self.add_error("denominator", "Donnez les deux nombres de la part, ou aucun.")
        return values

    def other(self) -> Value | None:
        """The value opposed."""
        numerator = self.cleaned_data.get("numerator")
        return None if numerator is None else Value(numerator, self.cleaned_data.get("denominator"))
