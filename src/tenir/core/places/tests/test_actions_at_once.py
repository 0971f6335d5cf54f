"""Two containments told at the same moment cannot close a circle together."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.places import actions
from tenir.core.places.models import Containment, Place
from tests.builders import a_place, france


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_contain_waits_for_the_one_before() -> None:
    one, two = a_place(inside=france()), a_place(inside=france())
    refused: list[BadInput] = []
    begun = threading.Event()

    def second() -> None:
        begun.set()
        try:
            actions.contain(by=System("second"), part=two, whole=one, share=None)
        except BadInput as error:
            refused.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        actions.contain(by=System("first"), part=one, whole=two, share=None)
        other.start()
        begun.wait(5)
        other.join(0.5)  # it must still be waiting: the first has not committed
        assert other.is_alive()
    other.join(10)
    assert len(refused) == 1
    assert Containment.objects.filter(part=two, whole=one).count() == 0
    assert Place.objects.within(two).contains(one)
