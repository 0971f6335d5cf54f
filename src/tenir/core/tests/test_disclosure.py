"""Every field of ours is open, internal, personal or technical; what is personal never reaches the journal."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tenir.core.disclosure import Disclosure, journalled, snapshot
from tenir.core.journal.hashing import storable
from tenir.core.people.models import User
from tenir.core.places.models import Containment, Place, PlaceKind

OURS = [model for model in apps.get_models() if model.__module__.startswith("tenir.")]
PARIS = timezone(timedelta(hours=2))
# A value of each kind of field that is journalled, as code may hold it before saving, and as the journal keeps it.
KEPT = {
    models.BooleanField: (models.BooleanField(), 1, True),
    models.CharField: (models.CharField(), PlaceKind.QPV, "qpv"),
    models.SlugField: (models.SlugField(), "dijon", "dijon"),
    models.EmailField: (models.EmailField(), "a@example.org", "a@example.org"),
    models.URLField: (models.URLField(), "https://example.org", "https://example.org"),
    models.TextField: (models.TextField(), "été", "été"),
    models.IntegerField: (models.IntegerField(), "12", 12),
    models.PositiveIntegerField: (models.PositiveIntegerField(), 12, 12),
    models.PositiveSmallIntegerField: (models.PositiveSmallIntegerField(), 0, 0),
    models.BigIntegerField: (models.BigIntegerField(), -1, -1),
    models.DateField: (models.DateField(), "2019-01-22", "2019-01-22"),
    models.DateTimeField: (
        models.DateTimeField(),
        datetime(2019, 7, 1, 11, 0, 0, 5, tzinfo=PARIS),
        "2019-07-01T09:00:00.000005+00:00",
    ),
    models.DecimalField: (models.DecimalField(max_digits=7, decimal_places=6), Decimal("0.5"), "0.500000"),
    models.JSONField: (models.JSONField(), {"a": [1]}, {"a": [1]}),
    models.ForeignKey: (Containment._meta.get_field("part"), "3", 3),
}


def declared(disclosure: Disclosure) -> Counter[str]:
    """How many times each name is declared."""
    return Counter(disclosure.public + disclosure.internal + disclosure.personal + disclosure.technical)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_is_declared_in_exactly_one_class(model: type[models.Model]) -> None:
    disclosure = getattr(model, "disclosure", None)
    assert isinstance(disclosure, Disclosure), f"{model._meta.label} declares no disclosure"
    assert declared(disclosure) == Counter(field.name for field in model._meta.concrete_fields)


def test_name_of_no_field_and_field_declared_twice_are_seen() -> None:
    fields = Counter(field.name for field in Place._meta.concrete_fields)
    assert declared(Place.disclosure) == fields
    assert declared(replace(Place.disclosure, internal=("gone",))) != fields
    assert declared(replace(Place.disclosure, internal=("name",))) != fields
    assert declared(replace(Place.disclosure, public=("kind", "code"))) != fields


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_journalled_kind_of_field_has_its_example(model: type[models.Model]) -> None:
    names = model.disclosure.public + model.disclosure.internal  # type: ignore[attr-defined]
    kinds = {type(model._meta.get_field(name)) for name in names}
    assert kinds - set(KEPT) - {models.OneToOneField} == set()


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_value_is_kept_as_plain_json(kind: type[models.Field]) -> None:
    field, value, kept = KEPT[kind]
    assert journalled(field, value) == kept
    assert storable(kept) == kept
    assert journalled(field, None) is None


@pytest.mark.parametrize("field", [models.BinaryField(), models.FloatField(), models.DurationField()])
def test_kind_of_field_that_nobody_thought_about_is_refused(field: models.Field) -> None:
    values: dict[type, Any] = {
        models.BinaryField: b"x",
        models.FloatField: 0.1,
        models.DurationField: timedelta(days=1),
    }
    with pytest.raises(TypeError, match="does not know how to keep"):
        journalled(field, values[type(field)])


@pytest.mark.django_db
def test_snapshot_is_the_same_before_and_after_the_database() -> None:
    one, other = (Place.objects.create(kind=PlaceKind.QPV, code=code, name="Inventé") for code in ("1", "2"))
    row = Containment(part=one, whole=other, share=Decimal("0.25"), since=date(2015, 1, 1))
    row.save()
    expected = {"part": one.pk, "whole": other.pk, "share": "0.250000", "since": "2015-01-01", "until": None}
    assert snapshot(row) == snapshot(Containment.objects.get())
    assert snapshot(row).items() >= expected.items()


@pytest.mark.django_db
def test_snapshot_of_a_person_holds_nothing_personal() -> None:
    user = User.objects.create_user("jeanne@example.org", name="Jeanne", joined_at=datetime(2019, 1, 1, tzinfo=UTC))
    kept = snapshot(user)
    assert set(kept).isdisjoint(User.disclosure.personal)
    assert "jeanne" not in str(kept).lower()
