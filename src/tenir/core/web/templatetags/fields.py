"""Tags of forms: a field with its errors, the summary of errors, buttons."""

from __future__ import annotations

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field with its label, its help and its errors tied to it."""
    return bound.as_field_group()


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What keeps the form from being accepted, each line a link to its field; nothing when nothing does."""
    if not form.errors:
        return SafeString("")
    return render_to_string("web/components/form_errors.html", {"form": form})


@register.simple_tag
def button(text: str, kind: str = "main", name: str = "", value: str = "") -> SafeString:
    """What sends a form: `main` once a form, `quiet` for the others, `grave` for what cannot be undone."""
    naming = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button type="submit" class="button button-{}"{}>{}</button>', kind, naming, text)


@register.simple_tag
def link_button(text: str, url: str, kind: str = "quiet") -> SafeString:
    """A link that leads to the next step, drawn like a button."""
    return format_html('<a class="button button-{}" href="{}">{}</a>', kind, url, text)
