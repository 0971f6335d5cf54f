"""Every address × method × role × own, other or no object answers as `tests/rights/table.py` says."""

from __future__ import annotations

import pytest

from tenir.core import modules, rights
from tenir.core.people.models import MembershipQuerySet
from tests.rights import world
from tests.rights.sweep import addresses, differences, unlisted
from tests.rights.table import TABLE

pytestmark = pytest.mark.django_db


def needing(permission: str) -> set[str]:
    """Names of the pages that ask for a permission at their door."""
    return {address.name for address in addresses() if getattr(address.view, "access", "") == permission}


def remove_check(permission: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody pass wherever `permission` is asked, at the door and in lists."""
    may, roles = rights.may, rights.roles
    monkeypatch.setattr(rights, "may", lambda actor, key, *, on=None: key == permission or may(actor, key, on=on))
    monkeypatch.setattr(rights, "roles", lambda key: tuple(rights.Role) if key == permission else roles(key))


ASKED = sorted({p.key for p in modules.permissions() if needing(p.key)})


def test_every_address_is_in_the_table_and_the_other_way_round() -> None:
    assert unlisted(TABLE) == set()


def test_every_page_says_who_may_call_it() -> None:
    # The API says it operation by operation, inside (`core.web.api.access`); the sweep below calls them all.
    silent = [a.name for a in addresses() if not hasattr(a.view, "access") and not a.name.startswith("api:")]
    assert silent == []


@pytest.mark.slow
def test_every_answer_is_the_tables() -> None:
    here = world.build()
    found = list(differences(TABLE, here.clients, here.objects, set(TABLE)))
    assert not found, "\n".join(found)


# That a missing check is seen is true of the sweep, whatever the database.
@pytest.mark.sqlite
@pytest.mark.parametrize("permission", ASKED)
def test_removing_one_check_fails_the_sweep(permission: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first difference is enough; that there is none with the check is what the whole sweep says."""
    here = world.build()
    remove_check(permission, monkeypatch)
    assert any(differences(TABLE, here.clients, here.objects, needing(permission)))


def test_forgetting_places_fails_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    here, names = world.build(), {"people:amend-organisation", "people:end-role"}
    assert list(differences(TABLE, here.clients, here.objects, names)) == []
    monkeypatch.setattr(MembershipQuerySet, "reaching", lambda self, place: self)
    assert any("on other" in line for line in differences(TABLE, here.clients, here.objects, names))


def test_unlisted_address_fails_the_sweep() -> None:
    assert unlisted({name: line for name, line in TABLE.items() if name != "journal:entries"}) == {"journal:entries"}
