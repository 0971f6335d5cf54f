"""Every missing, unreadable or wrong setting is explained in one French line, exit status 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from csp.constants import SELF

from tenir import cli
from tenir.config import environment
from tenir.config.environment import Environment
from tenir.core.errors import BadInput

KEY = "k3y-of-a-test-" * 5
OPENID = {
    "OPENID_ISSUER": "https://identites.example.org/api/v2",
    "OPENID_CLIENT_ID": "tenir",
    "OPENID_CLIENT_SECRET": "s3cr3t",
}

TILES = {"MAP_TILES": "https://fonds.example.org/{z}/{x}/{y}.png", "MAP_TILES_ATTRIBUTION": "© Fonds"}


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """The smallest environment that production accepts."""
    return {
        "TENIR_ENV": "production",
        "TENIR_DATA": str(tmp_path / "data"),
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": "tenir.example.org",
        "EMAIL_HOST": "smtp.example.org",
    }


def read(variables: dict[str, str], **changes: str) -> Environment:
    return environment.read(variables | changes)


def test_production_smallest_environment_is_read(production: dict[str, str]) -> None:
    read_ = read(production)
    assert (read_.production, read_.demonstration) == (True, False)
    assert (read_.secret_key, read_.site_address) == (KEY, "https://tenir.example.org")
    assert (read_.email_port, read_.email_tls, read_.port, read_.log_level) == (587, True, 8000, "INFO")


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"TENIR_ENV": "prod"}, "TENIR_ENV", "«\u202fprod\u202f» n'existe pas. Écrivez development ou production."),
        ({"SECRET_KEY": ""}, "SECRET_KEY", "la clé secrète manque"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY", "trop faible"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY", "trop faible"),
        ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE", "ne peut pas être lu"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY", "deux fois"),
        ({"SECRET_KEY": KEY + "\nmore"}, "SECRET_KEY", "plusieurs lignes"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS", "manquent"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS", "manquent"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS", "«\u202f*\u202f» n'est pas un nom de site"),
        ({"ALLOWED_HOSTS": "https://a.org/"}, "ALLOWED_HOSTS", "n'est pas un nom de site"),
        ({"SITE_ADDRESS": "tenir.example.org"}, "SITE_ADDRESS", "https://"),
        ({"SITE_ADDRESS": "http://tenir.example.org"}, "SITE_ADDRESS", "https://"),
        ({"DATABASE_URL": "garbage"}, "DATABASE_URL", "n'est pas lisible"),
        ({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL", "n'est pas lisible"),
        ({"DATABASE_URL": "postgres://a:b@c/"}, "DATABASE_URL", "n'est pas lisible"),
        ({"DATABASE_URL": "postgres://a:b@c:port/d"}, "DATABASE_URL", "n'est pas lisible"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all"}, "DATABASE_URL", "dossier qui existe"),
        ({"DATABASE_URL": "sqlite://:memory:"}, "DATABASE_URL", "n'est pas lisible"),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST", "manque"),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT", "«\u202fsmtp\u202f» n'est pas un nombre entier de 1 à 65535"),
        ({"EMAIL_PORT": "٣"}, "EMAIL_PORT", "nombre entier"),
        ({"EMAIL_USE_TLS": "maybe"}, "EMAIL_USE_TLS", "ni yes ni no"),
        ({"EMAIL_FROM": "nobody"}, "EMAIL_FROM", "adresse électronique"),
        ({"EMAIL_HOST_PASSWORD": "a", "EMAIL_HOST_PASSWORD_FILE": "b"}, "EMAIL_HOST_PASSWORD", "deux fois"),
        ({"PORT": "70000"}, "PORT", "de 1 à 65535"),
        ({"PORT": "eighty"}, "PORT", "de 1 à 65535"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL", "DEBUG, INFO, WARNING, ERROR ou CRITICAL"),
        ({"TENIR_TRACEBACK": "perhaps"}, "TENIR_TRACEBACK", "ni yes ni no"),
        ({"GEOCODER": "http://adresses.example.org"}, "GEOCODER", "n'est pas une adresse https"),
        ({"GEOCODER": "https://adresses.example.org?q="}, "GEOCODER", "n'est pas une adresse https"),
        ({"MAP_TILES": "http://fonds.example.org/{z}/{x}/{y}.png"}, "MAP_TILES", "n'est pas une adresse https"),
        ({"MAP_TILES": "https://fonds.example.org/{z}/{x}.png"}, "MAP_TILES", "n'est pas une adresse https"),
        ({"MAP_TILES": "https://{s}.example.org/{z}/{x}/{y}.png"}, "MAP_TILES", "n'est pas une adresse https"),
        ({"MAP_TILES": "https://[a/{z}/{x}/{y}.png"}, "MAP_TILES", "n'est pas une adresse https"),
        ({"MAP_TILES": "https://a.org:b/{z}/{x}/{y}.png"}, "MAP_TILES", "n'est pas une adresse https"),
        ({"MAP_TILES": "https://a.org;script-src *;/{z}/{x}/{y}"}, "MAP_TILES", "n'est pas une adresse https"),
        ({"MAP_TILES": "https://a.example.org/{z}/{x}/{y}.png"}, "MAP_TILES_ATTRIBUTION", "la valeur manque"),
        ({"STAFF_SECOND_PROOF": "sms"}, "STAFF_SECOND_PROOF", "Écrivez code ou none"),
        (OPENID | {"OPENID_ISSUER": "http://identites.example.org"}, "OPENID_ISSUER", "n'est pas une adresse https"),
        (OPENID | {"OPENID_ISSUER": "https://a@identites.example.org"}, "OPENID_ISSUER", "n'est pas une adresse https"),
        (OPENID | {"OPENID_ISSUER": "https://identites.example.org?a"}, "OPENID_ISSUER", "n'est pas une adresse https"),
        (OPENID | {"OPENID_CLIENT_ID": ""}, "OPENID_CLIENT_ID", "la valeur manque"),
        (OPENID | {"OPENID_CLIENT_SECRET": ""}, "OPENID_CLIENT_SECRET", "la valeur manque"),
        (OPENID | {"OPENID_SCOPES": "email"}, "OPENID_SCOPES", "openid manque"),
        (OPENID | {"OPENID_ALGORITHMS": "RS256,none"}, "OPENID_ALGORITHMS", "«\u202fnone\u202f» n'est pas acceptée"),
        (OPENID | {"OPENID_ALGORITHMS": "HS256"}, "OPENID_ALGORITHMS", "«\u202fHS256\u202f» n'est pas acceptée"),
        (OPENID | {"OPENID_ALGORITHMS": " , "}, "OPENID_ALGORITHMS", "n'est pas acceptée"),
        (OPENID | {"OPENID_PKCE": "maybe"}, "OPENID_PKCE", "ni yes ni no"),
    ],
)
def test_wrong_setting_is_explained(
    production: dict[str, str], changes: dict[str, str], where: str, words: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read(production, **changes)
    assert refused.value.where == where
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.remedy
    assert refused.value.exit_status == 2


def test_nobody_comes_in_from_outside_unless_settings_say_so(production: dict[str, str]) -> None:
    assert read(production).openid is None
    assert read(production).staff_second_proof == "code"


def test_addresses_go_nowhere_unless_settings_say_where(production: dict[str, str]) -> None:
    assert read(production).geocoder == ""
    assert read(production, GEOCODER="https://data.geopf.fr/geocodage/").geocoder == "https://data.geopf.fr/geocodage"
    assert read(production, GEOCODER="http://127.0.0.1:7878").geocoder == "http://127.0.0.1:7878"


def test_maps_ask_nothing_of_anybody_unless_settings_say_whom(production: dict[str, str]) -> None:
    assert read(production, MAP_TILES_ATTRIBUTION="© Fonds").map_tiles is None
    chosen = "https://fonds.example.org:8443/plan?z={z}&x={x}&y={y}"
    tiles = read(production, MAP_TILES=chosen, MAP_TILES_ATTRIBUTION="© Fonds").map_tiles
    assert tiles is not None
    assert (tiles.template, tiles.attribution) == (chosen, "© Fonds")
    assert (tiles.origin, tiles.host) == ("https://fonds.example.org:8443", "fonds.example.org")


@pytest.mark.parametrize(("chosen", "sources"), [({}, [SELF]), (TILES, [SELF, "https://fonds.example.org"])])
def test_pictures_come_from_elsewhere_only_when_chosen(
    tmp_path: Path, chosen: dict[str, str], sources: list[str]
) -> None:
    told = "from tenir.config import settings; print(*settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    variables = {**os.environ, "TENIR_ENV": "development", "TENIR_DATA": str(tmp_path), **chosen}
    done = subprocess.run([sys.executable, "-c", told], env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.split() == sources


def test_provider_of_identities_is_read(production: dict[str, str]) -> None:
    client = read(production, **OPENID, OPENID_ACR="eidas2, eidas3").openid
    assert client is not None
    assert (client.origin, client.acr, client.amr) == ("https://identites.example.org", ("eidas2", "eidas3"), ())
    assert (client.label, client.scopes) == ("Se connecter avec ProConnect", ("openid", "email"))
    assert (client.algorithms, client.pkce, client.userinfo) == (("RS256", "ES256"), True, True)


@pytest.mark.parametrize("scheme", ["postgres", "postgress"])
def test_secret_never_appears_in_an_error(production: dict[str, str], scheme: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(production, DATABASE_URL=f"{scheme}://tenir:s3cr3t@host:port/base")
    assert "s3cr3t" not in str(refused.value)


@pytest.mark.parametrize("below", ["", "/below"])
def test_data_folder_that_is_a_file_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match=r"TENIR_DATA.*fichier"):
        environment.read({"TENIR_DATA": f"{tmp_path}/file{below}"})


def test_data_folder_without_room_to_write_is_refused() -> None:
    # /proc refuses new files to everybody, root included.
    with pytest.raises(BadInput, match="TENIR_DATA"):
        environment.read({"TENIR_DATA": "/proc"})


def test_demonstration_is_refused_in_production(production: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="jamais en production"):
        environment.read(production, demonstration=True)


def test_demonstration_is_off_unless_announced(tmp_path: Path) -> None:
    variables = {"TENIR_DATA": str(tmp_path), "TENIR_DEMONSTRATION": "yes", "DEMONSTRATION": "yes"}
    assert environment.read(variables).demonstration is False


def test_secret_key_is_read_from_its_file(production: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert read(production, SECRET_KEY="", SECRET_KEY_FILE=str(tmp_path / "key")).secret_key == KEY


def test_empty_or_binary_secret_file_is_refused(production: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "key"
    for content in (b"", b"\xff\xfe\x00"):
        file.write_bytes(content)
        with pytest.raises(BadInput, match="SECRET_KEY_FILE"):
            read(production, SECRET_KEY="", SECRET_KEY_FILE=str(file))


def test_own_key_is_kept_for_its_owner(tmp_path: Path) -> None:
    first = environment.read({"TENIR_DATA": str(tmp_path)}).secret_key
    assert len(first) >= 50
    assert environment.read({"TENIR_DATA": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["secret_key"]


def test_emptied_own_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(BadInput, match="secret_key"):
        environment.read({"TENIR_DATA": str(tmp_path)})


def test_sqlite_is_durable(tmp_path: Path) -> None:
    options = environment.read({"TENIR_DATA": str(tmp_path)}).database["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize(("version", "journal"), [((3, 40, 1), "DELETE"), ((3, 51, 3), "WAL")])
def test_sqlite_with_the_reset_bug_keeps_the_rollback_journal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: tuple[int, int, int], journal: str
) -> None:
    monkeypatch.setattr(environment.sqlite3, "sqlite_version_info", version)
    assert f"journal_mode={journal};" in environment.sqlite(tmp_path / "x")["OPTIONS"]["init_command"]


def test_postgresql_gives_up_within_seconds(production: dict[str, str]) -> None:
    database = read(production, DATABASE_URL="postgres://tenir:pass@127.0.0.1:5432/tenir").database
    assert (database["NAME"], database["USER"], database["OPTIONS"]) == ("tenir", "tenir", {"connect_timeout": 5})


def test_reading_takes_the_process_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TENIR_DATA", str(tmp_path / "mine"))
    assert environment.read(os.environ).data_folder == tmp_path / "mine"


@pytest.mark.parametrize("asked", [["--port", "8123"], ["--load-only", "--port=8123"]])
def test_port_of_the_command_is_the_one_that_letters_tell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: list[str]
) -> None:
    monkeypatch.setattr(environment._Port, "announced", None)
    variables = {"TENIR_DATA": str(tmp_path), "PORT": "8001"}
    assert environment.read(variables).site_address == "http://127.0.0.1:8001"
    cli._announce("serve", asked)
    told = environment.read(variables)
    assert (told.site_address, told.port) == ("http://127.0.0.1:8123", 8123)
    assert environment.read(variables | {"SITE_ADDRESS": "http://ici:9"}).site_address == "http://ici:9"


@pytest.mark.parametrize("asked", [[], ["--port"], ["--port", "70000"], ["--port", "x"]])
def test_port_that_cannot_be_read_is_left_to_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: list[str]
) -> None:
    monkeypatch.setattr(environment._Port, "announced", None)
    cli._announce("serve", asked)
    assert environment.read({"TENIR_DATA": str(tmp_path)}).port == 8000
