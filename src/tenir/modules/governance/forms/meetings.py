"""Forms of meetings: when, who came, what was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from tenir.core.people.models import Organisation
from tenir.modules.governance.actions import MinutesContent, When
from tenir.modules.governance.enums import Presence
from tenir.modules.governance.forms.bodies import day, organisation_field, typed_organisation
from tenir.modules.governance.models import Meeting

# A radio that says that nothing is noted: an empty value would read as optional.
NOT_NOTED = "non_notee"


def hour(label: str, *, required: bool = False) -> forms.TimeField:
    """An hour in Paris."""
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class MeetingForm(forms.Form):
    """When and where."""

    on = day("Jour", required=True)
    starts = hour("Commence à", required=True)
    ends = hour("Finit à")
    where = forms.CharField(
        label="Endroit", max_length=200, required=False, help_text="La salle et l'adresse, ou «\u202fà distance\u202f»."
    )

    def clean(self) -> dict[str, Any]:
        """An end after the beginning."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("starts") and told.get("ends") and told["ends"] <= told["starts"]:
            self.add_error("ends", "Une réunion ne peut pas finir avant d'avoir commencé.")
        return told

    def when(self) -> When:
        """What was typed, in Paris time."""
        told = self.cleaned_data
        start = timezone.make_aware(datetime.combine(told["on"], told["starts"]))
        end = timezone.make_aware(datetime.combine(told["on"], told["ends"])) if told["ends"] else None
        return When(start, end, told["where"].strip())


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A stored meeting as its form shows it."""
    start = timezone.localtime(meeting.starts_at)
    end = timezone.localtime(meeting.ends_at) if meeting.ends_at else None
    return {"on": start.date(), "starts": start.time(), "ends": end.time() if end else None, "where": meeting.where}


class ReasonForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label="Motif", max_length=300, help_text="Il est public.")


class PresenceForm(forms.Form):
    """One radio an organisation; what stood there when the page was opened goes along, to know who changed what."""

    def __init__(self, *args: Any, rows: Sequence[tuple[Organisation, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = [organisation for organisation, _ in rows]
        choices = [(NOT_NOTED, "Non notée"), *Presence.choices]
        for organisation, presence in rows:
            start = presence or NOT_NOTED
            self.fields[f"presence-{organisation.pk}"] = forms.ChoiceField(
                label=organisation.name, choices=choices, initial=start, widget=forms.RadioSelect
            )
            self.fields[f"seen-{organisation.pk}"] = forms.ChoiceField(
                choices=choices, initial=start, widget=forms.HiddenInput
            )
        self.fields["other"] = organisation_field("Une autre organisation est venue")

    def clean_other(self) -> Organisation | None:
        """One that does not sit."""
        return typed_organisation(self.cleaned_data["other"])

    def told(self, name: str) -> dict[Organisation, str]:
        """`presence` or `seen`, by organisation."""
        told: dict[Organisation, str] = {one: self.cleaned_data[f"{name}-{one.pk}"] for one in self.organisations}
        return {one: "" if presence == NOT_NOTED else presence for one, presence in told.items()}


class MinutesForm(forms.Form):
    """What was said."""

    minutes = forms.CharField(
        label="Compte rendu",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Nommez des organisations et des fonctions, pas des personnes\u202f: approuvé, il sera public.",
    )
    minutes_by = organisation_field("Tenu par", "L'organisation qui a pris les notes.")

    def clean_minutes_by(self) -> Organisation | None:
        """Who kept the pen."""
        return typed_organisation(self.cleaned_data["minutes_by"])

    def content(self) -> MinutesContent:
        """What was typed; a browser sends its line ends as CRLF."""
        text = self.cleaned_data["minutes"].replace("\r\n", "\n").strip()
        return MinutesContent(text, self.cleaned_data["minutes_by"])


class ApprovalForm(forms.Form):
    """The day on which the body approved them."""

    on = day("Approuvé le", required=True)


class PointForm(forms.Form):
    """A point written by hand."""

    title = forms.CharField(label="Point à ajouter", max_length=300, required=False)
    why = forms.CharField(label="Pourquoi", max_length=300, required=False)
