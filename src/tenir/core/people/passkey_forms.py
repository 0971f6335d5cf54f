"""The form that adds a passkey: its name, and what the device answered."""

from __future__ import annotations

from django import forms

from tenir.core.people.passkey_ceremony import LONGEST


class PasskeyForm(forms.Form):
    """`credential` is filled by the page's script; without it the form says what is missing."""

    name = forms.CharField(
        label="Nom de l'appareil",
        max_length=60,
        help_text="Pour la reconnaître plus tard\u202f: téléphone du travail, ordinateur du bureau.",
    )
    credential = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST)

    def clean_credential(self) -> str:
        """Refuse a form that was sent without asking a device."""
        answer: str = self.cleaned_data["credential"]
        if not answer:
            raise forms.ValidationError(
                "Aucun appareil n'a répondu. Une clé d'accès demande un navigateur récent, scripts permis."
            )
        return answer
