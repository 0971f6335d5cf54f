"""Invented contents of the style guide: enough to show each component in each of its states."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms


class ExampleForm(forms.Form):
    """One field of each sort."""

    email = forms.EmailField(
        label="Adresse électronique",
        help_text="Celle à laquelle l'invitation est arrivée.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Écrivez votre adresse électronique."},
    )
    news = forms.CharField(
        label="Où en est l'engagement ?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez une phrase, même courte."},
    )
    figure = forms.IntegerField(label="Chiffre atteint", required=False)
    heading = forms.ChoiceField(label="Programme", choices=(("1", "Éducation"), ("2", "Emploi")))
    proof = forms.ChoiceField(
        label="Preuve", choices=(("doc", "Un document"), ("lien", "Une adresse")), widget=forms.RadioSelect
    )
    shown = forms.BooleanField(label="Montrer cette phrase sur la page publique", required=False)


def context() -> dict[str, Any]:
    """What the example templates are drawn with."""
    wrong = ExampleForm({"email": "claire.example", "figure": "", "heading": "1", "proof": "doc"})
    wrong.full_clean()
    return {
        "counts": {
            "objectif_atteint": 3,
            "en_voie_de_finalisation": 1,
            "en_cours_de_deploiement": 21,
            "en_cours_de_lancement": 15,
        },
        "printed": {
            "objectif_atteint": (3, 8),
            "en_voie_de_finalisation": (1, 3),
            "en_cours_de_deploiement": (22, 55),
            "en_cours_de_lancement": (14, 35),
        },
        "codes": (
            "objectif_atteint",
            "en_voie_de_finalisation",
            "en_cours_de_deploiement",
            "en_cours_de_lancement",
            "non_demarre",
            "suspendu",
            "abandonne",
            None,
        ),
        "day": date(2019, 1, 22),
        "lines": (427, 428),
        "trail_example": [("Accueil", "/"), ("Feuille de route d'exemple", "/guide/"), ("Mesure 14", "")],
        "views": [("Tableau", "/guide/", True), ("Carte", "/guide/", False), ("Journal", "/guide/", False)],
        "known": [
            ("Porte", "Ministère d'exemple"),
            ("Avec", "Agence d'exemple, villes signataires"),
            ("Échéance", None),
        ],
        "events": EVENTS,
        "form": ExampleForm(),
        "wrong": wrong,
    }


EVENTS = (
    {
        "date": date(2019, 1, 22),
        "title": "Niveau vérifié",
        "level": "en_cours_de_deploiement",
        "text": "Vingt sites ouverts sur les soixante prévus.",
        "who": "Ministère d'exemple",
    },
    {"date": date(2018, 10, 1), "title": "Premier point d'avancement", "who": "Agence d'exemple"},
    {"date": date(2018, 7, 18), "title": "Engagement inscrit", "url": "/guide/"},
)
