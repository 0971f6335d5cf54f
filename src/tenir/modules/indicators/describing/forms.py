"""Forms of an indicator and of a target."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from tenir.core import rights
from tenir.core.people.forms import TO_CHOOSE, PlaceChoice
from tenir.core.people.models import Organisation, User, places_reached_by
from tenir.core.places.models import Place
from tenir.engines.rollup.model import Value
from tenir.engines.rollup.numbers import MOST_DECIMALS
from tenir.modules.indicators.actions import Aim
from tenir.modules.indicators.describing import panels, parts
from tenir.modules.indicators.enums import IndicatorKind, OverPeriods, OverPlaces, Trajectory
from tenir.modules.indicators.forms import NumberField
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.permissions import DESCRIBE

_OF_SUMS = ("kind", "decimals", "over_places", "over_periods", "periodicity", "asked", "place")
_WITHOUT_PARTS = (IndicatorKind.RATE, IndicatorKind.QUALITATIVE)


class IndicatorForm(forms.ModelForm):
    """A new indicator, or the corrections of one; how it adds up is settled once values are in."""

    asked = forms.ChoiceField(
        label="À qui il se demande",
        choices=[("", TO_CHOOSE), *((sort.key, sort.words) for sort in panels.SORTS)],
        help_text="Dans le territoire. Les quartiers de 2015 et de 2024 ne se mélangent jamais.",
    )

    class Meta:
        model = Indicator
        fields = (
            *("title", "kind", "unit", "decimals", "counted", "direction", "place", "asked", "periodicity"),
            *("over_places", "over_periods", "producer", "threshold", "method"),
        )
        field_classes = {"place": PlaceChoice}
        widgets = {"method": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "unit": "Au pluriel, comme on l'écrit après le nombre\u202f: postes, jeunes, €.",
            "decimals": "0 pour des nombres entiers, 2 pour des euros et des centimes.",
            "counted": "Les petits nombres de personnes ou d'entreprises ne sont jamais montrés.",
            "place": "Ceux qui y ont un rôle peuvent le décrire et clore ses périodes.",
            "over_places": "Une médiane, un taux sans ses deux termes ne s'additionnent pas.",
            "over_periods": "L'effectif de décembre ne s'ajoute pas à celui de juin\u202f: il le remplace.",
            "threshold": "En dessous, un nombre est masqué. Vide\u202f: 11 personnes, 3 entreprises.",
            "method": "Ce qui est compté, comment, et ce qui ne l'est pas.",
        }

    def __init__(self, *args: Any, by: User, settled: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = within_reach(by)
        self.fields["place"].queryset = reached  # type: ignore[attr-defined]
        self.fields["producer"].queryset = Organisation.objects.filter(place__in=reached)  # type: ignore[attr-defined]
        # The widest of one's territories, which is the only one for most.
        self.fields["place"].initial = reached.first()
        for name in _OF_SUMS if settled else ():
            del self.fields[name]
        for one in self.fields.values():
            _say_to_choose(one)

    def clean_decimals(self) -> int:
        """As many as are kept at most."""
        decimals = int(self.cleaned_data["decimals"])
        if decimals > MOST_DECIMALS:
            raise forms.ValidationError(f"Un indicateur a au plus {MOST_DECIMALS} décimales.")
        return decimals

    def clean(self) -> dict[str, Any]:
        """What has no parts does not add up; somebody must be asked."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("kind") in _WITHOUT_PARTS and values.get("over_places") == OverPlaces.SUM:
            self.add_error("over_places", "Un taux sans ses deux termes et un suivi en mots ne s'additionnent pas.")
        if values.get("kind") in _WITHOUT_PARTS and values.get("over_periods") == OverPeriods.SUM:
            self.add_error("over_periods", "Un taux sans ses deux termes et un suivi en mots ne s'additionnent pas.")
        if values.get("asked") and values.get("place") and not self.found().exists():
            self.add_error("asked", "Aucun lieu de cette sorte n'est connu dans ce territoire.")
        return values

    def found(self) -> QuerySet[Place]:
        """The places to ask."""
        return panels.places(panels.BY_KEY[self.cleaned_data["asked"]], self.cleaned_data["place"])

    def described(self) -> dict[str, Any]:
        """What the action takes, but the panel."""
        return {name: value for name, value in self.cleaned_data.items() if name != "asked"}

    def slug(self) -> str:
        """An address from the title."""
        return slugify(self.cleaned_data["title"])[:90] or "indicateur"


class IndicatorChoices(forms.ModelMultipleChoiceField):
    """Indicators by their titles, with their territory where it is another one's."""

    around: Indicator

    def label_from_instance(self, obj: Any) -> str:
        """« Femmes », « Femmes (Dijon) »."""
        return obj.title if obj.place_id == self.around.place_id else f"{obj.title} ({obj.place.name})"


class PartsForm(forms.Form):
    """Of which indicators one is the sum: those of one's territory that can be, and those that are."""

    parts = IndicatorChoices(
        label="Ses parties",
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Toutes celles qui font l'ensemble, et elles seules. Ne sont proposés que des indicateurs demandés "
        "aux mêmes lieux et aux mêmes périodes.",
    )

    def __init__(self, *args: Any, by: User, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = list(indicator.margins.values_list("part", flat=True))
        offered = parts.possible(indicator).filter(Q(place__in=within_reach(by)) | Q(pk__in=present))
        field = self.fields["parts"]
        field.around, field.initial = indicator, present  # type: ignore[attr-defined]
        field.queryset = offered.select_related("place")  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """What is aimed at in a place, and from where."""

    place = PlaceChoice(label="Lieu", queryset=Place.objects.none(), empty_label=TO_CHOOSE)
    on = forms.DateField(
        label="Pour le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Vide si le texte ne donne pas d'échéance.",
    )
    trajectory = forms.ChoiceField(label="Trajectoire", choices=Trajectory.choices)
    where = forms.CharField(label="Où c'est écrit", max_length=200, required=False)
    note = forms.CharField(label="Note", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, by: User, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = within_reach(by)  # type: ignore[attr-defined]
        self._number(indicator, "numerator", "Numérateur visé" if indicator.is_share else "Valeur visée", needed=True)
        if indicator.is_share:
            self._number(indicator, "denominator", "Dénominateur visé", needed=True)
        self.fields["baseline_on"] = forms.DateField(
            label="Point de départ au", required=False, widget=forms.DateInput(attrs={"type": "date"})
        )
        self._number(indicator, "baseline", "Numérateur de départ" if indicator.is_share else "Valeur de départ")
        if indicator.is_share:
            self._number(indicator, "baseline_denominator", "Dénominateur de départ")
        self.order_fields(
            ("place", "numerator", "denominator", "on", "baseline", "baseline_denominator", "baseline_on")
        )

    def _number(self, indicator: Indicator, name: str, label: str, *, needed: bool = False) -> None:
        self.fields[name] = NumberField(indicator=indicator, label=label, required=needed)

    def clean(self) -> dict[str, Any]:
        """A starting point has a value, and comes before what is aimed at."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("baseline_on"), values.get("on")
        if start and values.get("baseline") is None and "baseline" not in self.errors:
            self.add_error("baseline", "Un point de départ a une valeur.")
        if start and end and end <= start:
            self.add_error("baseline_on", "Le point de départ vient avant la cible.")
        return values

    def aim(self) -> Aim:
        """What the action takes."""
        values = self.cleaned_data
        start = values.get("baseline")
        return Aim(
            value=Value(values["numerator"], values.get("denominator")),
            on=values["on"],
            baseline_on=values["baseline_on"],
            baseline=None if start is None else Value(start, values.get("baseline_denominator")),
            trajectory=values["trajectory"],
            where=values["where"],
            note=values["note"],
        )


def _say_to_choose(field: forms.Field) -> None:
    """« À choisir » instead of Django's dashes."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = TO_CHOOSE if field.required else "Aucun"
        return
    known: list[Any] = list(getattr(field, "choices", ()))
    if known and known[0][0] == "":
        field.choices = [("", TO_CHOOSE), *known[1:]]  # type: ignore[attr-defined]


def within_reach(by: User) -> QuerySet[Place]:
    """The places where somebody may describe, the largest first."""
    held = by.memberships.in_force().with_roles(rights.roles(DESCRIBE))
    return places_reached_by(held).largest_first()
