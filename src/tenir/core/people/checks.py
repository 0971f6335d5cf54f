"""Saves a row after its own rules have spoken."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from tenir.core.errors import BadInput


def save_checked(instance: models.Model) -> None:
    """Save what its own rules and the database's allow; raises `BadInput` with their French sentences."""
    try:
        instance.full_clean()
    except ValidationError as error:
        fields = [name for name in error.message_dict if name != "__all__"]
        labels = (str(instance._meta.get_field(name).verbose_name) for name in fields)  # type: ignore[union-attr]
        raise BadInput(" ".join(error.messages), where=", ".join(labels)) from error
    instance.save()
