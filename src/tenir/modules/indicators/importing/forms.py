"""Forms of a sheet of figures: handing it in, saying what its columns are, committing it, undoing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from tenir.core.people.forms import TO_CHOOSE
from tenir.core.people.models import Organisation
from tenir.core.places.models import PlaceKind
from tenir.core.web.french import typographie
from tenir.modules.indicators.importing import flow, mapping
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.importing.table import Table
from tenir.modules.indicators.models import Indicator

NO_COLUMN = "Aucune colonne"
_MEGABYTES = flow.LARGEST // 1024 // 1024


class SendForm(forms.Form):
    """A file, and in whose name."""

    file = forms.FileField(
        label="Tableau de chiffres (.csv, .xlsx, .ods, .xls)",
        help_text=f"Au plus {_MEGABYTES} Mo et 200 000 lignes. Rien n'est enregistré avant que vous ayez tout vérifié.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.ods,.xls"}),
    )
    sender = forms.ModelChoiceField(
        label="Au nom de", queryset=Organisation.objects.none(), empty_label=TO_CHOOSE, to_field_name="slug"
    )
    field_order = ("sender", "file")

    def __init__(self, *args: Any, senders: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sender"]
        field.queryset = senders.order_by("name")
        if len(first := list(field.queryset[:2])) == 1:
            field.initial, field.empty_label = first[0].slug, None

    def clean_file(self) -> Any:
        """A file that can be read at all."""
        file = self.cleaned_data["file"]
        if file.size > flow.LARGEST:
            raise forms.ValidationError(f"Ce fichier pèse plus de {_MEGABYTES} Mo. Découpez-le.")
        return file


class ColumnsForm(forms.Form):
    """A column for each field, and what holds for every line."""

    indicator_for_all = forms.ChoiceField(label="Indicateur de toutes les lignes", required=False)
    period_for_all = forms.CharField(
        label="Période de toutes les lignes",
        max_length=60,
        required=False,
        help_text="2019, 2019-S1, 2019-T3, 2019-03, 2018/2019.",
    )
    place_kind = forms.ChoiceField(
        label="Sorte des lieux",
        required=False,
        choices=[("", "Celle que l'indicateur attend"), *PlaceKind.choices],
    )
    sheet = forms.ChoiceField(label="Onglet à lire", required=False)

    def __init__(self, *args: Any, sheets: list[dict[str, Any]], chosen: Chosen, **kwargs: Any) -> None:
        initial = {f"column_{key}": title for key, title in chosen.columns.items()} | {
            "indicator_for_all": chosen.indicator,
            "period_for_all": chosen.period,
            "place_kind": chosen.place_kind,
            "sheet": chosen.sheet,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.chosen = chosen
        self._columns(flow.best_table(sheets))
        self._fixed(sheets)
        self.order_fields([*(name for name in self.fields if name.startswith("column_")), *self.fields])

    def _columns(self, table: Table) -> None:
        titles = [(title, title) for title in dict.fromkeys(table.head) if title]
        for one in mapping.FIELDS:
            self.fields[f"column_{one.key}"] = forms.ChoiceField(
                label=one.label,
                required=False,
                help_text=typographie(one.help),
                choices=[("", NO_COLUMN), *titles],
            )

    def _fixed(self, sheets: list[dict[str, Any]]) -> None:
        indicators: Any = self.fields["indicator_for_all"]
        told = Indicator.objects.order_by("title").values_list("slug", "title")
        indicators.choices = [("", "Aucun\u202f: une colonne le dit"), *told]
        if len(sheets) > 1:
            named: Any = self.fields["sheet"]
            named.choices = [("", "Tous ceux qui ont ces colonnes"), *((one["name"], one["name"]) for one in sheets)]
        else:
            del self.fields["sheet"]

    def said(self) -> Chosen:
        """What the person says of the columns; what was accepted before stays."""
        told = self.cleaned_data
        columns = {one.key: told[f"column_{one.key}"] for one in mapping.FIELDS if told[f"column_{one.key}"]}
        return Chosen(
            columns=columns,
            indicator=told["indicator_for_all"],
            period=told["period_for_all"].strip(),
            place_kind=told["place_kind"],
            source=self.chosen.source,
            sheet=told.get("sheet", ""),
        )


class CommitForm(forms.Form):
    """What was seen, why values are corrected, and whether they count at once."""

    state = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Pourquoi ces valeurs en corrigent d'autres",
        max_length=300,
        required=False,
        help_text="Pour les lignes qui ne le disent pas elles-mêmes. Le journal la garde.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    accept = forms.BooleanField(label="Accepter ces valeurs\u202f: elles comptent aussitôt", required=False)

    def __init__(self, *args: Any, may_judge: bool, has_corrections: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_judge:
            del self.fields["accept"]
        if not has_corrections:
            del self.fields["reason"]


class UndoForm(forms.Form):
    """Why a whole sheet is taken back."""

    reason = forms.CharField(
        label="Pourquoi annuler cet envoi",
        max_length=300,
        help_text="Toutes ses valeurs sont retirées, sauf celles que quelqu'un a corrigées depuis.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
