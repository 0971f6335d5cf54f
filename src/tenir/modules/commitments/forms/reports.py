"""Forms of progress reports and of their judges."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms

from tenir.engines.rollup import numbers, periods
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Period, Value
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.evidence.links import LONGEST
from tenir.modules.commitments.forms.evidence import ACCEPTED
from tenir.modules.commitments.models import Commitment
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.models import Indicator

_LINES = {"rows": 2}


class ReportForm(forms.Form):
    """One promise: a sentence, a figure where an indicator follows it, what blocks, then the level, which sends."""

    # Of the page that sends: sent twice, it is one report.
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    # The latest report that the page showed.
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    sentence = forms.CharField(
        label="En une phrase",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text="Ce qui a été fait, ce qui reste à faire. Tout le monde pourra la lire.",
    )
    figure = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    proof_file = forms.FileField(
        label="Une photo ou un document",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="20\u00a0Mo au plus. D'une photo, Tenir efface le lieu, l'heure et l'appareil.",
    )
    # The token of a file that has already arrived, in pieces or by an earlier sending of this form.
    depot = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    proof_link = forms.CharField(
        label="Ou un lien",
        max_length=LONGEST,
        required=False,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text="L'adresse d'une page que tout le monde peut ouvrir.",
    )
    blocked_by = forms.ModelChoiceField(
        label="Bloqué par", queryset=Commitment.objects.none(), required=False, empty_label="Rien ne bloque"
    )
    blocked_words = forms.CharField(label="Ce qui bloque, en quelques mots", max_length=300, required=False)
    level = forms.ChoiceField(label="Où cela en est", choices=Level.choices, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        needs: list[Commitment],
        indicator: Indicator | None = None,
        period: Period | None = None,
        takes_proof: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.takes_proof = indicator, takes_proof
        if not takes_proof:
            for name in ("proof_file", "proof_link", "depot"):
                del self.fields[name]
        if indicator is None or period is None:
            del self.fields["figure"]
        else:
            unit = f" ({indicator.unit})" if indicator.unit else ""
            self.fields["figure"].label = f"{indicator.title}, {periods.label(period)}{unit}"
        if needs:
            # Known already: no query of its own.
            self.fields["blocked_by"].queryset = Commitment.objects.filter(pk__in=[one.pk for one in needs])  # type: ignore[attr-defined]
        else:
            del self.fields["blocked_by"]

    def clean_figure(self) -> Value | None:
        """A whole number of the smallest unit; nothing written is no figure, never a zero."""
        text = self.cleaned_data["figure"].strip()
        if not text or self.indicator is None:
            return None
        signed = self.indicator.kind in (IndicatorKind.AMOUNT, IndicatorKind.RATE)
        try:
            return Value(numbers.parse(text, decimals=self.indicator.decimals, signed=signed))
        except BadFigure as error:
            raise forms.ValidationError(str(error)) from error


def new_key() -> str:
    """The key of a page that is about to be sent."""
    return secrets.token_urlsafe(16)


class WordsForm(forms.Form):
    """A motive, a comment or an answer."""

    words = forms.CharField(label="Vos mots", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class SettleForm(WordsForm):
    """The verdict: upheld as it is, or another level."""

    level = forms.ChoiceField(
        label="Niveau retenu",
        choices=[("", "Celui qui est déclaré"), *Level.choices],
        required=False,
        help_text="Un autre niveau que celui du porteur vaut à partir d'aujourd'hui.",
    )
