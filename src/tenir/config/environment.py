"""Reads the environment, and explains in one line what is missing, unreadable or wrong.

Kept apart from `settings.py` so that it can be tested without Django.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ

from tenir.core.errors import BadInput

# Below this, the write-ahead log can corrupt a database when it is reset (fixed in SQLite 3.51.3).
SAFE_WAL = (3, 51, 3)
MINIMUM_KEY_LENGTH = 50


@dataclass(frozen=True)
class Environment:
    """Everything that the settings take from outside."""

    production: bool
    data_folder: Path
    static_folder: Path
    secret_key: str
    allowed_hosts: list[str]
    site_address: str
    database: dict[str, Any]
    email_backend: str
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_tls: bool
    email_from: str


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment as settings; raises `BadInput` naming the variable and the remedy."""
    production = _production(variables)
    folder = _data_folder(variables)
    hosts = _hosts(variables, production=production)
    return Environment(
        production=production,
        data_folder=folder,
        static_folder=Path(variables.get("STATIC_ROOT") or folder / "static").absolute(),
        secret_key=_secret_key(variables, folder, production=production),
        allowed_hosts=hosts,
        site_address=variables.get("SITE_ADDRESS")
        or (f"https://{hosts[0]}" if production else "http://127.0.0.1:8000"),
        database=_database(variables, folder),
        **_mail(variables, production=production),
    )


def _production(variables: Mapping[str, str]) -> bool:
    value = variables.get("TENIR_ENV", "development")
    if value not in ("development", "production"):
        raise BadInput(
            f"la valeur «\u202f{value}\u202f» n'existe pas.",
            where="TENIR_ENV",
            remedy="Écrivez development ou production.",
        )
    return value == "production"


def _data_folder(variables: Mapping[str, str]) -> Path:
    folder = Path(variables.get("TENIR_DATA") or "var").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"le dossier de données {folder} ne peut pas être créé ({error.strerror}).",
            where="TENIR_DATA",
            remedy="Donnez un dossier où ce compte peut écrire.",
        ) from error
    return folder


def _secret_key(variables: Mapping[str, str], folder: Path, *, production: bool) -> str:
    key = variables.get("SECRET_KEY") or _key_from_file(variables)
    if key and (len(key) >= MINIMUM_KEY_LENGTH or not production):
        return key
    if production:
        trouble = "est trop courte (50 caractères au moins)." if key else "manque."
        raise BadInput(
            f"la clé secrète {trouble}",
            where="SECRET_KEY",
            remedy='Produisez-en une par python3 -c "import secrets; print(secrets.token_urlsafe(50))".',
        )
    return _own_key(folder / "secret_key")


def _key_from_file(variables: Mapping[str, str]) -> str:
    name = variables.get("SECRET_KEY_FILE")
    if not name:
        return ""
    try:
        return Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"le fichier {name} ne peut pas être lu.",
            where="SECRET_KEY_FILE",
            remedy="Vérifiez son chemin et ses droits.",
        ) from error


def _own_key(file: Path) -> str:
    """A key made once for a demonstration or a developer, kept in the data folder for its owner alone."""
    if not file.exists():
        # Two processes may start together: the first one that creates the file wins, the other reads it.
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return file.read_text(encoding="utf-8")
        with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
            handle.write(secrets.token_urlsafe(MINIMUM_KEY_LENGTH))
    return file.read_text(encoding="utf-8")


def _hosts(variables: Mapping[str, str], *, production: bool) -> list[str]:
    hosts = [host.strip() for host in variables.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if production and (not hosts or "*" in hosts):
        raise BadInput(
            "les noms sous lesquels le site est servi manquent.",
            where="ALLOWED_HOSTS",
            remedy="Donnez-les séparés par des virgules, par exemple tenir.example.org.",
        )
    return hosts or ["127.0.0.1", "localhost", "[::1]"]


def _database(variables: Mapping[str, str], folder: Path) -> dict[str, Any]:
    address = variables.get("DATABASE_URL")
    if not address:
        return sqlite(folder / "tenir.sqlite3")
    try:
        database = dict(environ.Env.db_url_config(address))
    except Exception as error:
        raise _bad_address() from error
    if database.get("ENGINE") == "django.db.backends.sqlite3":
        return sqlite(Path(str(database["NAME"])))
    if database.get("ENGINE") != "django.db.backends.postgresql" or not database.get("NAME"):
        raise _bad_address()
    return database | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def _bad_address() -> BadInput:
    return BadInput(
        "l'adresse de la base n'est pas lisible.",
        where="DATABASE_URL",
        remedy="Écrivez postgres://compte:mot-de-passe@serveur:5432/base, ou retirez la variable pour SQLite.",
    )


def sqlite(file: Path) -> dict[str, Any]:
    """The embedded database: an acknowledged write survives kill -9 and power loss."""
    journal = "WAL" if sqlite3.sqlite_version_info >= SAFE_WAL else "DELETE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            # A transaction takes the write lock at its start: two writers queue instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
        },
    }


def _mail(variables: Mapping[str, str], *, production: bool) -> dict[str, Any]:
    host = variables.get("EMAIL_HOST", "")
    if production and not host:
        raise BadInput(
            "le serveur d'envoi du courrier manque.",
            where="EMAIL_HOST",
            remedy="Donnez son nom\u202f; sans courrier, personne ne peut entrer par code.",
        )
    return {
        "email_backend": f"django.core.mail.backends.{'smtp' if host else 'filebased'}.EmailBackend",
        "email_host": host,
        "email_port": _integer(variables, "EMAIL_PORT", 587),
        "email_user": variables.get("EMAIL_HOST_USER", ""),
        "email_password": variables.get("EMAIL_HOST_PASSWORD", ""),
        "email_tls": variables.get("EMAIL_USE_TLS", "yes").lower() in ("1", "yes", "true", "on"),
        "email_from": variables.get("EMAIL_FROM", "tenir@localhost"),
    }


def _integer(variables: Mapping[str, str], name: str, default: int) -> int:
    value = variables.get(name) or str(default)
    if not value.isdecimal():
        raise BadInput(
            f"«\u202f{value}\u202f» n'est pas un nombre entier.", where=name, remedy=f"Écrivez par exemple {default}."
        )
    return int(value)
