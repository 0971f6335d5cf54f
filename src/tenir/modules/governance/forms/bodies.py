"""Forms of bodies and seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from tenir.core.people.models import Organisation, User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import roles
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.models import Framework, Source
from tenir.modules.governance import permissions
from tenir.modules.governance.actions import BodyContent
from tenir.modules.governance.enums import BodyKind, SeatRole
from tenir.modules.governance.forms.lines import lines_field, read_lines
from tenir.modules.governance.models import Body, Seat
from tenir.modules.governance.seats import offices, representatives_of

EVERY = (
    ("", "Non fixée"),
    ("P1M", "Chaque mois"),
    ("P2M", "Tous les deux mois"),
    ("P3M", "Chaque trimestre"),
    ("P4M", "Tous les quatre mois"),
    ("P6M", "Chaque semestre"),
    ("P1Y", "Chaque année"),
)
PLAIN = ("kind", "name", "purpose", "every", "times_a_year", "followed_from", "ended_on", "source")
UNKNOWN_ORGANISATION = "Aucune organisation, ou plusieurs, ont ce nom. Choisissez-la dans la liste."


def day(label: str, help_text: str = "", *, required: bool = False) -> forms.DateField:
    """A day; the browser's own calendar where it has one."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=required, help_text=help_text)


def typed_organisation(typed: str) -> Organisation | None:
    """The organisation that was typed, None for nothing; raises on a name that leads nowhere."""
    typed = typed.strip()
    if not typed:
        return None
    found = Organisation.objects.select_related("place").filter(slug=names.organisations([typed])[typed]).first()
    if found is None:
        raise forms.ValidationError(UNKNOWN_ORGANISATION)
    return found


def organisation_field(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    """An organisation by its name, offered as one types."""
    widget = forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=200, widget=widget, required=required, help_text=help_text)


class BodyForm(forms.Form):
    """All of a body, but its place, which the form of a new one asks."""

    kind = forms.ChoiceField(label="Sorte d'instance", choices=BodyKind.choices)
    name = forms.CharField(label="Nom", max_length=200)
    purpose = forms.CharField(
        label="Ce qu'elle fait", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    organisation = organisation_field("Organisation qui l'anime")
    every = forms.ChoiceField(
        label="Elle se réunit au plus tard", choices=EVERY, required=False, help_text="Ou dites combien de fois par an."
    )
    times_a_year = forms.IntegerField(label="Au moins, par an", min_value=1, max_value=366, required=False)
    followed_from = day(
        "Ses réunions sont suivies ici depuis le",
        "Avant ce jour, personne n'est dit en retard. Vide\u202f: pas encore.",
    )
    frameworks = forms.ModelMultipleChoiceField(
        label="Textes qu'elle suit",
        queryset=Framework.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.ModelChoiceField(
        label="Texte qui le dit", queryset=Source.objects.order_by("title"), required=False, empty_label="Aucun"
    )
    lines = lines_field()
    ended_on = day("A pris fin le")

    def __init__(self, *args: Any, by: User, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body, self.by = body, by
        reached = places_reached_by(by.memberships.in_force().with_roles(roles(permissions.MANAGE)))
        public = Q(state=State.PUBLIC) & (Q(place__in=reached) | Q(place__kind=PlaceKind.NATION))
        mine = Q(bodies=body) if body else Q(pk__in=())
        choices: Any = self.fields["frameworks"]
        choices.queryset = Framework.objects.filter(public | mine).distinct().order_by("short_title", "pk")[:300]
        choices.queryset = Framework.objects.filter(pk__in=[one.pk for one in choices.queryset]).order_by("short_title")
        if body is None:
            self.fields = {"place": _place(reached), **self.fields}

    def clean_organisation(self) -> Organisation | None:
        """Who runs it."""
        return typed_organisation(self.cleaned_data["organisation"])

    def clean_lines(self) -> tuple[int | None, int | None]:
        """« 332-344 », « 29 » or nothing."""
        return read_lines(self.cleaned_data["lines"])

    def clean(self) -> dict[str, Any]:
        """One cadence, lines with their text, an end after the beginning."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("every") and told.get("times_a_year"):
            self.add_error("times_a_year", "Choisissez une seule cadence\u202f: un délai, ou un nombre par an.")
        if told.get("lines", (None, None))[0] and not told.get("source"):
            self.add_error("source", "Choisissez le texte dont ces lignes sont citées.")
        start, end = told.get("followed_from"), told.get("ended_on")
        if start and end and end < start:
            self.add_error("ended_on", "Une instance ne peut pas prendre fin avant d'être suivie.")
        return told

    def content(self) -> BodyContent:
        """What was typed; what the form does not ask stays as it is stored."""
        told = self.cleaned_data
        first, last = told["lines"]
        kept = (
            {name: getattr(self.body, name) for name in ("provision", "is_pattern", "is_invented")} if self.body else {}
        )
        return BodyContent(
            **{name: told[name] for name in PLAIN},
            organisation=told["organisation"],
            first_line=first,
            last_line=last,
            frameworks=tuple(told["frameworks"]),
            **kept,
        )


def initial_of(body: Body) -> dict[str, Any]:
    """A stored body, or the pattern of a new one, as its form shows it."""
    shown = names.shown([body.organisation.slug]) if body.organisation else {}
    lines = f"{body.first_line}-{body.last_line}" if body.first_line else ""
    return {
        **{name: getattr(body, name) for name in PLAIN},
        "organisation": shown.get(body.organisation.slug, "") if body.organisation else "",
        "lines": lines,
        "frameworks": list(body.frameworks.values_list("pk", flat=True)),
    }


class SeatForm(forms.Form):
    """A new seat."""

    organisation = organisation_field("Organisation", required=True)
    role = forms.ChoiceField(label="Rôle", choices=SeatRole.choices, initial=SeatRole.MEMBER)
    since = day("Depuis le", required=True)
    until = day("Jusqu'au")

    def clean_organisation(self) -> Organisation | None:
        """Which one sits."""
        return typed_organisation(self.cleaned_data["organisation"])

    def clean(self) -> dict[str, Any]:
        """An end after the beginning."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", "Un siège ne peut pas finir avant d'avoir commencé.")
        return told


class RepresentativeForm(forms.Form):
    """Who speaks for an organisation that sits; internal."""

    representative = forms.ModelChoiceField(
        label="Représentée par",
        queryset=User.objects.none(),
        required=False,
        empty_label="Personne",
        help_text="Reçoit les convocations. N'est jamais publié.",
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"representative": seat.representative_id}
        field: Any = self.fields["representative"]
        field.queryset = representatives_of(seat.organisation)
        held = offices(field.queryset, [seat.organisation])
        field.label_from_instance = lambda user: _with_office(user, held.get((user.pk, seat.organisation_id), ""))


def _with_office(user: User, office: str) -> str:
    return f"{user.shown_name}, {office}" if office else user.shown_name


def _place(reached: Any) -> forms.ModelChoiceField:
    rows = Place.objects.filter(pk__in=reached.values("pk")).largest_first()[:300]
    field = forms.ModelChoiceField(
        label="Lieu", queryset=Place.objects.filter(pk__in=[one.pk for one in rows]).largest_first(), empty_label=None
    )
    field.label_from_instance = lambda place: f"{place.name} ({place.get_kind_display().lower()})"  # type: ignore[method-assign, assignment]
    return field
