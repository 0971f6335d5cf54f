"""Forms of a sheet of figures: handing it in, saying what its columns are, committing it, undoing it."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.forms import TO_CHOOSE
from tenir.core.people.models import Organisation, User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.french import typographie
from tenir.engines.rollup import numbers, periods
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import rules
from tenir.modules.indicators.enums import IndicatorKind
from tenir.modules.indicators.importing import flow, mapping
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.permissions import DECLARE

NO_COLUMN = "Aucune colonne"
# What a count of people can answer.
_FROM_A_FILE = (IndicatorKind.SHARE, IndicatorKind.COUNT)
_MOST_PLACES = 300
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


class ColumnChoice(forms.ChoiceField):
    """A column. Some are needed, none by itself: what is missing is told of the whole form."""

    def validate(self, value: str) -> None:
        """One of the file's columns, or none."""
        if value:
            super().validate(value)


class ColumnsForm(forms.Form):
    """A column for each field, and what holds for every line."""

    use_required_attribute = False
    # Those that nearly every table has; the others say « facultatif ».
    usual = ("indicator", "place", "period", "value")
    field_order = (
        *("column_indicator", "indicator_for_all", "column_place", "place_kind", "column_place_kind"),
        *("column_period", "period_for_all", "column_value", "column_numerator", "column_denominator"),
        *("column_statement", "column_where", "column_reason", "column_contributors", "column_largest", "sheet"),
    )
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
        self._columns(flow.titles(sheets))
        self._fixed(sheets)
        self.order_fields(self.field_order)

    def _columns(self, titles: list[str]) -> None:
        for one in mapping.FIELDS:
            self.fields[f"column_{one.key}"] = ColumnChoice(
                label=one.label,
                required=one.key in self.usual,
                help_text=typographie(one.help),
                choices=[("", NO_COLUMN), *((title, title) for title in titles)],
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


class WorkbookForm(forms.Form):
    """Which figures to ask, for which period."""

    indicateur = forms.MultipleChoiceField(label="Indicateurs", widget=forms.CheckboxSelectMultiple)
    periode = forms.CharField(label="Période", max_length=60, help_text="2019, 2019-S1, 2019-T3, 2019-03, 2018/2019.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicateur"]
        field.choices = list(Indicator.objects.order_by("title").values_list("slug", "title"))

    def clean_periode(self) -> Period:
        """A period, written as people do."""
        try:
            return periods.parse(self.cleaned_data["periode"])
        except BadFigure as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Indicators that are asked for such a period."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        found = list(Indicator.objects.filter(slug__in=told.get("indicateur", ())).select_related("panel"))
        for indicator in found if "periode" in told else ():
            try:
                rules.require_period(indicator, told["periode"])
            except BadInput as error:
                self.add_error("periode", error.in_form)
        told["found"] = found
        return told


class PrepareForm(forms.Form):
    """Which indicator a figure counted elsewhere answers, of which place, for which period."""

    indicateur = forms.ModelChoiceField(
        label="Indicateur", queryset=Indicator.objects.none(), empty_label=TO_CHOOSE, to_field_name="slug"
    )
    lieu = forms.ModelChoiceField(label="Lieu", queryset=Place.objects.none(), empty_label=TO_CHOOSE)
    periode = forms.CharField(label="Période", max_length=60, help_text="2019, 2019-S1, 2019-T3, 2019-03, 2018/2019.")
    numerateur = forms.IntegerField(label="Combien", min_value=0, max_value=numbers.LARGEST)
    denominateur = forms.IntegerField(
        label="Sur combien", min_value=1, max_value=numbers.LARGEST, required=False, help_text="Pour une part."
    )
    field_order = ("numerateur", "denominateur", "indicateur", "lieu", "periode")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicators, places = cast(Any, self.fields["indicateur"]), cast(Any, self.fields["lieu"])
        indicators.queryset = Indicator.objects.filter(kind__in=_FROM_A_FILE).order_by("title")
        reached = places_reached_by(by.memberships.in_force().with_roles(rights.roles(DECLARE)))
        asked = reached.filter(panel_places__panel__in=indicators.queryset.values("panel")).distinct()
        keys = asked.order_by("kind", "name").values_list("pk", flat=True)[:_MOST_PLACES]
        places.queryset = Place.objects.filter(pk__in=list(keys)).order_by("kind", "name")

    def clean(self) -> dict[str, Any]:
        """A period for which the indicator is asked, of a place that is asked."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        indicator, place = told.get("indicateur"), told.get("lieu")
        if indicator and place and not indicator.panel.members.filter(place=place).exists():
            self.add_error("lieu", "Cet indicateur n'est pas demandé pour ce lieu. Choisissez-en un autre.")
        if indicator and indicator.is_share and not told.get("denominateur") and "denominateur" not in self.errors:
            self.add_error("denominateur", "Cet indicateur est une part\u202f: dites sur combien.")
        if indicator and told.get("periode"):
            self._clean_period(indicator, told)
        return told

    def _clean_period(self, indicator: Indicator, told: dict[str, Any]) -> None:
        try:
            told["periode"] = periods.parse(told["periode"])
            rules.require_period(indicator, told["periode"])
        except BadFigure as error:
            self.add_error("periode", str(error))
        except BadInput as error:
            self.add_error("periode", error.in_form)

    def address(self) -> str:
        """The form of that figure, filled in: a share has both numbers, a count of people the first."""
        told = self.cleaned_data
        indicator, place = told["indicateur"], told["lieu"]
        shown = {"value": told["numerateur"]}
        if indicator.is_share:
            shown = {"numerator": told["numerateur"], "denominator": told["denominateur"]}
        way = (indicator.slug, place.kind, place.code, periods.code(told["periode"]))
        return f"{reverse('indicators:send-one', args=way)}?{urlencode(shown)}"


class FigureForm(forms.Form):
    """One figure, from a phone: a number, or the two of a share, or a sentence; a reason when it corrects another."""

    value = forms.CharField(label="Valeur", max_length=40)
    numerator = forms.CharField(label="Numérateur", max_length=40)
    denominator = forms.CharField(label="Dénominateur", max_length=40)
    statement = forms.CharField(label="Où cela en est", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    reason = forms.CharField(label="Pourquoi cette valeur change", max_length=300)

    def __init__(self, *args: Any, indicator: Indicator, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        shown = {"statement"} if indicator.is_in_words else {"value"}
        shown = {"numerator", "denominator"} if indicator.is_share else shown
        for name in list(self.fields):
            if name not in shown and not (name == "reason" and corrects):
                del self.fields[name]
        for name in shown - {"statement"}:
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        """Numbers as whole numbers of the smallest unit."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        signed = self.indicator.kind in (IndicatorKind.AMOUNT, IndicatorKind.RATE)
        for name in ("value", "numerator", "denominator"):
            if told.get(name):
                try:
                    told[name] = numbers.parse(told[name], decimals=self.indicator.decimals, signed=signed)
                except BadFigure as error:
                    self.add_error(name, str(error))
        return told

    def said(self) -> Value | None:
        """The figure, None for a sentence."""
        told = self.cleaned_data
        if self.indicator.is_in_words:
            return None
        return Value(told["numerator"], told["denominator"]) if self.indicator.is_share else Value(told["value"])
