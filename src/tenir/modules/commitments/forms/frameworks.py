"""The form of a framework: the essential first, details below, rows of signatories and links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import slugify

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.commitments.actions import HeadingContent, Text
from tenir.modules.commitments.editing.frameworks import FrameworkContent, LinkLine, SignatoryLine
from tenir.modules.commitments.editing.rules import Fault
from tenir.modules.commitments.enums import FrameworkKind, FrameworkLinkKind, HeadingKind, Side, Wording
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.forms.commitments import NOTHING, ReasonForm
from tenir.modules.commitments.forms.rows import Row, Wrong, one_more, quiet, rows, wrong
from tenir.modules.commitments.models import Framework, Heading


def _day(label: str, **fields: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **fields
    )


class IdentityForm(forms.Form):
    """Where a new framework is and under which address: neither changes afterwards."""

    place = forms.CharField(
        label="Lieu",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "lieux"}),
        help_text="Le lieu sur lequel portent ses engagements\u202f: son nom, ou commune/21231.",
    )
    slug = forms.CharField(
        label="Adresse",
        max_length=100,
        required=False,
        help_text="La fin de l'adresse de la page, qui ne changera plus. Faite à partir du titre court si vide.",
    )


class EssentialForm(forms.Form):
    """What every framework says."""

    kind = forms.ChoiceField(label="Sorte de texte", choices=(("", "À choisir"), *FrameworkKind.choices))
    title = forms.CharField(label="Titre", max_length=300, help_text="Tel que le texte le porte.")
    short_title = forms.CharField(label="Titre court", max_length=100, help_text="Pour les listes et le fil d'Ariane.")
    signed_on = _day("Signé ou publié le")


class TextForm(forms.Form):
    """The text that it is."""

    text_title = forms.CharField(
        label="Référence du texte", max_length=300, required=False, help_text="Le titre du cadre si vide."
    )
    publisher = forms.CharField(label="Émetteur", max_length=200, required=False)
    url = forms.URLField(label="Adresse en ligne du texte", required=False, assume_scheme="https")


class DetailForm(forms.Form):
    """What some frameworks say besides."""

    noun = forms.CharField(
        label="Nom d'un engagement",
        max_length=30,
        help_text="Comme le texte les appelle\u202f: mesure, engagement, action.",
    )
    since = _day("En vigueur depuis")
    until = _day("En vigueur jusqu'au")
    news_due_months = forms.IntegerField(label="Nouvelles dues tous les (mois)", min_value=1, max_value=120)
    wording = forms.ChoiceField(label="Rédaction", choices=Wording.choices)
    note = forms.CharField(
        label="Note de lecture", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class SignatoryRow(Row):
    """Who signed."""

    main = "organisation"
    organisation = forms.CharField(
        label="Organisation", max_length=200, widget=forms.TextInput(attrs={"list": "organisations"})
    )
    on = _day("Signé le")


class LinkRow(Row):
    """What the text does to another."""

    main = "target"
    kind = forms.ChoiceField(label="Lien", choices=FrameworkLinkKind.choices)
    target = forms.CharField(label="Adresse de l'autre cadre", max_length=100)


ROWS: dict[str, type[Row]] = {"signatories": SignatoryRow, "links": LinkRow}


class FrameworkForms:
    """All forms of one framework, as one; `framework` is None for a new one."""

    def __init__(
        self,
        framework: Framework | None,
        *,
        by: User,
        data: QueryDict | None = None,
        stored: FrameworkContent | None = None,
    ) -> None:
        content = stored or FrameworkContent()
        asked = data.get("ajouter", "") if data else ""
        if data and asked in ROWS:
            data = one_more(data, asked)
        self.framework = framework
        initial = {name: getattr(content, name) for name in (*EssentialForm.base_fields, *DetailForm.base_fields)}
        self.identity = IdentityForm(data) if framework is None else None
        self.essential = EssentialForm(data, initial=initial)
        self.text = TextForm(data) if framework is None else None
        self.details = DetailForm(data, initial=initial)
        self.reason = ReasonForm(data, framework=framework) if framework is not None else None
        self.rows = {
            "signatories": rows(SignatoryRow, "signatories", data=data, initial=_signing(content)),
            "links": rows(LinkRow, "links", data=data, initial=[line._asdict() for line in content.links]),
        }
        self.offered_organisations = names.offered_organisations(framework)
        self.offered_places = names.offered_places(by)
        self.only_more_rows = asked in ROWS
        if self.only_more_rows:
            for form in self.parts:
                quiet(form)
            for one in self.rows.values():
                one.quiet()

    @property
    def parts(self) -> list[forms.Form]:
        """The forms that have one of each field, in the order of the page."""
        return [form for form in (self.identity, self.essential, self.text, self.details, self.reason) if form]

    @property
    def details_open(self) -> bool:
        """Whether something below « Détails » has to be seen."""
        return self.only_more_rows or any(form.errors for form in (self.details, *self.rows["links"].forms))

    @property
    def wrong(self) -> list[Wrong]:
        """All that has to be corrected."""
        return [] if self.only_more_rows else wrong(self.parts, self.rows.values())

    def is_valid(self) -> bool:
        """Whether each part can be read."""
        return all([*(form.is_valid() for form in self.parts), *(one.is_valid() for one in self.rows.values())])

    def content(self) -> FrameworkContent:
        """What was typed, names made addresses where they lead to one."""
        values = self.rows["signatories"].values()
        known = names.organisations(row["organisation"] for row in values)
        signing = (
            SignatoryLine(known[row["organisation"].strip()], row["on"].isoformat() if row["on"] else "")
            for row in values
        )
        links = (
            LinkLine(row["kind"], row["target"].rpartition("/cadres/")[2].strip("/ "))
            for row in self.rows["links"].values()
        )
        return FrameworkContent(
            **self.essential.cleaned_data,
            **self.details.cleaned_data,
            signatories=tuple(signing),
            links=tuple(dict.fromkeys(links)),
        )

    def source(self) -> Text:
        """The text of a new framework."""
        told = self.text.cleaned_data if self.text else {}
        signed: date | None = self.essential.cleaned_data["signed_on"]
        return Text(told["text_title"] or self.essential.cleaned_data["title"], signed, told["publisher"], told["url"])

    def place(self) -> Place | None:
        """The place that was named, or None with the fault shown."""
        if self.identity is None:
            return None
        typed = self.identity.cleaned_data["place"].strip()
        kind, _, code = names.places([typed]).get(typed, "").partition("/")
        found = Place.objects.filter(kind=kind, code=code).first()
        if found is None:
            self.identity.add_error("place", "Aucun lieu, ou plusieurs, ont ce nom. Écrivez par exemple commune/21231.")
        return found

    def slug(self) -> str:
        """The address that was asked, or one made from the short title."""
        typed = str(self.identity.cleaned_data["slug"]).strip() if self.identity else ""
        return typed or slugify(self.essential.cleaned_data["short_title"])

    def blame(self, faults: Iterable[Fault]) -> bool:
        """Show each fault where it was typed; whether there was any."""
        found = list(faults)
        for fault in found:
            sentence = f"{fault.sentence[:1].upper()}{fault.sentence[1:]}"
            form = next((one for one in self.parts if fault.field in one.fields), None)
            if form is not None:
                form.add_error(fault.field, sentence)
            else:
                self.essential.add_error(None, sentence)
        return bool(found)


def _signing(content: FrameworkContent) -> list[dict[str, Any]]:
    known = names.shown(line.organisation for line in content.signatories)
    return [{"organisation": known.get(line.organisation, ""), "on": line.on} for line in content.signatories]


class HeadingForm(forms.Form):
    """A section of a framework."""

    kind = forms.ChoiceField(label="Sorte", choices=HeadingKind.choices, initial=HeadingKind.SECTION)
    number = forms.CharField(label="Numéro", max_length=20, required=False)
    title = forms.CharField(label="Titre", max_length=300)
    parent = forms.ChoiceField(label="Sous la partie", required=False)
    side = forms.ChoiceField(label="Qui s'engage", choices=(NOTHING, *Side.choices), required=False)
    reason = forms.CharField(label="Motif", max_length=500, required=False, help_text="Le journal le garde.")

    def __init__(self, *args: Any, framework: Framework, heading: Heading | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = framework.headings.order_by("position").values_list("key", "number", "title")
        labels = [(key, f"{number} {title}".strip()[:120]) for key, number, title in others]
        own = heading.key if heading else ""
        self.fields["parent"].choices = [("", "Aucune, elle est en haut"), *(one for one in labels if one[0] != own)]  # type: ignore[attr-defined]

    def content(self) -> HeadingContent:
        """What was typed."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return HeadingContent(**values)


class InstanceForm(forms.Form):
    """The place of a new board of a national text."""

    place = forms.CharField(
        label="Lieu",
        max_length=200,
        widget=forms.TextInput(attrs={"list": "lieux"}),
        help_text="Un lieu de votre territoire\u202f: son nom, ou qrr/code.",
    )
    reason = forms.CharField(label="Motif", max_length=500, required=False, help_text="Le journal le garde.")
