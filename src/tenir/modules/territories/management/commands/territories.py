"""`tenir territories`: contours in, one file or a whole folder; only the result on stdout, the rest on stderr."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.operations.commands import NounCommand, add_dry_run, add_format

# Faults told one by one on the terminal; the rest is counted.
SHOWN = 50
BAR = 30
COLUMNS = ("sorte", "génération", "fichier", "lieux", "nouveaux", "contours", "inclusions", "réparés", "remarques")


class Command(NounCommand):
    """Boundaries, from the machine's owner."""

    noun = "territories"
    help = "Les contours des lieux."

    def add_verbs(self) -> None:
        """Each verb says for itself what it needs."""
        told = self.verb("import", self.import_, help="Importe un fichier de contours, en une fois ou pas du tout.")
        told.add_argument("path", metavar="FICHIER", type=Path, help="GeoJSON, TopoJSON, GeoPackage ou Shapefile.")
        told.add_argument("--kind", metavar="SORTE", required=True, help="Sorte des lieux\u202f: qpv, commune, epci…")
        told.add_argument("--generation", metavar="NOM", required=True, help="Leur édition\u202f: 2015, 2024…")
        told.add_argument("--since", metavar="JOUR", default="", help="Premier jour de ces contours (AAAA-MM-JJ).")
        told.add_argument("--until", metavar="JOUR", default="", help="Dernier jour de ces contours.")
        told.add_argument("--code", metavar="COLONNE", default="", help="Colonne du code, si elle n'est pas trouvée.")
        told.add_argument("--name", metavar="COLONNE", default="", help="Colonne du nom, si elle n'est pas trouvée.")
        told.add_argument("--source", metavar="PHRASE", default="", help="D'où vient ce fichier.")
        told.add_argument("--merge", action="store_true", help="Réunit les parties qui portent le même code.")
        told.add_argument("--existing", action="store_true", help="N'accepte que des lieux déjà connus.")
        told.add_argument("--whole-country", action="store_true", help="Le fichier couvre toute la France.")
        add_dry_run(told)
        add_format(told)
        load = self.verb("load", self.load, help="Importe tous les fichiers officiels connus d'un dossier.")
        load.add_argument("folder", metavar="DOSSIER", type=Path, help="Là où ils ont été téléchargés.")
        add_dry_run(load)
        add_format(load)

    def import_(self, path: Path, dry_run: bool, format: str, **said: Any) -> None:
        """Read, tell every fault, then write in one transaction."""
        from tenir.modules.territories.importing import preparing, saying

        known = saying.known(path.name, **said)
        self._advance("lecture", 0, 2)
        read = preparing.read(path, known.columns)
        self._advance("lecture", 1, 2)
        prepared = preparing.prepare(read, known)
        self._advance("lecture", 2, 2)
        self._tell(prepared)
        batch = self._write(prepared, dry_run=dry_run)
        self._link([prepared.told.kind], dry_run=dry_run)
        self._follow(dry_run=dry_run)
        self.print_rows(COLUMNS, [_row(batch)], format=format)

    def load(self, folder: Path, dry_run: bool, format: str) -> None:
        """Every known file of a folder, those that contain before those that are contained."""
        from tenir.engines.localisation.boundaries import uncollected
        from tenir.modules.territories.importing import catalogue, preparing

        start, rows = time.monotonic(), []
        entries = catalogue.present(folder)
        for number, known in enumerate(entries, 1):
            named = f"{number}/{len(entries)} {known.told.kind} {known.told.generation}"
            with uncollected():
                prepared = preparing.read_known(known, folder, functools.partial(self._advance, named))
                self._tell(prepared)
                rows.append(_row(self._write(prepared, dry_run=dry_run)))
        self._link(dict.fromkeys(known.told.kind for known in entries), dry_run=dry_run)
        self._follow(dry_run=dry_run)
        self.print_rows(COLUMNS, rows, format=format)
        self.advise(f"En {time.monotonic() - start:.0f} secondes.")

    def _tell(self, prepared: Any) -> None:
        from tenir.engines.localisation.boundaries import Gravity

        # What is refused first: it is what must be mended.
        ordered = [*prepared.refused, *prepared.of(Gravity.TOLD), *prepared.of(Gravity.REPAIRED)]
        for fault in ordered[:SHOWN]:
            self.advise(f"{prepared.name}, {fault.line}")
        if len(ordered) > SHOWN:
            self.advise(f"{prepared.name}\u202f: {len(ordered) - SHOWN} autres remarques.")
        if prepared.refused:
            raise BadInput(
                f"{len(prepared.refused)} lieux ne peuvent pas être importés.",
                where=prepared.name,
                remedy="Rien de ce fichier n'a été écrit. Corrigez-le, puis recommencez.",
            )

    def _write(self, prepared: Any, *, dry_run: bool) -> Any:
        from tenir.modules.territories import actions

        if dry_run:
            self.advise(f"{prepared.name}\u202f: rien n'a été écrit (--dry-run).")
            return _unwritten(prepared)
        return actions.import_boundaries(by=System("territories import"), prepared=prepared)

    def _link(self, kinds: Sequence[str] | Any, *, dry_run: bool) -> None:
        """Generations of the same sort are tied to each other anew."""
        from tenir.modules.territories import actions, crosswalks

        for kind in kinds if not dry_run else ():
            for source, target in crosswalks.pairs(kind):
                rows = crosswalks.compute(kind, source, target)
                by = System("territories import")
                actions.link_generations(by=by, kind=kind, source=source, target=target, rows=rows)
                self.advise(f"Correspondance {kind}, {source} vers {target}\u202f: {len(rows)} lignes.")

    def _follow(self, *, dry_run: bool) -> None:
        """What other modules make of contours is ready before anybody asks for it."""
        from tenir.core.operations import jobs
        from tenir.modules.territories.actions import IMPORTED

        for sentence in jobs.run_after(IMPORTED) if not dry_run else ():
            self.advise(sentence)

    def _advance(self, named: str, done: int, whole: int) -> None:
        """A bar on a screen that can redraw it; one line at the end elsewhere."""
        if sys.stderr.isatty():
            filled = "█" * (BAR * done // whole)
            sys.stderr.write(f"\r{filled:·<{BAR}} {named}{chr(10) if done == whole else ''}")
            sys.stderr.flush()
        elif done == whole:
            self.advise(f"{named}\u202f: lu.")


def _row(batch: Any) -> tuple[Any, ...]:
    counts = (batch.places, batch.added, batch.boundaries, batch.containments, batch.repaired, batch.told)
    return (batch.kind, batch.generation, batch.name, *counts)


def _unwritten(prepared: Any) -> Any:
    from tenir.modules.territories import crosswalks
    from tenir.modules.territories.models import BoundaryImport

    told = prepared.told
    return BoundaryImport(
        kind=told.kind,
        generation=told.generation,
        name=prepared.name,
        places=len(prepared.places),
        **crosswalks.counts(prepared),
    )
