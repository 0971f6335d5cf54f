"""On PostgreSQL nobody alters a row, and the role that serves the site has no right to."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tenir.core.actions import System
from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal import actions, checks, protection
from tenir.core.journal.models import Entry
from tenir.core.journal.tests.builders import run, write_chain
from tenir.core.journal.verify import verify
from tenir.core.places.models import Place

ME = System("test")
REWRITES = (
    "UPDATE journal_entry SET reason = 'autre'",
    "UPDATE journal_entry SET hash = hash",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry",
    "DROP TABLE journal_entry",
    "ALTER TABLE journal_entry DISABLE TRIGGER USER",
)


@pytest.fixture
def role() -> Iterator[str]:
    """A second role of the cluster, that can sign in and has nothing yet."""
    name = f"tenir_app_{secrets.token_hex(4)}"
    run(f"CREATE ROLE {name} LOGIN PASSWORD 'tests'")
    yield name
    run(f"DROP OWNED BY {name}")
    run(f"DROP ROLE {name}")


@pytest.fixture
def served(role: str) -> Iterator[Callable[[str], None]]:
    """Runs a statement as that role, over its own connection."""
    given = connection.settings_dict
    address = {"host": given["HOST"], "port": given["PORT"], "dbname": given["NAME"]}
    with psycopg.connect(**address, user=role, password="tests", autocommit=True) as other:
        yield lambda sql: other.execute(sql) and None


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("statement", REWRITES[:3])
def test_trigger_refuses_even_the_owner(statement: str) -> None:
    write_chain(2)
    with pytest.raises(DatabaseError, match="Le journal ne se modifie pas"), transaction.atomic():
        run(statement)
    assert Entry.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_application_role_adds_and_reads_but_cannot_rewrite(role: str, served: Callable[[str], None]) -> None:
    actions.protect(by=ME, role=role)
    served("SELECT * FROM journal_entry")
    columns = ", ".join(f'"{field.column}"' for field in Entry._meta.fields if field.name not in ("sequence", "hash"))
    served(
        f"INSERT INTO journal_entry (sequence, hash, {columns}) SELECT sequence + 1, 'h', {columns} FROM journal_entry"
    )
    for statement in REWRITES:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            served(statement)
    assert Entry.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_application_role_serves_the_other_tables(role: str, served: Callable[[str], None]) -> None:
    actions.protect(by=ME, role=role)
    served("INSERT INTO places_place (kind, code, name, is_invented) VALUES ('commune', '1', 'Inventé', true)")
    served("UPDATE places_place SET name = 'Autre'")
    assert Place.objects.get().name == "Autre"
    served("DELETE FROM places_place")
    assert not Place.objects.exists()
    served("CREATE TEMPORARY TABLE fine (x int)")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_protect_is_journalled_and_safe_to_run_twice(role: str) -> None:
    run(f"GRANT ALL ON journal_entry TO {role}")
    run(f"GRANT UPDATE (reason) ON journal_entry TO {role}")
    for _ in range(2):
        actions.protect(by=ME, role=role)
    assert protection.standing(role) == protection.Standing(role, superuser=False, owner=False, rights=())
    assert [entry.after for entry in Entry.objects.all()] == [{"role": role}] * 2
    assert verify().broken is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_right_that_comes_through_another_role_is_told(role: str) -> None:
    run(f"CREATE ROLE {role}_writers")
    run(f"GRANT DELETE ON journal_entry TO {role}_writers")
    run(f"GRANT {role}_writers TO {role}")
    try:
        with pytest.raises(CheckFailed, match="DELETE"):
            actions.protect(by=ME, role=role)
        assert Entry.objects.count() == 0
    finally:
        run(f"DROP OWNED BY {role}_writers")
        run(f"DROP ROLE {role}_writers")


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["personne", "O'Brien\"; DROP TABLE x; --"])
def test_unknown_role_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="n'existe pas"):
        actions.protect(by=ME, role=name)


@pytest.mark.postgres
@pytest.mark.django_db
def test_owner_of_the_tables_is_refused_and_warned_of() -> None:
    with pytest.raises(BadInput, match="peut toujours réécrire"):
        actions.protect(by=ME, role=protection.current_role())
    assert [message.id for message in checks.role_cannot_rewrite_the_journal()] == ["tenir.W010"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_check_is_silent_for_a_protected_role(role: str) -> None:
    actions.protect(by=ME, role=role)
    with transaction.atomic():
        run(f"SET LOCAL ROLE {role}")
        assert checks.role_cannot_rewrite_the_journal() == []
    run(f"GRANT UPDATE (reason) ON journal_entry TO {role}")
    with transaction.atomic():
        run(f"SET LOCAL ROLE {role}")
        assert [message.id for message in checks.role_cannot_rewrite_the_journal()] == ["tenir.W010"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_role_that_owns_nothing_cannot_protect(role: str) -> None:
    with transaction.atomic():
        run(f"SET LOCAL ROLE {role}")
        with pytest.raises(BadInput, match="ne possède pas les tables"):
            protection.require_possible(role)


@pytest.mark.postgres
@pytest.mark.django_db
def test_refusal_of_the_database_is_told_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "statements", lambda role: ["GRANT SELECT ON journal_entry TO personne"])
    with pytest.raises(CheckFailed, match="la base refuse de changer les droits"), transaction.atomic():
        protection.apply("personne")


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_has_no_roles_to_protect_from() -> None:
    with pytest.raises(BadInput, match="SQLite"):
        actions.protect(by=ME, role="tenir_app")
    assert checks.role_cannot_rewrite_the_journal() == []
