"""Many rows at once, as each database takes them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tenir.core.bulk import insert_all
from tenir.core.places.models import Place

pytestmark = pytest.mark.django_db
COLUMNS = ("kind", "code", "name", "is_invented")


def test_values_come_back_as_they_were() -> None:
    names = ["L'Île\t\\N d'Yeu", 'deux\nlignes "et" \\.', "", "\\x41", "%s", "œ\u202f; 𝄞"]
    insert_all(Place, COLUMNS, [("qpv", f"QP{at:06}", name, at % 2 == 0) for at, name in enumerate(names)])
    told = Place.objects.filter(kind="qpv").order_by("code").values_list("name", "is_invented")
    assert list(told) == [(name, at % 2 == 0) for at, name in enumerate(names)]


def test_no_row_is_no_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        insert_all(Place, COLUMNS, [])


def test_a_broken_rule_is_told_as_django_tells_it() -> None:
    row = ("qpv", "QP000001", "Deux fois", False)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_all(Place, COLUMNS, [row, row])
    assert not Place.objects.filter(kind="qpv").exists()
