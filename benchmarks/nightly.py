"""One night of a country: everything that `tenir jobs run` does for 10,000 promises and 2,000 people, in seconds.

    python -m benchmarks.nightly                                on SQLite
    python -m tests.postgres python -m benchmarks.nightly       on PostgreSQL

Gate: 180 s, held by tests/test_nightly.py as times the least action. Goal: 60 s. A hundred towns each signed a contract
of a hundred promises, held by ten organisations; four promises in ten are silent. Everything is invented. Letters are
taken by a mail server in the same process, which keeps their number only.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

TOWNS, PROMISES, HOLDERS = 100, 100, 10
PEOPLE = 20
LEVELS = (
    "en_cours_de_lancement",
    "en_cours_de_deploiement",
    "non_demarre",
    "objectif_atteint",
    "en_voie_de_finalisation",
)


def fill(towns: int = TOWNS) -> None:
    """Places, contracts, organisations and their people, in each of so many towns."""
    from benchmarks.content import settle
    from tenir.core.places.models import Containment, Place, PlaceKind

    france, _ = Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})
    for number in range(towns):
        town = Place.objects.create(kind=PlaceKind.COMMUNE, code=f"9{number:04}", name=f"Ville inventée {number}")
        Containment.objects.create(part=town, whole=france)
        _people(town, _holders(town, number))
        _contract(town, number)
    settle()


def _holders(town: Any, number: int) -> list[Any]:
    from tenir.core.people.models import Organisation

    return Organisation.objects.bulk_create(
        Organisation(kind="city", slug=f"porteur-{number}-{rank}", name=f"Porteur {number}-{rank}", place=town)
        for rank in range(HOLDERS)
    )


def _people(town: Any, holders: list[Any]) -> None:
    """Two for each holder; the first holder's are the délégué·e and the préfecture."""
    from tenir.core.people.models import Membership, User
    from tenir.core.rights import Role

    roles = [Role.DELEGATE, Role.PREFECTURE] + [Role.PARTNER] * (PEOPLE - 2)
    people = User.objects.bulk_create(
        User(email=f"personne-{town.code}-{rank}@example.invalid", name=f"Personne {rank}") for rank in range(PEOPLE)
    )
    Membership.objects.bulk_create(
        Membership(
            user=user, role=role, place=town, organisation=holders[rank * HOLDERS // PEOPLE], since=date(2019, 1, 1)
        )
        for rank, (user, role) in enumerate(zip(people, roles, strict=True))
    )


def _contract(town: Any, number: int) -> None:
    from tenir.core.actions import System
    from tenir.modules.commitments.actions import adopt_framework
    from tenir.modules.commitments.descriptions import FrameworkDescription, SourceDescription
    from tenir.modules.commitments.enums import FrameworkKind

    description = FrameworkDescription(
        slug=f"contrat-{number}",
        kind=FrameworkKind.PACT,
        title=f"Contrat inventé {number}",
        short_title=f"Contrat {number}",
        source=SourceDescription(f"texte-{number}", "Texte inventé"),
        place=(str(town.kind), town.code),
        signed_on=date(2025, 1, 1),
        commitments=tuple(_promise(number, rank) for rank in range(PROMISES)),
        is_invented=True,
    )
    adopt_framework(by=System("benchmark"), description=description)


def _promise(town: int, rank: int) -> Any:
    """Told of between one month and ten months ago: four in ten are silent."""
    from tenir.modules.commitments.descriptions import CommitmentDescription, LevelDescription, PartyDescription
    from tenir.modules.commitments.enums import PartyRole
    from tenir.modules.commitments.moments import months_before

    told = months_before(date.today(), 1 + rank // HOLDERS % 10)  # noqa: DTZ011  (a month more or less is the same here)
    return CommitmentDescription(
        slug=str(rank),
        number=str(rank),
        title=f"Ouvrir {rank} lieux d'accueil dans les quartiers",
        levels=(LevelDescription(LEVELS[(rank + rank // HOLDERS) % len(LEVELS)], told.isoformat()),),
        parties=(PartyDescription(f"porteur-{town}-{rank % HOLDERS}", PartyRole.HOLDER),),
    )


@contextmanager
def mail_server() -> Iterator[list[int]]:
    """Letters leave to it; counted."""
    from django.test import override_settings

    from tests.smtp import catching

    # The server of the tests tells of each line it hears.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with catching() as (catcher, port):
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False):
            counted: list[int] = []
            yield counted
            counted.append(len(catcher.got))


def night() -> dict[str, float]:
    """Seconds of each job that is due; raises `RuntimeError` where one failed."""
    from tenir.core.operations import jobs
    from tenir.core.operations.models import RunState

    took: dict[str, float] = {}
    began = time.perf_counter()
    for told in jobs.run_due():
        if told.state != RunState.DONE:
            raise RuntimeError(f"{told.job.key}: {told.sentence}")
        ended = time.perf_counter()
        took[told.job.key], began = ended - began, ended
    return took


def main() -> int:
    """A database of its own, a country, a night."""
    towns = int(sys.argv[1]) if len(sys.argv) > 1 else TOWNS
    with tempfile.TemporaryDirectory(prefix="tenir-benchmark-") as name:
        os.environ |= {"TENIR_DATA": name, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        fill(towns)
        with mail_server() as counted:
            took = night()
        print(f"{connection.vendor}: {towns * PROMISES} promises, {towns * PEOPLE} people, {counted[0]} letters sent")
        for job, seconds in sorted(took.items(), key=lambda one: -one[1]):
            print(f"{seconds:7.1f} s  {job}")
        print(f"{sum(took.values()):7.1f} s  in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
