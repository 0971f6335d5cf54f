"""Reads the environment, and explains in one line what is missing, unreadable or wrong.

Kept apart from `settings.py` so that it can be tested without Django; `variables.py` declares each variable.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from tenir.config.openid import openid
from tenir.config.tiles import map_tiles
from tenir.config.variables import Reader
from tenir.core.errors import BadInput
from tenir.outside import fetching
from tenir.outside.openid.client import Client
from tenir.outside.tiles import Tiles

# Below this, the write-ahead log can corrupt a database when it is reset (fixed in SQLite 3.51.3).
SAFE_WAL = (3, 51, 3)
MINIMUM_KEY_LENGTH = 50
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+|[^<>]+ <[^@\s<>]+@[^@\s<>]+>")


@dataclass(frozen=True)
class Environment:
    """Everything that the settings take from outside."""

    production: bool
    demonstration: bool
    data_folder: Path
    static_folder: Path
    secret_key: str
    allowed_hosts: list[str]
    site_address: str
    trusted_proxies: int
    database: dict[str, Any]
    port: int
    log_level: str
    traceback: bool
    pg_bin: str
    email_backend: str
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_tls: bool
    email_from: str
    openid: Client | None
    staff_second_proof: str
    geocoder: str
    map_tiles: Tiles | None


class _Demonstration:
    """Whether this process was started as `tenir demo`.

    Not an environment variable: one left behind in a unit file would open the demonstration accounts of a real site.
    """

    announced = False


def announce_demonstration() -> None:
    """Said by the `tenir` command when it is asked for `demo`, before settings load."""
    _Demonstration.announced = True


class _Port:
    """The port that a command was asked to serve on; None leaves it to `PORT`."""

    announced: int | None = None


def announce_port(text: str) -> None:
    """Said by the `tenir` command before settings load: the address in letters is the one that answers."""
    known = text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535
    _Port.announced = int(text) if known else None


def read(variables: Mapping[str, str] = os.environ, *, demonstration: bool | None = None) -> Environment:
    """The environment as settings; raises `BadInput` naming the variable and the remedy."""
    reader = Reader(variables)
    demonstration = _Demonstration.announced if demonstration is None else demonstration
    production = reader.choice("TENIR_ENV", ("development", "production")) == "production"
    if production and demonstration:
        raise BadInput(
            "la démonstration ne tourne jamais en production.",
            where="TENIR_ENV",
            remedy="Lancez tenir serve, ou retirez cette variable.",
        )
    reader.refuse_value_and_file()
    hosts = _hosts(reader, production=production)
    port = _Port.announced or reader.integer("PORT", lowest=1, highest=65535)
    folder = _data_folder(reader)
    return Environment(
        production=production,
        demonstration=demonstration,
        data_folder=folder,
        static_folder=_static_folder(reader, folder, production=production),
        secret_key=_secret_key(reader, folder, production=production),
        allowed_hosts=hosts,
        site_address=_site_address(reader, hosts, port, production=production),
        trusted_proxies=reader.integer("TRUSTED_PROXIES", lowest=0, highest=9),
        database=_database(reader, folder),
        port=port,
        log_level=reader.choice("LOG_LEVEL", LEVELS),
        traceback=reader.yes("TENIR_TRACEBACK"),
        pg_bin=reader.text("TENIR_PG_BIN"),
        **_mail(reader, production=production),
        openid=openid(reader),
        staff_second_proof=reader.choice("STAFF_SECOND_PROOF", ("code", "none")),
        geocoder=_geocoder(reader),
        map_tiles=map_tiles(reader),
    )


def _geocoder(reader: Reader) -> str:
    """Addresses of people leave for it: over https, or to this machine."""
    service = reader.text("GEOCODER").rstrip("/")
    parts = urlsplit(service)
    if service and (not fetching.is_safe(service) or parts.query or parts.fragment or "@" in parts.netloc):
        raise BadInput(
            f"«\u202f{service}\u202f» n'est pas une adresse https.",
            where="GEOCODER",
            remedy="Écrivez par exemple https://data.geopf.fr/geocodage, ou http://127.0.0.1:7878 pour un addok ici.",
        )
    return service


def _data_folder(reader: Reader) -> Path:
    folder = Path(reader.text("TENIR_DATA")).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Trying is the only sure test: modes say nothing to root, nor about a read-only or full disk.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInput(
            f"le dossier de données {folder} ne peut pas être utilisé ({_reason(error)}).",
            where="TENIR_DATA",
            remedy="Donnez un dossier où ce compte peut écrire.",
        ) from error
    return folder


_REASONS: dict[type[OSError], str] = {
    FileExistsError: "c'est un fichier",
    NotADirectoryError: "un fichier est sur son chemin",
    PermissionError: "ce compte n'y a pas droit",
    FileNotFoundError: "il n'existe pas",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(type(error), f"erreur {error.errno} du système")


def _static_folder(reader: Reader, data: Path, *, production: bool) -> Path:
    folder = Path(reader.text("STATIC_ROOT") or data / "static").expanduser().absolute()
    if not production:
        # Nothing is collected outside production, but WhiteNoise warns about a folder that does not exist.
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _secret_key(reader: Reader, folder: Path, *, production: bool) -> str:
    key = reader.text("SECRET_KEY")
    if not production:
        return key or _own_key(folder / "secret_key")
    # Django's own check asks for five different characters at least; fifty letters « a » are no secret.
    if len(key) >= MINIMUM_KEY_LENGTH and len(set(key)) >= 5:
        return key
    trouble = "est trop faible (50 caractères tirés au hasard au moins)." if key else "manque."
    raise BadInput(
        f"la clé secrète {trouble}",
        where="SECRET_KEY",
        remedy='Produisez-en une par python3 -c "import secrets; print(secrets.token_urlsafe(50))".',
    )


def _own_key(file: Path) -> str:
    """A key made once for a demonstration or a developer, kept in the data folder for its owner alone.

    Two processes may start together, and one may be killed in the middle: the key is written apart, then linked
    under its name, which succeeds for exactly one of them.
    """
    try:
        if not file.exists():
            _write_once(file, secrets.token_urlsafe(MINIMUM_KEY_LENGTH))
        key = file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise _unreadable_key(file) from error
    if not key:
        raise _unreadable_key(file)
    return key


def _write_once(file: Path, text: str) -> None:
    descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=".secret_key-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _unreadable_key(file: Path) -> BadInput:
    return BadInput(
        f"la clé gardée dans {file} ne peut pas être lue.",
        where="TENIR_DATA",
        remedy="Supprimez ce fichier\u202f: une nouvelle clé sera faite.",
    )


def _hosts(reader: Reader, *, production: bool) -> list[str]:
    hosts = [host.strip() for host in reader.text("ALLOWED_HOSTS").split(",") if host.strip()]
    given = reader.given("ALLOWED_HOSTS")
    if production and (not given or not hosts):
        raise _bad_hosts("les noms sous lesquels le site est servi manquent.")
    wrong = [host for host in hosts if not _HOST.fullmatch(host) and (production or host != "*")]
    if wrong:
        raise _bad_hosts(f"«\u202f{wrong[0]}\u202f» n'est pas un nom de site.")
    return hosts


def _bad_hosts(sentence: str) -> BadInput:
    remedy = "Donnez des noms séparés par des virgules, par exemple tenir.example.org."
    return BadInput(sentence, where="ALLOWED_HOSTS", remedy=remedy)


def _site_address(reader: Reader, hosts: list[str], port: int, *, production: bool) -> str:
    default = f"https://{hosts[0].lstrip('.')}" if production else f"http://127.0.0.1:{port}"
    address = (reader.text("SITE_ADDRESS") or default).rstrip("/")
    parts = urlsplit(address)
    wanted = ("https",) if production else ("http", "https")
    if parts.scheme not in wanted or not parts.netloc or parts.query or parts.fragment:
        raise BadInput(
            f"«\u202f{address}\u202f» n'est pas une adresse qui commence par {' ou '.join(wanted)}://.",
            where="SITE_ADDRESS",
            remedy="Écrivez par exemple https://tenir.example.org.",
        )
    return address


def _database(reader: Reader, folder: Path) -> dict[str, Any]:
    address = reader.text("DATABASE_URL")
    if not address:
        return sqlite(folder / "tenir.sqlite3")
    # Asked first: for any other scheme, django-environ warns with the whole address, password included.
    if not address.startswith(("postgres://", "postgresql://", "sqlite:///")):
        raise _bad_address()
    try:
        database = dict(environ.Env.db_url_config(address))
    except Exception as error:
        raise _bad_address() from error
    if address.startswith("sqlite"):
        return sqlite(_sqlite_file(str(database.get("NAME") or "")))
    if not database.get("NAME"):
        raise _bad_address()
    return _postgresql(database)


def _sqlite_file(name: str) -> Path:
    if not name or not Path(name).absolute().parent.is_dir():
        raise BadInput(
            "le fichier SQLite n'est pas dans un dossier qui existe.",
            where="DATABASE_URL",
            remedy="Écrivez sqlite:////dossier/fichier, ou retirez la variable.",
        )
    return Path(name).absolute()


def _postgresql(database: dict[str, Any]) -> dict[str, Any]:
    # A server that is away is told within seconds, by the site as by a command.
    options = {"connect_timeout": 5} | dict(database.get("OPTIONS") or {})
    return database | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


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


def _mail(reader: Reader, *, production: bool) -> dict[str, Any]:
    host = reader.text("EMAIL_HOST")
    if production and not host:
        raise BadInput(
            "le serveur d'envoi du courrier manque.",
            where="EMAIL_HOST",
            remedy="Donnez son nom\u202f; sans courrier, personne ne peut entrer par code.",
        )
    return {
        "email_backend": f"django.core.mail.backends.{'smtp' if host else 'filebased'}.EmailBackend",
        "email_host": host,
        "email_port": reader.integer("EMAIL_PORT", lowest=1, highest=65535),
        "email_user": reader.text("EMAIL_HOST_USER"),
        "email_password": reader.text("EMAIL_HOST_PASSWORD"),
        "email_tls": reader.yes("EMAIL_USE_TLS"),
        "email_from": _mail_address(reader, "EMAIL_FROM"),
    }


def _mail_address(reader: Reader, name: str) -> str:
    address = reader.text(name)
    if not _MAIL_ADDRESS.fullmatch(address):
        raise BadInput(
            f"«\u202f{address}\u202f» n'est pas une adresse électronique.",
            where=name,
            remedy="Écrivez par exemple tenir@tenir.example.org.",
        )
    return address
