"""`tenir admin create`."""

from __future__ import annotations

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.operations.commands import NounCommand, add_dry_run
from tenir.core.people import actions, mail
from tenir.core.people.models import Membership, User

ORGANISATION = "Administration de Tenir"


class Command(NounCommand):
    """Accounts that administer the site."""

    noun = "admin"
    help = "Ouvre le premier compte d'administration d'un site en production."

    def add_verbs(self) -> None:
        """One verb."""
        create = self.verb("create", self.create, help="Ouvre un compte d'administration sur toute la France.")
        create.add_argument("--email", metavar="ADRESSE", help="Adresse électronique. Demandée si elle manque.")
        create.add_argument("--name", metavar="NOM", help="Nom affiché. Demandé s'il manque.")
        create.add_argument(
            "--organisation", metavar="NOM", default=ORGANISATION, help="Organisation de la personne, créée au besoin."
        )
        create.add_argument("--again", action="store_true", help="Même si le site a déjà son administration.")
        create.add_argument(
            "--no-password", action="store_true", help="Ne demande pas de mot de passe\u202f: entrée par code."
        )
        add_dry_run(create)

    def create(
        self, *, email: str | None, name: str | None, organisation: str, again: bool, no_password: bool, dry_run: bool
    ) -> None:
        """Ask what is missing when somebody is there to answer, then act."""
        email = _address(email or _ask("Adresse électronique", "--email"))
        name = (name or _ask("Nom affiché", "--name")).strip()
        if dry_run:
            self._tell_only(email, again=again)
            return
        password = None if no_password else _password(email, name)
        actions.create_first_administrator(
            by=System("admin"), email=email, name=name, organisation_name=organisation, password=password, again=again
        )
        mail.wait()
        way = "par mot de passe ou par code" if password else "par un code envoyé à cette adresse"
        self.say(f"Compte d'administration ouvert\u202f: {email}, entrée {way}.")

    def _tell_only(self, email: str, *, again: bool) -> None:
        if Membership.objects.administrators().exists() and not again:
            self.say("Rien ne serait fait\u202f: le site a déjà son administration (voyez --again).")
        elif User.objects.at(email).exists():
            self.say(f"Le compte {email} recevrait le rôle d'administration. Rien n'a été écrit.")
        else:
            self.say(f"Un compte d'administration serait ouvert à {email}. Rien n'a été écrit.")


def _ask(question: str, option: str) -> str:
    """The answer of whoever is at the terminal; `BadInput` when nobody is."""
    if not sys.stdin.isatty():
        raise BadInput(f"{question.lower()}\u202f: valeur manquante.", where="admin create", remedy=f"Donnez {option}.")
    answer = input(f"{question}\u202f: ").strip()
    if not answer:
        raise BadInput(f"{question.lower()}\u202f: réponse vide.", where="admin create", remedy="Recommencez.")
    return answer


def _address(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError:
        raise BadInput(
            f"«\u202f{email}\u202f» n'est pas une adresse électronique.",
            where="--email",
            remedy="Écrivez par exemple prenom.nom@example.org.",
        ) from None
    return email.strip().lower()


def _password(email: str, name: str) -> str | None:
    """A password typed twice at a terminal; None when there is no terminal or nothing was typed."""
    if not sys.stdin.isatty():
        return None
    first = getpass.getpass("Mot de passe (vide\u202f: entrée par code seulement)\u202f: ")
    if not first:
        return None
    if getpass.getpass("Le même, encore une fois\u202f: ") != first:
        raise BadInput("les deux mots de passe diffèrent.", where="mot de passe", remedy="Recommencez.")
    try:
        validate_password(first, User(email=email, name=name))
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), where="mot de passe", remedy="Recommencez.") from None
    return first
