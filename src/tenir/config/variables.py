"""Every environment variable that Tenir reads: its name, meaning, default and example.

`environment.py` may read only what is declared here, and docs/reference/settings.md is generated from it, so a
setting cannot exist without its explanation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenir.core.errors import BadInput

YES, NO = ("1", "yes", "true", "on", "oui"), ("0", "no", "false", "off", "non")


@dataclass(frozen=True)
class Variable:
    """One environment variable. `default` is also what an empty value means."""

    name: str
    meaning: str
    default: str = ""
    example: str = ""
    # Production refuses to start without it.
    required: bool = False
    # A secret may be given as a file instead, named by the same variable with `_FILE` (systemd credentials).
    secret: bool = False


VARIABLES = (
    Variable(
        "TENIR_ENV",
        "Usage de cette installation : development (démonstration, tests, poste de travail) ou production, "
        "qui refuse de démarrer si un réglage manque ou n'est pas sûr.",
        default="development",
        example="production",
    ),
    Variable(
        "TENIR_DATA",
        "Dossier de données : base SQLite, fichiers déposés, journal des erreurs.",
        default="var",
        example="/var/lib/tenir",
    ),
    Variable(
        "SECRET_KEY",
        "Clé qui signe sessions et formulaires, 50 caractères au moins. Hors production, Tenir en fait une "
        "et la garde dans le dossier de données.",
        example="(50 caractères tirés au hasard)",
        required=True,
        secret=True,
    ),
    Variable(
        "ALLOWED_HOSTS",
        "Noms sous lesquels le site est servi, séparés par des virgules ; « * » est refusé en production.",
        default="127.0.0.1,localhost,[::1]",
        example="tenir.example.org",
        required=True,
    ),
    Variable(
        "SITE_ADDRESS",
        "Adresse publique du site, écrite dans les courriels et les exports. Par défaut en production : "
        "https:// suivi du premier nom d'ALLOWED_HOSTS.",
        example="https://tenir.example.org",
    ),
    Variable(
        "TRUSTED_PROXIES",
        "Nombre de mandataires à nous devant le site, qui écrivent X-Forwarded-For : 0 pour tenir serve, 1 derrière "
        "nginx. Compte trop haut : un visiteur choisit l'adresse sous laquelle ses essais d'entrée sont comptés ; trop "
        "bas : tous les visiteurs partagent une même limite.",
        default="0",
        example="1",
    ),
    Variable(
        "DATABASE_URL",
        "Base de données. Sans elle : un fichier SQLite dans le dossier de données.",
        example="postgres://tenir@127.0.0.1:5432/tenir",
        secret=True,
    ),
    Variable(
        "STATIC_ROOT",
        "Dossier où collectstatic range feuilles de style et scripts. Par défaut : static, dans le dossier de données.",
        example="/var/lib/tenir/static",
    ),
    Variable(
        "EMAIL_HOST",
        "Serveur d'envoi du courrier. Hors production et sans lui, les courriels sont écrits dans le "
        "sous-dossier mails du dossier de données.",
        example="smtp.example.org",
        required=True,
    ),
    Variable("EMAIL_PORT", "Port du serveur d'envoi.", default="587", example="587"),
    Variable("EMAIL_HOST_USER", "Compte sur le serveur d'envoi.", example="tenir"),
    Variable("EMAIL_HOST_PASSWORD", "Mot de passe de ce compte.", secret=True),
    Variable("EMAIL_USE_TLS", "Chiffre l'envoi par STARTTLS : yes ou no.", default="yes", example="yes"),
    Variable(
        "EMAIL_FROM",
        "Adresse d'expédition des courriels.",
        default="tenir@localhost",
        example="tenir@tenir.example.org",
    ),
    Variable(
        "OPENID_ISSUER",
        "Fournisseur OpenID Connect par lequel on peut entrer, tel que lui-même se nomme (issuer). Sans lui, cette "
        "porte n'existe pas. docs/how-to/sign-in-with-proconnect.md dit comment l'ouvrir.",
        example="https://fournisseur.example.org/api/v2",
    ),
    Variable("OPENID_CLIENT_ID", "Identifiant de ce site chez le fournisseur.", example="tenir"),
    Variable("OPENID_CLIENT_SECRET", "Secret de ce site chez le fournisseur.", secret=True),
    Variable("OPENID_LABEL", "Texte du bouton.", default="Se connecter avec ProConnect", example="Entrer avec Exemple"),
    Variable(
        "OPENID_SCOPES",
        "Ce qui est demandé au fournisseur, séparé par des espaces ; openid en fait partie. Tenir ne garde que "
        "l'identifiant de la personne.",
        default="openid email",
        example="openid email",
    ),
    Variable(
        "OPENID_ALGORITHMS",
        "Signatures acceptées du fournisseur, séparées par des virgules ; none et HS* sont refusés.",
        default="RS256,ES256",
        example="ES256",
    ),
    Variable(
        "OPENID_ACR",
        "Niveaux de garantie (acr) dont l'un est exigé à chaque entrée, séparés par des virgules. Sans valeur : tous.",
        example="eidas2,eidas3",
    ),
    Variable(
        "OPENID_AMR",
        "Preuves (amr) dont l'une est exigée à chaque entrée, séparées par des virgules. Sans valeur : toutes.",
        example="mfa",
    ),
    Variable(
        "OPENID_USERINFO",
        "Demande au fournisseur sa réponse userinfo signée, et la vérifie : yes ou no. Avec no, seul le jeton "
        "d'identité est lu ; une réponse sans signature n'est jamais crue.",
        default="yes",
        example="no",
    ),
    Variable(
        "OPENID_PKCE",
        "Lie la réponse au navigateur qui l'a demandée par PKCE aussi : yes, ou no pour un fournisseur qui refuse "
        "tout paramètre qu'il ne connaît pas.",
        default="yes",
        example="no",
    ),
    Variable(
        "STAFF_SECOND_PROOF",
        "Ce qui est demandé, après le mot de passe, à qui administre, pilote, coordonne ou suit pour l'État ou la "
        "collectivité : code (à usage unique, envoyé à son adresse) ou none. Une clé d'accès n'en demande pas. Les "
        "comptes de démonstration entrent avec leur seul mot de passe.",
        default="code",
        example="code",
    ),
    Variable(
        "GEOCODER",
        "Service qui trouve où est une adresse, sans son /search/csv : le service national ou un addok à vous. "
        "Sans lui, « Mon quartier » ne demande que des coordonnées et rien ne sort du site. "
        "docs/how-to/set-an-address-search.md dit ce qui lui est envoyé.",
        example="https://data.geopf.fr/geocodage",
    ),
    Variable(
        "MAP_TILES",
        "Fond de carte des cartes détaillées, avec {z}, {x} et {y} dans son chemin : un service public ou le vôtre. "
        "Sans lui, les cartes ne montrent que les contours de ce site et rien n'en sort. docs/how-to/set-map-tiles.md "
        "dit ce que ce service apprend.",
        example="https://fonds.example.org/plan/{z}/{x}/{y}.png",
    ),
    Variable(
        "MAP_TILES_ATTRIBUTION",
        "Ce que le service demande d'écrire sous la carte ; exigé avec MAP_TILES.",
        example="© les contributeurs d'OpenStreetMap",
    ),
    Variable("PORT", "Port sur lequel tenir serve et tenir demo écoutent.", default="8000", example="8000"),
    Variable(
        "LOG_LEVEL",
        "Gravité à partir de laquelle une ligne est écrite dans les journaux techniques : "
        "DEBUG, INFO, WARNING, ERROR ou CRITICAL.",
        default="INFO",
        example="WARNING",
    ),
    Variable(
        "TENIR_TRACEBACK",
        "Mise à 1, montre le détail technique d'une erreur imprévue au lieu de le garder dans erreurs.log.",
        default="0",
        example="1",
    ),
    Variable(
        "TENIR_PG_BIN",
        "Dossier de pg_dump, quand il n'est pas sur le PATH (sauvegarde d'une base PostgreSQL).",
        example="/usr/lib/postgresql/15/bin",
    ),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


class Reader:
    """Reads declared variables only; raises `BadInput` naming the variable and the remedy."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """The value, else the content of the file that `<name>_FILE` names, else the default."""
        variable = _BY_NAME[name]
        value = self._values.get(name, "").strip()
        if "\0" in value or "\n" in value:
            raise BadInput("la valeur tient sur plusieurs lignes.", where=name, remedy="Écrivez-la sur une seule.")
        return value or (self._from_file(name) if variable.secret else "") or variable.default

    def given(self, name: str) -> bool:
        """Whether the variable was set, to something."""
        return bool(self._values.get(name, "").strip())

    def _from_file(self, name: str) -> str:
        file = self._values.get(f"{name}_FILE", "").strip()
        if not file:
            return ""
        try:
            content = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise BadInput(
                f"le fichier {file} ne peut pas être lu.",
                where=f"{name}_FILE",
                remedy="Vérifiez son chemin et ses droits.",
            ) from error
        if not content:
            raise BadInput(f"le fichier {file} est vide.", where=f"{name}_FILE", remedy="Écrivez-y la valeur.")
        return content

    def refuse_value_and_file(self) -> None:
        """A secret given twice: which of the two is right would be a guess."""
        for variable in VARIABLES:
            if variable.secret and self._values.get(variable.name) and self._values.get(f"{variable.name}_FILE"):
                raise BadInput(
                    f"la valeur est donnée deux fois, ici et par {variable.name}_FILE.",
                    where=variable.name,
                    remedy="Gardez l'une des deux.",
                )

    def integer(self, name: str, *, lowest: int, highest: int) -> int:
        """A whole number between two bounds, both included."""
        value = self.text(name)
        if not (value.isascii() and value.isdecimal()) or not lowest <= int(value) <= highest:
            raise BadInput(
                f"«\u202f{value}\u202f» n'est pas un nombre entier de {lowest} à {highest}.",
                where=name,
                remedy=f"Écrivez par exemple {_BY_NAME[name].default}.",
            )
        return int(value)

    def yes(self, name: str) -> bool:
        """Yes or no, in the usual spellings."""
        value = self.text(name).lower()
        if value not in YES + NO:
            raise BadInput(f"«\u202f{value}\u202f» n'est ni yes ni no.", where=name, remedy="Écrivez yes ou no.")
        return value in YES

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self.text(name)
        if value not in choices:
            listed = ", ".join(choices[:-1]) + f" ou {choices[-1]}"
            raise BadInput(f"la valeur «\u202f{value}\u202f» n'existe pas.", where=name, remedy=f"Écrivez {listed}.")
        return value


def reference() -> str:
    """docs/reference/settings.md, in Markdown."""
    return "\n".join([_INTRODUCTION, *(_described(variable) for variable in VARIABLES)])


_INTRODUCTION = """# Settings

Settings come from the environment only. A missing, unreadable or wrong one is explained in one line on stderr, with
exit status 2, before anything starts. An empty value means the default. Secrets may be given as a file: set the same
name followed by `_FILE` to its path (never both). This page is generated from `src/tenir/config/variables.py`.
"""


def _described(variable: Variable) -> str:
    lines = [f"## `{variable.name}`", "", _spaced(variable.meaning), ""]
    lines += [f"- Default: `{variable.default}`"] if variable.default else ["- Default: none"]
    lines += [f"- Example: `{variable.name}={variable.example}`"] if variable.example else []
    lines += ["- Required in production."] if variable.required else []
    lines += [f"- May be given as a file, by `{variable.name}_FILE`."] if variable.secret else []
    return "\n".join([*lines, ""])


def _spaced(text: str) -> str:
    """French narrow spaces before high punctuation and inside quotation marks."""
    for mark in (" :", " ;", " »"):
        text = text.replace(mark, "\u202f" + mark[1])
    return text.replace("« ", "«\u202f")
