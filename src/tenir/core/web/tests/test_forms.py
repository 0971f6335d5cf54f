"""Every form is drawn so that anybody can fill it in, allauth's included."""

from __future__ import annotations

from django import forms
from django.template import engines

from tenir.core.web.guide_contents import ExampleForm


def wrong_form() -> ExampleForm:
    """A form sent with a bad address and without its sentence."""
    form = ExampleForm({"email": "claire", "heading": "1", "proof": "doc"})
    form.full_clean()
    return form


def test_field_ties_help_and_error_to_its_input() -> None:
    html = str(wrong_form()["email"].as_field_group())
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_email_helptext"' in html
    assert 'id="id_email_error"' in html
    assert '<label for="id_email">' in html
    assert 'autocomplete="email"' in html


def test_optional_is_told_in_words() -> None:
    html = str(ExampleForm())
    assert html.count("(facultatif)") == 1
    assert "Chiffre atteint <span" in html


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = str(ExampleForm()["proof"].as_field_group())
    assert "<fieldset>" in html
    assert "<legend>Preuve</legend>" in html


def test_errors_summary_links_to_each_field() -> None:
    html = engines["django"].from_string("{% form_errors form %}").render({"form": wrong_form()})
    assert html.count("<li>") == 2
    assert '<a href="#id_email">Adresse électronique – ' in html
    assert 'role="alert"' in html


def test_errors_summary_of_a_good_form_is_nothing() -> None:
    assert engines["django"].from_string("{% form_errors form %}").render({"form": ExampleForm()}) == ""


def test_errors_of_the_whole_form_and_of_hidden_fields_are_told() -> None:
    class Odd(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "La page a expiré."})

        def clean(self) -> None:
            raise forms.ValidationError("Ces dates se contredisent.")

    html = engines["django"].from_string("{% form_errors form %}").render({"form": Odd({})})
    assert "La page a expiré." in html
    assert "Ces dates se contredisent." in html


def test_hidden_fields_are_kept() -> None:
    class Odd(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, initial="7")
        name = forms.CharField(label="Nom")

    assert '<input type="hidden" name="key" value="7" id="id_key">' in str(Odd())
