"""The form of a promise: the essential first, details below, rows of whatever a promise has several of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from tenir.core.people.models import User
from tenir.modules.commitments.editing.contents import (
    CommitmentContent,
    FigureLine,
    IndicatorLine,
    PartyLine,
    SubItemLine,
)
from tenir.modules.commitments.editing.rules import Fault
from tenir.modules.commitments.enums import FigureKind, PartyRole, Side, State, Theme
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.forms.rows import Row, Rows, Wrong, one_more, quiet, rows, wrong
from tenir.modules.commitments.models import Framework, Lever

RECURRENCES = (
    ("", "Une seule fois"),
    ("P1M", "Tous les mois"),
    ("P3M", "Tous les trois mois"),
    ("P6M", "Tous les six mois"),
    ("P1Y", "Chaque année"),
)
NOTHING = ("", "Non précisé")
TALL = forms.Textarea(attrs={"rows": 3})


class EssentialForm(forms.Form):
    """What every promise says."""

    number = forms.CharField(
        label="Numéro", max_length=20, required=False, help_text="Tel que le texte l'imprime\u202f: 14, 1.a, 12 bis."
    )
    title = forms.CharField(
        label="Intitulé", max_length=1000, widget=TALL, help_text="Ce qui est promis, en une phrase."
    )
    heading = forms.ChoiceField(label="Partie", required=False)
    side = forms.ChoiceField(label="Qui s'engage", choices=(NOTHING, *Side.choices), required=False)
    due = forms.CharField(
        label="Échéance",
        max_length=10,
        required=False,
        help_text="2026-12-31, 2026-12 ou 2026, selon ce que dit le texte.",
    )


class DetailForm(forms.Form):
    """What some promises say besides."""

    theme = forms.ChoiceField(label="Thème", choices=(NOTHING, *Theme.choices), required=False)
    recurrence = forms.ChoiceField(label="Revient", required=False)
    due_words = forms.CharField(
        label="Échéance en mots", max_length=100, required=False, help_text="Quand le texte ne donne pas de date."
    )
    parent = forms.CharField(
        label="Précise l'engagement",
        max_length=100,
        required=False,
        help_text="Numéro ou adresse d'un engagement de ce cadre.",
    )
    counted = forms.BooleanField(label="Compte dans les totaux du cadre", required=False)
    levers = forms.MultipleChoiceField(label="Leviers", required=False, widget=forms.CheckboxSelectMultiple)
    first_line = forms.IntegerField(label="Première ligne dans le texte source", required=False, min_value=1)
    last_line = forms.IntegerField(label="Dernière ligne", required=False, min_value=1)
    page = forms.IntegerField(label="Page", required=False, min_value=1)


class ReasonForm(forms.Form):
    """Why it changes: kept in the journal."""

    reason = forms.CharField(label="Motif", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, framework: Framework | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = framework is not None and framework.state == State.PUBLIC
        self.fields["reason"].required = public
        self.fields["reason"].help_text = (
            "Ce cadre est public\u202f: dites pourquoi il change. Le journal le garde."
            if public
            else "Le journal le garde."
        )


class PartyRow(Row):
    """Who, and what they are to the promise."""

    main = "organisation"
    organisation = forms.CharField(
        label="Organisation", max_length=200, widget=forms.TextInput(attrs={"list": "organisations"})
    )
    role = forms.ChoiceField(label="Rôle", choices=PartyRole.choices, initial=PartyRole.HOLDER)


class PlaceRow(Row):
    """Where it is applied."""

    main = "place"
    place = forms.CharField(label="Lieu", max_length=200, widget=forms.TextInput(attrs={"list": "lieux"}))


class SubItemRow(Row):
    """A part of the promise."""

    main = "text"
    text = forms.CharField(label="Point", max_length=500)


class FigureRow(Row):
    """A figure that the text prints."""

    main = "value"
    kind = forms.ChoiceField(label="Sorte", choices=FigureKind.choices)
    value = forms.DecimalField(label="Valeur", localize=True, max_digits=18, decimal_places=4)
    unit = forms.CharField(label="Unité", max_length=60)
    wording = forms.CharField(label="Ce qui est compté", max_length=300)
    on = forms.CharField(label="Date", max_length=10)


class IndicatorRow(Row):
    """An indicator that the text announces."""

    main = "wording"
    number = forms.CharField(label="Numéro", max_length=20)
    wording = forms.CharField(label="Intitulé", max_length=500)


ROWS: dict[str, type[Row]] = {
    "parties": PartyRow,
    "places": PlaceRow,
    "sub_items": SubItemRow,
    "figures": FigureRow,
    "indicators": IndicatorRow,
}


class CommitmentForms:
    """All forms of one promise, as one."""

    def __init__(
        self,
        framework: Framework,
        *,
        by: User,
        data: QueryDict | None = None,
        stored: CommitmentContent | None = None,
        asks_reason: bool = False,
    ) -> None:
        content = stored or CommitmentContent()
        asked = data.get("ajouter", "") if data else ""
        if data and asked in ROWS:
            data = one_more(data, asked)
        self.framework, self.data = framework, data
        initial = {name: getattr(content, name) for name in (*EssentialForm.base_fields, *DetailForm.base_fields)}
        self.essential = EssentialForm(data, initial=initial)
        self.details = DetailForm(data, initial=initial)
        self.reason = ReasonForm(data, framework=framework if asks_reason else None)
        self.rows = {name: rows(row, name, data=data, initial=_initial(name, content)) for name, row in ROWS.items()}
        self._offer(content, by)
        self.only_more_rows = asked in ROWS
        if self.only_more_rows:
            self._quiet()

    def _offer(self, content: CommitmentContent, by: User) -> None:
        headings = self.framework.headings.order_by("position").values_list("key", "number", "title")
        labels = [(key, f"{number} {title}".strip()[:120]) for key, number, title in headings]
        self.essential.fields["heading"].choices = [NOTHING, *labels]  # type: ignore[attr-defined]
        levers = Lever.objects.order_by("name").values_list("code", "name")
        self.details.fields["levers"].choices = list(levers)  # type: ignore[attr-defined]
        known = dict(RECURRENCES)
        extra = () if content.recurrence in known else ((content.recurrence, content.recurrence),)
        self.details.fields["recurrence"].choices = [*RECURRENCES, *extra]  # type: ignore[attr-defined]
        self.offered_organisations = names.offered_organisations(self.framework)
        self.offered_places = names.offered_places(by)

    def _quiet(self) -> None:
        for form in (self.essential, self.details, self.reason):
            quiet(form)
        for one in self.rows.values():
            one.quiet()

    @property
    def parts(self) -> list[forms.Form]:
        """The forms that have one of each field."""
        return [self.essential, self.details, self.reason]

    @property
    def details_open(self) -> bool:
        """Whether something below « Détails » has to be seen."""
        hidden = [self.details, *(row for name in ("figures", "indicators") for row in self.rows[name].forms)]
        return self.only_more_rows or any(form.errors for form in hidden)

    @property
    def wrong(self) -> list[Wrong]:
        """All that has to be corrected."""
        return [] if self.only_more_rows else wrong(self.parts, self.rows.values())

    def is_valid(self) -> bool:
        """Whether each part can be read; what they say together is for the rules."""
        return all([*(form.is_valid() for form in self.parts), *(one.is_valid() for one in self.rows.values())])

    def content(self) -> CommitmentContent:
        """What was typed, names made addresses where they lead to one."""
        plain: dict[str, Any] = {**self.essential.cleaned_data, **self.details.cleaned_data}
        plain["parent"] = names.commitment(self.framework, plain["parent"])
        plain["title"] = " ".join(plain["title"].split())
        plain["levers"] = tuple(sorted(plain["levers"]))
        return CommitmentContent(**plain, **self._lines())

    def _lines(self) -> dict[str, Any]:
        values = {name: one.values() for name, one in self.rows.items()}
        known = names.organisations(row["organisation"] for row in values["parties"])
        places = names.places(row["place"] for row in values["places"])
        return {
            "parties": tuple(PartyLine(known[row["organisation"].strip()], row["role"]) for row in values["parties"]),
            "places": tuple(sorted({places[row["place"].strip()] for row in values["places"]})),
            "sub_items": tuple(SubItemLine(row["text"]) for row in values["sub_items"]),
            "indicators": tuple(IndicatorLine(row["number"], row["wording"]) for row in values["indicators"]),
            "figures": tuple(FigureLine(**{**row, "value": row["value"].normalize()}) for row in values["figures"]),
        }

    def blame(self, faults: Iterable[Fault]) -> bool:
        """Show each fault where it was typed; whether there was any."""
        found = list(faults)
        for fault in found:
            self._blame(fault)
        return bool(found)

    def _blame(self, fault: Fault) -> None:
        sentence = f"{fault.sentence[:1].upper()}{fault.sentence[1:]}"
        for form in self.parts:
            if fault.field in form.fields:
                form.add_error(fault.field, sentence)
                return
        blamed: Rows | None = self.rows.get(fault.field)
        for row in blamed.filled() if blamed else ():
            typed = str(row.cleaned_data.get(row.main, ""))
            if typed and f"«\u202f{typed}\u202f»" in fault.sentence:
                row.add_error(row.main, sentence)
                return
        self.essential.add_error(None, sentence)

    @property
    def new_organisation(self) -> str:
        """Advice for a name that is missing."""
        return format_html(
            "Commencez à écrire, puis choisissez. Une organisation manque\u202f? "
            '<a href="{}">Inscrivez-la d\'abord</a>.',
            reverse("people:create-organisation"),
        )


def _initial(name: str, content: CommitmentContent) -> list[dict[str, Any]]:
    lines = getattr(content, name)
    if name == "parties":
        known = names.shown(line.organisation for line in lines)
        return [{"organisation": known.get(line.organisation, ""), "role": line.role} for line in lines]
    if name == "places":
        return [{"place": place} for place in lines]
    return [line._asdict() for line in lines]
