"""The form of a duty that a territory writes: who owes what to whom, by when or how often, by which text."""

from __future__ import annotations

from typing import Any

from django import forms

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation, User, places_reached_by
from tenir.core.places.models import Place
from tenir.core.rights import roles
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.models import Source
from tenir.modules.governance.actions.duty_rules import DutyContent, Text
from tenir.modules.governance.duties import links
from tenir.modules.governance.duties.enums import FulfilledBy, Modality, OwedBy, Reach
from tenir.modules.governance.duties.permissions import WRITE
from tenir.modules.governance.forms.bodies import day, organisation_field, typed_organisation
from tenir.modules.governance.forms.lines import lines_field, read_lines
from tenir.modules.governance.models import Duty

OFTEN = (
    ("", "Une seule fois, ou sans date"),
    ("P1M", "Chaque mois"),
    ("P2M", "Tous les deux mois"),
    ("P3M", "Chaque trimestre"),
    ("P6M", "Chaque semestre"),
    ("P1Y", "Chaque année"),
)
PLAIN = (
    *("title", "sentence", "owed_by", "owed_to", "modality", "recurrence", "first_due", "due_on", "due_words"),
    *("fulfilled_by", "deliverable", "reach"),
)


class DutyForm(forms.Form):
    """All of a duty, but its territory, which the form of a new one asks."""

    title = forms.CharField(label="Titre", max_length=120, help_text="En quelques mots, par un verbe.")
    sentence = forms.CharField(
        label="Ce qui est dû", max_length=600, widget=forms.Textarea(attrs={"rows": 3}), help_text="Ne nommez personne."
    )
    owed_by = forms.ChoiceField(label="Due par", choices=OwedBy.choices, initial=OwedBy.NAMED)
    organisation = organisation_field("Organisation qui la doit", "Si elle est due par une organisation nommée.")
    owed_to = forms.CharField(label="Due à", max_length=300, required=False)
    modality = forms.ChoiceField(label="Ce que dit le texte", choices=Modality.choices)
    recurrence = forms.ChoiceField(label="Elle revient", choices=OFTEN, required=False)
    first_due = day("Première échéance", "Si elle revient\u202f: ce jour donne tous les autres.")
    due_on = day("Échéance", "Si elle n'est due qu'une fois.")
    due_words = forms.CharField(label="Règle de l'échéance, comme le texte la dit", max_length=300, required=False)
    fulfilled_by = forms.ChoiceField(label="Ce qui montre qu'elle est faite", choices=FulfilledBy.choices)
    deliverable = forms.CharField(label="Ce qui est attendu", max_length=300, required=False)
    reach = forms.ChoiceField(label="Où elle se suit", choices=Reach.choices, initial=Reach.CONTRACT)
    source = forms.ModelChoiceField(
        label="Texte qui le dit",
        queryset=Source.objects.order_by("title"),
        required=False,
        empty_label="Un autre texte",
    )
    text_title = forms.CharField(label="Titre de cet autre texte", max_length=300, required=False)
    text_url = forms.URLField(label="Son adresse publique", max_length=200, required=False, assume_scheme="https")
    lines = lines_field()

    def __init__(self, *args: Any, by: User, duty: Duty | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if duty is None:
            self.fields = {"place": _territory(by), **self.fields}

    def clean_organisation(self) -> Organisation | None:
        """Who owes it by name."""
        return typed_organisation(self.cleaned_data["organisation"])

    def clean_lines(self) -> tuple[int | None, int | None]:
        """« 332-344 », « 29 » or nothing."""
        return read_lines(self.cleaned_data["lines"])

    def clean_text_url(self) -> str:
        """A public address of the web."""
        try:
            return links.checked(self.cleaned_data["text_url"])
        except BadInput as error:
            raise forms.ValidationError(error.in_form) from error

    def clean(self) -> dict[str, Any]:
        """One rhythm, one text, a name where one is asked for."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("owed_by") == OwedBy.NAMED and not told.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", "Dites quelle organisation la doit.")
        if bool(told.get("recurrence")) != bool(told.get("first_due")) and "first_due" not in self.errors:
            self.add_error("first_due", "Une obligation qui revient a un rythme et une première échéance.")
        if told.get("recurrence") and told.get("due_on"):
            self.add_error("due_on", "Une obligation a une date fixe ou revient, pas les deux.")
        if bool(told.get("source")) == bool(told.get("text_title", "").strip()):
            self.add_error(
                "source", "Choisissez le texte dans la liste, ou donnez le titre d'un autre\u202f: l'un des deux."
            )
        return told

    def content(self) -> DutyContent:
        """What was typed."""
        told = self.cleaned_data
        first, last = told["lines"]
        return DutyContent(
            **{name: told[name] for name in PLAIN},
            organisation=told["organisation"],
            text=Text(told["source"], told["text_title"], told["text_url"]),
            first_line=first,
            last_line=last,
        )


def initial_of(duty: Duty) -> dict[str, Any]:
    """A stored duty as its form shows it."""
    named = duty.organisation.slug if duty.organisation else ""
    return {
        **{name: getattr(duty, name) for name in PLAIN},
        "organisation": names.shown([named]).get(named, "") if named else "",
        "source": duty.source_id,
        "lines": f"{duty.first_line}-{duty.last_line}" if duty.first_line else "",
    }


def _territory(by: User) -> forms.ModelChoiceField:
    reached = places_reached_by(by.memberships.in_force().with_roles(roles(WRITE)))
    rows = Place.objects.filter(pk__in=reached.values("pk")).largest_first()[:300]
    offered = Place.objects.filter(pk__in=[one.pk for one in rows]).largest_first()
    help_text = "Elle ne se suivra que là et dans ce qu'il contient."
    field = forms.ModelChoiceField(label="Territoire", queryset=offered, empty_label=None, help_text=help_text)
    field.label_from_instance = lambda place: f"{place.name} ({place.get_kind_display().lower()})"  # type: ignore[method-assign, assignment]
    return field
