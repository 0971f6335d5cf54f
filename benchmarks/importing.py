"""100,000 figures imported and accepted by the command: seconds and memory of the whole process.

    python -m benchmarks.importing                                on SQLite
    python -m tests.postgres python -m benchmarks.importing       on PostgreSQL

Every QPV of an invented country answers one indicator a half-year: codes, values and places are invented, their number
is that of the real ones (1,584 quarters in 800 communes, 101 départements, 18 regions).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 100_000
QUARTERS, COMMUNES, DEPARTEMENTS, REGIONS = 1_584, 800, 101, 18
INDICATORS = 8
FIRST_YEAR = 2010


def country() -> list[str]:
    """Places that lie in each other; the codes of the quarters."""
    from tenir.core.places.models import Containment, Place, PlaceKind

    nation, _ = Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})
    levels = [[nation]]
    for kind, count in (
        (PlaceKind.REGION, REGIONS),
        (PlaceKind.DEPARTEMENT, DEPARTEMENTS),
        (PlaceKind.COMMUNE, COMMUNES),
        (PlaceKind.QPV, QUARTERS),
    ):
        made = [Place(kind=kind, code=f"{kind[:2].upper()}{rank:05}", name=f"{kind} {rank}") for rank in range(count)]
        made = Place.objects.bulk_create(made)
        above = levels[-1]
        Containment.objects.bulk_create(
            Containment(part=one, whole=above[rank % len(above)]) for rank, one in enumerate(made)
        )
        levels.append(made)
    return [place.code for place in levels[-1]]


def indicators() -> list[str]:
    """Addresses of the indicators asked of all quarters."""
    from tenir.core.actions import System
    from tenir.core.places.models import Place, PlaceKind
    from tenir.modules.indicators.actions import describe_indicator, describe_panel

    by, france = System("benchmark"), Place.objects.france()
    quarters = Place.objects.filter(kind=PlaceKind.QPV)
    panel = describe_panel(
        by=by, slug="quartiers", fields={"name": "Quartiers", "kind": PlaceKind.QPV}, places=quarters, on=france
    )
    fields = {"kind": "count", "over_places": "sum", "over_periods": "sum", "periodicity": "half-year"}
    for rank in range(INDICATORS):
        told = {**fields, "title": f"Indicateur inventé {rank}", "panel": panel, "place": france}
        describe_indicator(by=by, slug=f"invente-{rank}", fields=told)
    return [f"invente-{rank}" for rank in range(INDICATORS)]


def write(file: Path, rows: int) -> None:
    """A CSV of so many lines, every key once."""
    codes, slugs = country(), indicators()
    lines = ["indicateur;code;période;valeur"]
    rank = 0
    while len(lines) <= rows:
        half, number = divmod(rank, len(codes) * len(slugs))
        slug, code = divmod(number, len(codes))
        lines.append(f"{slugs[slug]};{codes[code]};{FIRST_YEAR + half // 2}-S{half % 2 + 1};{rank % 997}")
        rank += 1
    file.write_text("\n".join(lines), encoding="utf-8")


def prepare(folder: Path, rows: int) -> Path:
    """The tables, the country, a sender and the file."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.content import settle
    from tenir.core.people.models import Organisation
    from tenir.core.places.models import Place

    call_command("migrate", verbosity=0)
    file = folder / "chiffres.csv"
    write(file, rows)
    Organisation.objects.create(kind="agency", slug="agence", name="Agence inventée", place=Place.objects.france())
    settle()
    print(f"{connection.vendor}, {rows} values")
    connection.close()
    return file


def timed(*command: str) -> tuple[float, str]:
    """Seconds of a command, and what it said."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "tenir", *command], check=True, capture_output=True, text=True)
    return time.perf_counter() - start, done.stderr


def main() -> int:
    """Check alone, then import and accept, then undo nothing: figures on standard output."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory(prefix="tenir-benchmark-") as name:
        os.environ |= {"TENIR_DATA": name, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        file = str(prepare(Path(name), rows))
        told = ("indicators", "import", file, "--sender", "agence", "--accept", "--format", "csv")
        checked, _ = timed(*told, "--dry-run")
        imported, said = timed(*told)
        again, _ = timed(*told)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(said.strip().splitlines()[-1])
        print(f"checked in {checked:.1f} s, imported and accepted in {imported:.1f} s, sent again in {again:.1f} s")
        print(f"at most {memory} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
