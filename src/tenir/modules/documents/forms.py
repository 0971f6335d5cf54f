"""Forms of drafts: handing in a text, correcting, moving and adding items, adopting the whole."""

from __future__ import annotations

from typing import Any

from django import forms

from tenir.core import rights
from tenir.core.people.forms import TO_CHOOSE, PlaceChoice
from tenir.core.people.models import User, places_reached_by
from tenir.core.places.models import Place
from tenir.modules.commitments.enums import FrameworkKind, Side
from tenir.modules.documents.checks import Words
from tenir.modules.documents.drafting import LARGEST_FILE
from tenir.modules.documents.enums import KIND_CHOICES, LEVEL_CHOICES
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.proposal import Wanted

_DATE = "Par exemple 2019-01-22, 2019-01 ou 2019. Celle que le texte imprime, si vous laissez vide."
_SLUG = "Minuscules sans accent, chiffres et tirets, par exemple contrat-de-ville-2024. Elle ne change plus ensuite."


class NamingForm(forms.Form):
    """How the framework will be called."""

    title = forms.CharField(label="Titre", max_length=300, help_text="Tel que les habitants le liront.")
    short_title = forms.CharField(label="Titre court", max_length=100, required=False, help_text="Pour les listes.")
    slug = forms.SlugField(label="Adresse", max_length=100, help_text=_SLUG)
    kind = forms.ChoiceField(label="Sorte de texte", choices=[("", TO_CHOOSE), *FrameworkKind.choices])
    date = forms.CharField(label="Date", max_length=10, required=False, help_text=_DATE)

    def wanted(self, place: Place) -> Wanted:
        """What the person asks for; what is empty is taken from the text."""
        names = ("slug", "kind", "title", "short_title", "date")
        return Wanted(place=(place.kind, place.code), **{name: self.cleaned_data[name].strip() for name in names})


class HandInForm(NamingForm):
    """A text to review: a file, or pasted."""

    file = forms.FileField(
        label="Fichier (.pdf, .docx, .odt ou .txt)",
        required=False,
        help_text=f"Au plus {LARGEST_FILE // 1024 // 1024} Mo. Un PDF numérisé passe d'abord à la reconnaissance de "
        "caractères (OCR).",
    )
    text = forms.CharField(
        label="Ou le texte collé ici", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    place = PlaceChoice(
        label="Lieu que le texte engage", queryset=Place.objects.none(), empty_label=TO_CHOOSE, help_text=""
    )
    field_order = ("file", "text", "place", "kind", "slug", "title", "short_title", "date")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = by.memberships.in_force().with_roles(rights.roles(REVIEW))
        self.fields["place"].queryset = places_reached_by(mine).order_by("kind", "name")  # type: ignore[attr-defined]
        self.fields["title"].required = False
        self.fields["title"].help_text = "Celui que le texte imprime, si vous laissez vide."

    def clean(self) -> dict[str, Any]:
        """One text, and only one."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        # A line end before the text, or a file that only looks chosen, is no text.
        pasted = values.get("text", "").strip()
        file = values.get("file")
        if "file" not in self.errors and bool(file) == bool(pasted):
            self.add_error("file", "Donnez un fichier ou collez un texte, l'un ou l'autre." if not file else _BOTH)
        if file and file.size > LARGEST_FILE:
            self.add_error("file", f"Ce fichier pèse plus de {LARGEST_FILE // 1024 // 1024} Mo. Découpez-le.")
        return values

    def received(self) -> tuple[bytes, str]:
        """The bytes to read and how messages call them."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        pasted: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return pasted.encode(), f"{self.cleaned_data['slug']}.txt"


_BOTH = "Vous donnez un fichier et un texte collé. Gardez l'un des deux."


class WordsForm(forms.Form):
    """What an item says."""

    text = forms.CharField(label="Texte", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    number = forms.CharField(label="Numéro", max_length=20, required=False)
    kind = forms.ChoiceField(label="Sorte", choices=KIND_CHOICES)
    level = forms.ChoiceField(label="Niveau", required=False, choices=[("", "Aucun"), *LEVEL_CHOICES])
    side = forms.ChoiceField(label="Qui s'engage", required=False, choices=[("", "Non précisé"), *Side.choices])

    def words(self) -> Words:
        """As the actions take them."""
        return Words(**{name: self.cleaned_data[name] for name in ("kind", "text", "number", "level", "side")})


class AddForm(WordsForm):
    """An item that the reading did not see."""

    first = forms.IntegerField(label="Première ligne", min_value=1)
    last = forms.IntegerField(label="Dernière ligne", min_value=1)
    under = forms.ModelChoiceField(
        label="Rangé sous", queryset=DraftItem.objects.none(), required=False, empty_label="Rien, en tête"
    )
    field_order = ("first", "last", "text", "number", "kind", "under", "level", "side")

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["under"]
        field.queryset = draft.items.filter(kind__in=HOLDERS).order_by("position")
        field.label_from_instance = named


class AdoptForm(NamingForm):
    """The last look: names, and what to do of what nobody reviewed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    accept_rest = forms.BooleanField(label="Accepter tout ce qui reste", required=False)


class AbandonForm(forms.Form):
    """Why a draft is closed."""

    reason = forms.CharField(
        label="Pourquoi abandonner ce brouillon", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


# What can hold other items.
HOLDERS = ("heading", "measure", "commitment")


def named(item: DraftItem) -> str:
    """« mesure 14, Ouvrir soixante cités éducatives »."""
    return f"{item.name}, {item.said_in_short}"
