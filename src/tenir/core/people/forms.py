"""Forms of organisations, accounts and roles: each offers only what the person who fills it may do."""

from __future__ import annotations

from typing import Any

from django import forms

from tenir.core.people.models import Organisation, User, places_reached_by
from tenir.core.people.permissions import roles_given_by
from tenir.core.places.models import Place

TO_CHOOSE = "À choisir"


class PlaceChoice(forms.ModelChoiceField):
    """A place by its name, its sort and its code: names are often borne by several."""

    def label_from_instance(self, obj: Any) -> str:
        """« Dijon (Commune 21231) »."""
        return f"{obj.name} ({obj.get_kind_display()} {obj.code})"


class OrganisationForm(forms.ModelForm):
    """A new organisation, or the corrections of one."""

    class Meta:
        model = Organisation
        fields = ("kind", "name", "short_name", "siren", "place")
        field_classes = {"place": PlaceChoice}
        help_texts = {
            "siren": "Neuf chiffres, sans espace. Laissez vide si l'organisation n'en a pas.",
            "place": "Le plus petit lieu qui contient toute son action.",
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = _places_of(by)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role on a place, for an organisation, from a day to a day."""

    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label=TO_CHOOSE
    )
    role = forms.ChoiceField(label="Rôle", choices=())
    place = PlaceChoice(
        label="Lieu",
        queryset=Place.objects.none(),
        empty_label=TO_CHOOSE,
        help_text="Le rôle vaut sur ce lieu et sur tout ce qu'il contient.",
    )
    since = forms.DateField(
        label="Depuis", required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="Aujourd'hui si vide."
    )
    until = forms.DateField(
        label="Jusqu'au",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Dernier jour où le rôle vaut. Sans fin si vide.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = _places_of(by)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.filter(place__in=places)  # type: ignore[attr-defined]
        held = {membership.role for membership in by.memberships.in_force()}
        # The highest role comes first in the list: it must never be what an inattentive click gives.
        offered = [(role.value, role.label) for role in roles_given_by(held)]
        self.fields["role"].choices = [("", TO_CHOOSE), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a role that ends before it begins."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "Un rôle ne peut pas finir avant d'avoir commencé.")
        return values


class AccountForm(RoleForm):
    """A new account with its first role."""

    email = forms.EmailField(
        label="Adresse électronique",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="La personne y recevra de quoi entrer. Si elle a déjà un compte, elle y gagne ce rôle.",
    )
    name = forms.CharField(
        label="Nom affiché",
        max_length=150,
        help_text="Vu des personnes qui ont un compte, jamais sur les pages publiques.",
    )
    field_order = ("email", "name", "organisation", "role", "place", "since", "until")


def _places_of(user: User) -> Any:
    return places_reached_by(user.memberships.in_force()).order_by("kind", "name")
