"""Forms of duties: each offers only what the person who fills it may do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.forms import TO_CHOOSE, PlaceChoice
from tenir.core.people.models import User, places_reached_by
from tenir.core.places.models import Place
from tenir.modules.governance.actions.duties import Proof
from tenir.modules.governance.duties import kept, links, opening
from tenir.modules.governance.duties.permissions import FOLLOW
from tenir.modules.governance.models import Duty

_NO_PERSON = "Tout le monde le lira\u202f: ne nommez personne."


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, help_text=help_text, required=required)


def _words(label: str, *, most: int, required: bool = True, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text, widget=widget)


class StartForm(forms.Form):
    """Where a duty is followed and from when; or, where its days are not known, one instance in one place."""

    place = PlaceChoice(label="Lieu", queryset=Place.objects.none(), empty_label=TO_CHOOSE)

    def __init__(self, *args: Any, by: User, duty: Duty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.follows = opening.can_be_followed(duty, timezone.localdate())
        mine = places_reached_by(by.memberships.in_force().with_roles(rights.roles(FOLLOW)))
        owing = mine.filter(pk__in=opening.places_of(duty, Place.objects.france()).order_by().values("pk"))
        offered = (
            owing | Place.objects.filter(pk__in=by.memberships.in_force().values("place")) if self.follows else owing
        )
        place: Any = self.fields["place"]
        place.queryset = offered.filter(pk__in=mine.values("pk")).order_by("kind", "code")
        if self.follows:
            place.help_text = "L'obligation sera suivie dans ce lieu et dans tout ce qu'il contient."
            self.fields["day"] = _day("Suivre ce qui est dû à partir du", "Un an en arrière au plus.")
            self.fields["day"].initial = timezone.localdate
        elif duty.due_on is None:
            self.fields["day"] = _day("À faire avant le", "Le texte ne donne pas de date\u202f: celle que vous fixez.")


class FulfilForm(forms.Form):
    """What shows that it is done: a document, a link or a note, one at least."""

    done_on = _day("Faite le")
    file = forms.FileField(
        label=f"Document ({kept.SORTS})",
        required=False,
        help_text=f"{kept.LARGEST // 1024 // 1024}\u202fMo au plus. Seuls les services de l'État, le chef de projet "
        "et les évaluateurs du territoire pourront l'ouvrir.",
    )
    url = forms.URLField(
        label="Ou un lien",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Une adresse publique. Tenir ne l'ouvre jamais de lui-même.",
    )
    note = _words("Ou une note", most=1000, required=False, help_text=_NO_PERSON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate

    def clean_file(self) -> Any:
        """Told by its weight before a byte of it is read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > kept.LARGEST:
            most = f"{kept.LARGEST // 1024 // 1024}\u202fMo"
            raise forms.ValidationError(f"Ce document pèse plus de {most}. Allégez-le, ou donnez un lien.")
        return file

    def clean_url(self) -> str:
        """A public address of the web."""
        try:
            return links.checked(self.cleaned_data["url"])
        except BadInput as error:
            raise forms.ValidationError(error.in_form) from error

    def clean(self) -> dict[str, Any]:
        """One proof at least, and a document that can be kept."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (values.get("file") or values.get("url") or values.get("note", "").strip()):
            self.add_error("file", "Joignez un document, donnez un lien ou écrivez une note.")
        return values

    def proof(self) -> Proof | None:
        """What was given, its document kept; None with the fault beside its field when it cannot be."""
        values = self.cleaned_data
        try:
            file = kept.keep(values["file"].read(), values["file"].name) if values["file"] else None
        except BadInput as error:
            self.add_error("file", error.in_form)
            return None
        return Proof(file, values["url"], values["note"])


class ReasonForm(forms.Form):
    """Why a place is let off, or why it is to do again."""

    reason = _words("Motif", most=500, help_text=_NO_PERSON)
