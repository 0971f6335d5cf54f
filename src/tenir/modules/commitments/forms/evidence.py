"""The form of a proof, on one page: its sort is that of what is filled. And the small forms that judge it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.engines.rollup import periods
from tenir.modules.commitments.evidence import links
from tenir.modules.commitments.evidence.content import Figure, one_only
from tenir.modules.commitments.evidence.enums import EvidenceState, FileSort
from tenir.modules.commitments.models import Commitment, Evidence
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import Observation

MOST_OFFERED = 40
ACCEPTED = ",".join([".jpeg", ".webp", ".gif", *(f".{one}" for one in FileSort.values)])
# Where an action says that something is wrong, as the form names it.
FIELDS = {
    "fichier": "file",
    "lien": "link",
    "date": "about_on",
    "valable jusqu'au": "valid_until",
    "organisation": "organisation",
    "relevé": "observation",
    "remplace": "replaces",
}


def _day(label: str, **fields: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **fields)


class EvidenceForm(forms.Form):
    """A proof of one promise. `deposited` says that a file has already arrived."""

    title = forms.CharField(
        label="Ce que c'est",
        max_length=200,
        help_text="En quelques mots\u202f: «\u202fProcès-verbal de réception du chantier\u202f».",
    )
    about_on = _day("Date dont elle parle", help_text="Celle de la photo, du document, du chiffre ou de la décision.")
    file = forms.FileField(
        label="Fichier",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="Une photo, un PDF ou un fichier bureautique, de 20\u00a0Mo au plus. D'une photo, Tenir efface le "
        "lieu, l'heure et l'appareil. Les autres fichiers restent tels que vous les donnez.",
    )
    depot = forms.UUIDField(required=False, widget=forms.HiddenInput)
    link = forms.CharField(
        label="Lien",
        max_length=links.LONGEST,
        required=False,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text="L'adresse d'une page que tout le monde peut ouvrir. Tenir ne l'ouvre jamais.",
    )
    figure_value = forms.CharField(
        label="Chiffre", max_length=25, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    figure_unit = forms.CharField(label="Unité", max_length=50, required=False, help_text="logements, élèves, €")
    figure_source = forms.CharField(
        label="Source du chiffre",
        max_length=300,
        required=False,
        help_text="D'où il vient\u202f: un rapport, un relevé.",
    )
    observation = forms.ChoiceField(label="Ou une valeur d'un indicateur qui suit l'engagement", required=False)
    words = forms.CharField(
        label="Décision",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Qui a décidé quoi, en toutes lettres.",
    )
    valid_until = _day(
        "Valable jusqu'au", required=False, help_text="Pour ce qui cesse de prouver\u202f: une convention, un agrément."
    )
    replaces = forms.ChoiceField(label="Remplace", required=False)
    organisation = forms.ChoiceField(label="Donnée par")

    def __init__(
        self,
        *args: Any,
        commitment: Commitment,
        organisations: Sequence[Organisation],
        deposited: bool = False,
        **kwargs: Any,
    ) -> None:
        """`organisations`: those in whose name the person may give it, at least one."""
        super().__init__(*args, **kwargs)
        self.deposited, self.organisations = deposited, organisations
        self._offer("organisation", [(str(one.pk), one.name) for one in organisations], blank="")
        self._offer("observation", _observations(commitment), blank="Aucune")
        self._offer("replaces", _replaceable(commitment), blank="Aucune autre preuve")
        if len(organisations) == 1:
            self.fields["organisation"].required = False

    def _offer(self, name: str, choices: list[tuple[str, str]], blank: str) -> None:
        """A list to choose from; left out when there is nothing to choose."""
        if len(choices) < (1 if blank else 2):
            self.fields[name].widget = forms.HiddenInput()
        offered = [("", blank), *choices] if blank else choices
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean_figure_value(self) -> Decimal | None:
        """« 1 250,5 » as a number of at most four decimals."""
        typed = re.sub(r"\s", "", self.cleaned_data["figure_value"]).replace(",", ".").replace("\u2212", "-")
        if not typed:
            return None
        try:
            value = Decimal(typed)
        except InvalidOperation as error:
            raise forms.ValidationError("Écrivez un nombre, par exemple 151 ou 4,2.") from error
        if not value.is_finite() or abs(value) >= Decimal(10) ** 14 or value != round(value, 4):
            raise forms.ValidationError("Ce nombre est trop grand, ou a plus de quatre décimales.")
        return value

    def clean_link(self) -> str:
        """A link that a reader can follow."""
        typed: str = self.cleaned_data["link"]
        try:
            return links.checked(typed) if typed else ""
        except BadInput as error:
            raise forms.ValidationError(error.in_form) from error

    def clean_about_on(self) -> Any:
        """No day to come."""
        day = self.cleaned_data["about_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Ce jour n'est pas encore venu.")
        return day

    def clean(self) -> dict[str, Any]:
        """One sort and one only; a number goes with its unit and its source."""
        data = self.cleaned_data
        stated = data.get("figure_value") is not None or data.get("figure_unit") or data.get("figure_source")
        if stated:
            for name in ("figure_value", "figure_unit", "figure_source"):
                if name in data and (data[name] is None or data[name] == ""):
                    self.add_error(name, "Un chiffre va avec son unité et sa source.")
        has_file = self.deposited or data.get("file") is not None
        filled = [has_file, data.get("link"), stated, data.get("observation"), data.get("words", "").strip()]
        several = sum(map(bool, filled))
        wrong = {"file", "link", "figure_value", "observation", "words"} & set(self.errors)
        if several > 1 or (several == 0 and not wrong):
            self.add_error(None, one_only(nothing=several == 0).in_form)
        return data

    @property
    def figure(self) -> Figure | Observation | None:
        """The number that was stated, or the value that was chosen."""
        data = self.cleaned_data
        if data["observation"]:
            return Observation.objects.get(pk=data["observation"])
        if data["figure_value"] is None:
            return None
        return Figure(data["figure_value"], data["figure_unit"], data["figure_source"])

    @property
    def replaced(self) -> Evidence | None:
        """The proof that this one replaces."""
        key = self.cleaned_data["replaces"]
        return Evidence.objects.get(pk=key) if key else None

    @property
    def opened(self) -> dict[str, bool]:
        """Which folded parts hold something, typed or wrong."""
        parts = {
            "link": ("link",),
            "figure": ("figure_value", "figure_unit", "figure_source", "observation"),
            "decision": ("words",),
            "more": ("valid_until", "replaces"),
        }
        return {
            part: any(self.data.get(name) or name in self.errors for name in names) for part, names in parts.items()
        }


def _observations(commitment: Commitment) -> list[tuple[str, str]]:
    """Accepted values, of the promise's place, of the indicators that follow it; the values stand on their own page."""
    followed = commitment.followings.values("indicator")
    rows = Observation.objects.filter(indicator__in=followed, place=commitment.place_id, state=State.ACCEPTED)
    told = rows.order_by("-period", "-pk").values_list("pk", "indicator__title", "period")[:MOST_OFFERED]
    return [(str(pk), f"{title}, {periods.label(periods.from_id(period))}") for pk, title, period in told]


def _replaceable(commitment: Commitment) -> list[tuple[str, str]]:
    rows = commitment.evidence.replaceable()
    return [(str(pk), title) for pk, title in rows.order_by("-pk").values_list("pk", "title")[:MOST_OFFERED]]


class JudgeForm(forms.Form):
    """Accept, or refuse with a reason."""

    verdict = forms.ChoiceField(
        label="Verdict",
        choices=((EvidenceState.ACCEPTED, "Je l'accepte"), (EvidenceState.REFUSED, "Je la refuse")),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Motif",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Il le faut pour refuser\u202f; qui a donné la preuve le lira.",
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        data = self.cleaned_data
        if data.get("verdict") == EvidenceState.REFUSED and not data.get("reason", "").strip():
            self.add_error("reason", "Dites pourquoi la preuve est refusée.")
        return data


class TakeBackForm(forms.Form):
    """Take back what one gave."""

    reason = forms.CharField(
        label="Motif", max_length=1000, help_text="La ligne reste, avec ce motif\u202f; le fichier s'efface."
    )
