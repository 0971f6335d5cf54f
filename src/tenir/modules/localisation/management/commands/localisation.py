"""`tenir localisation count`: only counts on stdout; progress, what could not be read and advice on stderr."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from tenir.core.errors import BadInput
from tenir.core.operations.commands import NounCommand, add_format
from tenir.engines.localisation import precision as precisions
from tenir.engines.localisation.borders import FURTHEST
from tenir.engines.localisation.counting import Columns, Counts, Layer, count, protected, tables
from tenir.engines.localisation.counting.text import Sheet
from tenir.engines.localisation.errors import BadFile
from tenir.modules.localisation import addresses, geocoding, layers, titles, wording, workbooks

# Metres: what a geocoder that found the number in the street is good for.
PRECISION = 10.0


class Command(NounCommand):
    """From points to places."""

    noun = "localisation"
    help = "Compter les personnes d'un fichier par territoire, sans rien en garder."

    def add_verbs(self) -> None:
        """`count` needs no database."""
        verb = self.verb(
            "count", self.count, help="Compte les lignes d'un CSV par territoire\u202f; rien n'en est écrit."
        )
        verb.add_argument(
            "file", metavar="FICHIER", help="CSV, compressé (gzip) ou non, ou classeur\u202f; -\u202f: entrée standard."
        )
        verb.add_argument("--lon", metavar="COLONNE", default="", help="Colonne des longitudes, en degrés.")
        verb.add_argument("--lat", metavar="COLONNE", default="", help="Colonne des latitudes, en degrés.")
        verb.add_argument(
            "--address",
            metavar="COLONNE",
            default="",
            help="Colonne des adresses, cherchées par le service du réglage GEOCODER, au lieu de coordonnées.",
        )
        verb.add_argument("--sex", metavar="COLONNE", default="", help="Compte aussi par sexe.")
        verb.add_argument("--age", metavar="COLONNE", default="", help="Compte aussi par tranche d'âge (en années).")
        verb.add_argument("--by", metavar="SORTE,SORTE", default="qpv", help="Territoires (défaut\u202f: qpv).")
        verb.add_argument("--generation", metavar="ANNÉE", default=layers.GENERATION, help="Défaut\u202f: 2024.")
        verb.add_argument("--zones", metavar="FICHIER", type=Path, help="Fichier de contours, au lieu de ceux du site.")
        verb.add_argument(
            "--precision", metavar="MÈTRES", type=_metres, default=PRECISION, help="Des adresses (défaut\u202f: 10)."
        )
        verb.add_argument("--no-protect", action="store_true", help="Donne aussi les petits nombres.")
        add_format(verb)

    def count(
        self,
        file: str,
        lon: str,
        lat: str,
        address: str,
        sex: str,
        age: str,
        by: str,
        generation: str,
        zones: Path | None,
        precision: float,
        no_protect: bool,
        format: str,
    ) -> None:
        """Zones, then the file, then its counts."""
        _require_one_way(lon, lat, address)
        chosen = self._layers(by, generation, zones)
        places = {"address": address} if address else {"lon": lon, "lat": lat}
        asked = {**places, "sex": sex or None, "age": age or None}
        # Of an address the service says itself how well it is known.
        reach = _reach(0 if address else precision, chosen, is_bare=precision == 0)
        with _opened(file) as opened:
            stream, columns = self._plain(opened, asked), Columns(lon, lat, sex, age)
            if address:
                stream, columns = self._located(stream, file, asked)
            with self._bar(stream, file) as progress:
                counts = _counted(stream, columns, chosen, reach, progress)
        found = tables(counts) if no_protect else protected(counts)
        if format == "json":
            self.say(json.dumps(wording.as_json(found, counts), ensure_ascii=False, indent=2))
        else:
            withheld = None if format == "csv" else "s"
            self.print_rows(wording.columns(found), wording.rows(found, withheld=withheld), format=format)
        for sentence in wording.summary(found, counts, reach, protected=not no_protect):
            self.advise(sentence)

    def _plain(self, stream: BinaryIO, asked: dict[str, str | None]) -> BinaryIO:
        """A workbook as the CSV of its columns; anything else as it comes."""
        if not workbooks.is_one(stream.peek(4)):  # type: ignore[attr-defined]
            return stream
        kept = workbooks.to_csv(stream.read(), asked)
        for note in kept.notes:
            self.advise(note)
        return io.BytesIO(kept.data)

    def _located(self, stream: BinaryIO, file: str, asked: dict[str, str | None]) -> tuple[BinaryIO, Columns]:
        """Coordinates in the place of addresses, held in memory."""
        # Its titles are wanted first, and a pipe is read once.
        whole = io.BytesIO(stream.read())
        named = titles.addressed(Sheet(whole).titles, asked)
        whole.seek(0)
        with self._bar(whole, file) as progress:
            found = geocoding.located(whole, named, progress=progress)
        return io.BytesIO(found), geocoding.columns(named)

    def _layers(self, by: str, generation: str, zones: Path | None) -> list[Layer]:
        keys = list(dict.fromkeys(key.strip() for key in by.split(",") if key.strip()))
        if not keys:
            raise BadInput("aucune sorte de territoire n'est donnée.", where="--by", remedy="Par exemple --by qpv.")
        if zones is None:
            return [layers.installed(key, generation) for key in keys]
        if len(keys) > 1:
            remedy = "Donnez une seule sorte avec --zones."
            raise BadInput("un fichier de contours n'a qu'une sorte de territoires.", where="--by", remedy=remedy)
        layer, faults = layers.of_file(zones, keys[0])
        for fault in faults:
            self.advise(fault)
        return [layer]

    @contextlib.contextmanager
    def _bar(self, stream: BinaryIO, file: str) -> Iterator[Callable[[int], None]]:
        """A line that goes on, where somebody watches."""
        if not sys.stderr.isatty():
            yield lambda rows: None
            return
        size = 0 if file == "-" else Path(file).stat().st_size

        def draw(rows: int) -> None:
            done = f"{stream.tell() * 100 // size:3d}\u202f%  " if size else ""
            self.stderr.write(f"\r{done}{rows} lignes", ending="")
            self.stderr.flush()

        yield draw
        self.stderr.write("")


def _metres(text: str) -> float:
    try:
        metres = float(text.replace(",", "."))
    except ValueError:
        metres = -1
    if not 0 <= metres <= FURTHEST / 2:
        raise ArgumentTypeError(f"un nombre de mètres est attendu, de 0 à {FURTHEST / 2:.0f}")
    return metres


def _require_one_way(lon: str, lat: str, address: str) -> None:
    if address and not addresses.is_offered():
        remedy = "Mettez le réglage GEOCODER (docs/how-to/set-an-address-search.md), ou donnez --lon et --lat."
        raise BadInput("aucun service ne cherche les adresses.", where="--address", remedy=remedy)
    if bool(address) == bool(lon and lat):
        remedy = "Donnez les colonnes --lon et --lat, ou la seule colonne --address."
        raise BadInput("on ne sait pas où sont les personnes.", where="--lon, --lat", remedy=remedy)


def _reach(precision: float, chosen: list[Layer], *, is_bare: bool) -> float:
    """Of the addresses and of the boundary file together; 0 asks for the bare rule."""
    if is_bare:
        return 0
    return precision + max(precisions.of_file(layer.index.zones) for layer in chosen)


@contextlib.contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(file).open("rb") as stream:
            yield stream
    except OSError as error:
        remedy = "Vérifiez son nom et ses droits."
        raise BadInput(f"le fichier ne peut pas être lu ({error.strerror}).", where=file, remedy=remedy) from error


def _counted(
    stream: BinaryIO, columns: Columns, chosen: list[Layer], reach: float, progress: Callable[[int], None]
) -> Counts:
    try:
        return count(stream, columns, chosen, precision=reach, progress=progress)
    except BadFile as refusal:
        raise BadInput(refusal.sentence, where=refusal.where, remedy=refusal.remedy) from refusal
