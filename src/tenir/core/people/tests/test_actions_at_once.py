"""Two people at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from tenir.core.errors import BadInput
from tenir.core.people import actions
from tenir.core.people.models import Membership, User
from tenir.core.rights import Role
from tests.builders import a_member, france


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_do_not_both_succeed() -> None:
    pair = [a_member(Role.ADMINISTRATOR, france()), a_member(Role.ADMINISTRATOR, france())]
    start, outcomes = threading.Barrier(2), []

    def close(by: User, user: User) -> None:
        start.wait()
        try:
            actions.close_account(by=by, user=user)
            outcomes.append("closed")
        except (BadInput, PermissionError) as error:
            outcomes.append(str(error))
        except Exception as error:  # the one who was closed first has lost the right to close
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(pair[n], pair[1 - n])) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("closed") == 1
    assert Membership.objects.administrators().count() == 1
