"""What the application's role may do on PostgreSQL: everything it serves with, nothing that rewrites the journal.

Two roles: the owner of the tables runs `tenir migrate`, another one serves the site. Owning a table is the right to
drop it, so the two must differ; a role that is a superuser, or a member of the owner, passes every REVOKE.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection

from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal.models import Entry

TABLE = Entry._meta.db_table
FORBIDDEN = ("UPDATE", "DELETE", "TRUNCATE")
# Rights on single columns are rights too.
_RIGHTS = """
SELECT has_table_privilege(%(role)s, %(table)s, 'UPDATE') OR has_any_column_privilege(%(role)s, %(table)s, 'UPDATE'),
       has_table_privilege(%(role)s, %(table)s, 'DELETE'), has_table_privilege(%(role)s, %(table)s, 'TRUNCATE')
"""
_ROLE = """
SELECT rolsuper, pg_has_role(rolname, (SELECT relowner FROM pg_class WHERE oid = %(table)s::regclass), 'MEMBER')
FROM pg_roles WHERE rolname = %(role)s
"""


@dataclass(frozen=True)
class Standing:
    """What a role could do to the journal."""

    role: str
    superuser: bool
    owner: bool
    rights: tuple[str, ...]

    @property
    def trouble(self) -> str:
        """Why the role could rewrite the journal, in French; empty when it cannot."""
        if self.superuser:
            return "il est superutilisateur"
        if self.owner:
            return "il possède les tables, ou est membre du rôle qui les possède"
        return f"il en a encore le droit ({', '.join(self.rights)})" if self.rights else ""


def standing(role: str) -> Standing | None:
    """What `role` could do to the journal; None when there is no such role. PostgreSQL only."""
    parameters = {"role": role, "table": TABLE}
    with connection.cursor() as cursor:
        cursor.execute(_ROLE, parameters)
        found = cursor.fetchone()
        if found is None:
            return None
        cursor.execute(_RIGHTS, parameters)
        held = cursor.fetchone()
    rights = tuple(name for name, has in zip(FORBIDDEN, held, strict=True) if has)
    superuser, owner = found
    return Standing(role, superuser=superuser, owner=owner, rights=rights)


def current_role() -> str:
    """The role that this process is connected as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def statements(role: str) -> list[str]:
    """What `tenir journal protect` runs, in its order: tables of today, tables of tomorrow, then the journal."""
    quote = connection.ops.quote_name
    name, schema, journal = quote(role), quote(_schema()), quote(TABLE)
    served = "SELECT, INSERT, UPDATE, DELETE"
    return [
        f"GRANT USAGE ON SCHEMA {schema} TO {name}",
        f"GRANT {served} ON ALL TABLES IN SCHEMA {schema} TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {served} ON TABLES TO {name}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {name}",
        f"REVOKE ALL ON {journal} FROM {name}, PUBLIC",
        f"GRANT SELECT, INSERT ON {journal} TO {name}",
    ]


def require_possible(role: str) -> None:
    """Raise `BadInput` when revoking rights from `role` makes no sense here."""
    if connection.vendor != "postgresql":
        raise BadInput(
            "la base est un fichier SQLite, qui ne connaît pas de rôles.",
            where="DATABASE_URL",
            remedy="Gardez la tête du journal ailleurs (tenir journal head), ou passez à PostgreSQL.",
        )
    mine, found = standing(current_role()), standing(role)
    if mine and not (mine.owner or mine.superuser):
        # PostgreSQL would only warn, and grant nothing.
        raise BadInput(
            f"le rôle «\u202f{mine.role}\u202f» ne possède pas les tables et ne peut pas en donner les droits.",
            where="DATABASE_URL",
            remedy="Lancez cette commande avec le rôle qui lance tenir migrate.",
        )
    if found is None:
        raise BadInput(
            f"le rôle «\u202f{role}\u202f» n'existe pas dans la base.",
            where="--role",
            remedy="Créez-le par createuser, puis recommencez.",
        )
    if found.superuser or found.owner:
        raise BadInput(
            f"le rôle «\u202f{role}\u202f» peut toujours réécrire le journal\u202f: {found.trouble}.",
            where="--role",
            remedy="Donnez un rôle ordinaire pour l'application, distinct de celui qui lance tenir migrate.",
        )


def apply(role: str) -> None:
    """Run the statements, and make sure that nothing is left; raises `CheckFailed`, the transaction is rolled back."""
    _run(statements(role))
    found = standing(role)
    if found and found.trouble:
        raise CheckFailed(
            f"le rôle «\u202f{role}\u202f» garde un droit reçu d'un autre rôle\u202f: {found.trouble}.",
            remedy="Retirez-lui cette appartenance (REVOKE autre_role FROM role), puis recommencez.",
        )


def _run(orders: list[str]) -> None:
    try:
        with connection.cursor() as cursor:
            for order in orders:
                cursor.execute(order)
    except DatabaseError as error:
        raise CheckFailed(
            f"la base refuse de changer les droits ({str(error).splitlines()[0]}).",
            where="DATABASE_URL",
            remedy="Lancez cette commande avec le rôle qui lance tenir migrate.",
        ) from error


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])
