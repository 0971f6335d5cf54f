"""Forms of decisions, of their follow-up and of answers to recommendations."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms

from tenir.core.people.models import Organisation
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.governance.actions import DecisionContent, NewPromise, Tie
from tenir.modules.governance.enums import DecisionKind, DecisionState, Verdict
from tenir.modules.governance.forms.bodies import day, organisation_field, typed_organisation
from tenir.modules.governance.models import Body


class CorrectionForm(forms.Form):
    """What was decided, who must do it and by when."""

    kind = forms.ChoiceField(label="Sorte", choices=DecisionKind.choices)
    text = forms.CharField(label="Ce qui est décidé", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    holder = organisation_field("Organisation qui doit le faire")
    due_on = day("À faire avant le")

    def clean_holder(self) -> Organisation | None:
        """Who must do it."""
        return typed_organisation(self.cleaned_data["holder"])

    def content(self) -> DecisionContent:
        """What was decided."""
        told = self.cleaned_data
        return DecisionContent(told["text"].strip(), told["kind"], told["holder"], told["due_on"])


def initial_of(content: DecisionContent) -> dict[str, Any]:
    """A stored decision as its form shows it."""
    holder = content.holder
    shown = names.shown([holder.slug]).get(holder.slug, "") if holder else ""
    return {"kind": content.kind, "text": content.text, "holder": shown, "due_on": content.due_on}


def sealed(content: DecisionContent) -> str:
    """What the form was opened on, carried by it to know whether somebody else wrote meanwhile."""
    due = content.due_on.isoformat() if content.due_on else ""
    return json.dumps([content.text, content.kind, content.holder.slug if content.holder else "", due])


def unsealed(told: str) -> DecisionContent:
    """The same back; what cannot be read is like nothing that is stored."""
    try:
        text, kind, holder, due = json.loads(told)
        organisation = Organisation.objects.filter(slug=holder).first() if holder else None
        return DecisionContent(str(text), str(kind), organisation, date.fromisoformat(due) if due else None)
    except (ValueError, TypeError):
        return DecisionContent("")


class DecisionForm(CorrectionForm):
    """A new decision, and what it does to promises of the texts that the body follows."""

    concerns = forms.CharField(
        label="Engagements concernés",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Un par ligne\u202f: son numéro dans le texte suivi, l'adresse de sa page, ou cadre/numéro.",
    )
    new_due = day("Nouvelle échéance de ces engagements", "Vide\u202f: leur échéance ne change pas.")
    framework = forms.ModelChoiceField(
        label="Texte où inscrire un nouvel engagement",
        queryset=Framework.objects.none(),
        required=False,
        empty_label="Aucun nouvel engagement",
    )
    title = forms.CharField(label="Intitulé du nouvel engagement", max_length=1000, required=False)

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frameworks = list(body.frameworks.filter(state="public").order_by("short_title", "pk"))
        choice: Any = self.fields["framework"]
        choice.queryset = body.frameworks.filter(state="public", is_referential=False).order_by("short_title", "pk")
        if not choice.queryset.exists():
            del self.fields["framework"], self.fields["title"]

    def clean_concerns(self) -> list[Commitment]:
        """Each promise that was named, once."""
        found = [self._promise(line) for line in self.cleaned_data["concerns"].splitlines() if line.strip()]
        return list({one.pk: one for one in found}.values())

    def clean(self) -> dict[str, Any]:
        """A date changes something; a new promise has both its text and its title."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("new_due") and not told.get("concerns") and "concerns" not in self.errors:
            self.add_error("concerns", "Dites de quels engagements l'échéance change.")
        if told.get("framework") and not told.get("title"):
            self.add_error("title", "Écrivez l'intitulé du nouvel engagement.")
        if told.get("title") and not told.get("framework") and "framework" not in self.errors:
            self.add_error("framework", "Choisissez le texte où l'inscrire.")
        return told

    def ties(self) -> list[Tie]:
        """The promises that it concerns."""
        due = self.cleaned_data["new_due"]
        return [Tie(one, due.isoformat() if due else "") for one in self.cleaned_data["concerns"]]

    def creates(self) -> NewPromise | None:
        """The promise that it creates."""
        framework = self.cleaned_data.get("framework")
        title = " ".join(self.cleaned_data.get("title", "").split())
        return NewPromise(framework, CommitmentContent(title=title)) if framework else None

    def _promise(self, typed: str) -> Commitment:
        found = names.anywhere(typed)
        own = None if found else self._numbered(typed)
        promise = found if found and found.framework.state == "public" else own
        if promise is None:
            raise forms.ValidationError(
                f"«\u202f{typed.strip()}\u202f» ne mène à aucun engagement public, ou à plusieurs. "
                "Copiez l'adresse de sa page."
            )
        return promise

    def _numbered(self, typed: str) -> Commitment | None:
        """By its number, when one text alone of the body has it."""
        slugs = [(one, names.commitment(one, typed)) for one in self.frameworks]
        rows = [
            row
            for one, slug in slugs
            for row in Commitment.objects.select_related("framework__place", "heading", "parent").filter(
                framework=one, slug=slug
            )
        ]
        return rows[0] if len(rows) == 1 else None


class FollowForm(forms.Form):
    """What a decision has become."""

    state = forms.ChoiceField(label="Où elle en est", widget=forms.RadioSelect, initial=DecisionState.TO_DO)
    words = forms.CharField(
        label="En une ou deux phrases",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce qui a été fait, ce qui reste à faire, ou pourquoi on y renonce. Ce qui est dit reste dit.",
    )
    said_on = day("Dit le", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["state"]
        choice.choices = [
            (DecisionState.TO_DO, "Encore à faire"),
            (DecisionState.DONE, "Faite"),
            (DecisionState.DROPPED, "Abandonnée"),
        ]


class AnswerForm(forms.Form):
    """What is answered to a recommendation."""

    body = forms.ModelChoiceField(label="Instance qui répond", queryset=Body.objects.none(), empty_label=None)
    verdict = forms.ChoiceField(label="Réponse", choices=Verdict.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Raisons",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Pourquoi, ce qui sera fait, ou ce qui l'empêche.",
    )
    said_on = day("Répondu le", required=True)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["body"]
        choice.queryset = bodies
