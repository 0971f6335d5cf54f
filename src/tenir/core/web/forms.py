"""How every form is drawn, allauth's included: label, help, errors tied to the field, what is optional in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

OURS = Path(__file__).resolve().parent / "templates"
DJANGO = Path(django.forms.__file__).resolve().parent / "templates"


class Renderer(DjangoTemplates):
    """Our own form and field templates, Django's widgets."""

    form_template_name = "django/forms/tenir_form.html"
    field_template_name = "django/forms/tenir_field.html"

    @cached_property
    def engine(self) -> Any:
        """Django's own template engine for forms, with our folder first and our typography."""
        return self.backend(
            {
                "APP_DIRS": False,
                "DIRS": [OURS, DJANGO],
                "NAME": "tenirforms",
                "OPTIONS": {"builtins": ["tenir.core.web.templatetags.french"]},
            }
        )
