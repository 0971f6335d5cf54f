"""Forms of signatures: until when, whom to ask, what a correction is, why one refuses."""

from __future__ import annotations

from typing import Any

from django import forms

from tenir.core import rights
from tenir.core.people.models import Membership, Organisation, User
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models import SignatureRound

MINOR, SUBSTANTIAL = "simple", "signer"


class OpenForm(forms.Form):
    """Up to which day signatures are waited for."""

    due_on = forms.DateField(
        label="Signatures attendues pour le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Après ce jour, on peut encore signer tant que la collecte n'est pas close.",
    )


class InviteForm(forms.Form):
    """An organisation, and who signs for it."""

    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label="À choisir"
    )
    email = forms.EmailField(
        label="Adresse de la personne qui signe",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Si vide\u202f: la personne qui y tient un mandat, sinon celle qui y agit depuis le plus longtemps.",
    )

    def __init__(self, *args: Any, round: SignatureRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = rights.roles(permissions.SIGN)
        acting = (
            Membership.objects.in_force()
            .with_roles(roles)
            .filter(user__in=User.objects.able_to_sign_in())
            .values("organisation")
        )
        answered = round.invitations.exclude(state=SigningState.WAITING).values("organisation")
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(pk__in=acting).exclude(pk__in=answered).order_by("name", "pk")
        )


class CorrectionForm(forms.Form):
    """Whether what changed asks to sign again, and why it changed."""

    kind = forms.ChoiceField(
        label="Cette correction",
        widget=forms.RadioSelect,
        choices=(
            (MINOR, "est une simple coquille\u202f: les signatures restent, la différence est montrée à tous"),
            (SUBSTANTIAL, "change ce qui est promis\u202f: chacun est invité à signer de nouveau"),
        ),
    )
    reason = forms.CharField(label="Motif", max_length=500, help_text="Une phrase, lue par tous les signataires.")
    seen = forms.CharField(widget=forms.HiddenInput)


class RefusalForm(forms.Form):
    """Why an organisation does not sign."""

    words = forms.CharField(
        label="Ce qui empêche de signer",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lu par qui demande les signatures, pas publié.",
    )
