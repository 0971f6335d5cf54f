"""Makes the small site of this release that later ones must open: `python -m tests.releases.make`.

Official lists, one invented town with its organisation, account and role, and one uploaded file; no demonstration.
Run it once, when the models of a release no longer move, and never change the file afterwards.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tenir import __version__
from tenir.core.operations.tests.sites import Site

TARGET = Path(__file__).parent / f"{__version__}.tenir-backup"
INVENTED = """
import pathlib
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.people.models import Membership, Organisation
from tenir.core.places.models import Place

with transaction.atomic():
    town = Place.objects.create(kind="commune", code="00999", name="Ville-Inventée", is_invented=True)
    city = Organisation.objects.create(
        kind="city", slug="ville-inventee", name="Ville de Ville-Inventée", place=town, is_invented=True
    )
    person = get_user_model().objects.create_user("personne@invente.invalid", name="Personne Inventée")
    role = Membership.objects.create(user=person, organisation=city, role="project_lead", place=town)
    events = [chain.created("releases.invent", row) for row in (town, city, person, role)]
    chain.record_all(events, by=System("release-sample"))
folder = pathlib.Path(settings.MEDIA_ROOT) / "textes"
folder.mkdir(parents=True)
(folder / "plan-invente.txt").write_text("Texte inventé pour les essais.\\n", encoding="utf-8")
print("invented")
"""


def main() -> int:
    """Make the file of the installed version; never replaces one."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder) / "data")
        for command in (["migrate", "--verbosity", "0"], ["referentials", "load"]):
            done = site.run(*command)
            if done.returncode:
                sys.stderr.write(done.stderr)
                return done.returncode
        told, trouble = site.python(INVENTED).communicate()
        if told != "invented\n":
            sys.stderr.write(trouble)
            return 1
        made = site.run("backup", "create", str(TARGET))
        sys.stderr.write(made.stdout + made.stderr)
        return made.returncode


if __name__ == "__main__":
    sys.exit(main())
