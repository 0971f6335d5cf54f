"""`tenir documents read|compare|adopt`: only the result on stdout; progress, doubts and advice on stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.operations.commands import NounCommand, add_dry_run, add_format
from tenir.engines.documents import Item, Reading, pairing
from tenir.modules.documents import batch, copies, drafting, sandbox, wording
from tenir.modules.documents.enums import KINDS
from tenir.modules.documents.files import bytes_of, files_of
from tenir.modules.documents.proposal import Wanted, describe, doubts

# Characters of a text in a table.
WIDTH = 72


class Command(NounCommand):
    """Texts: what is recognised in them, and adopting it."""

    noun = "documents"
    help = "Lire un texte signé ou publié, en reconnaître les engagements, les adopter."

    def add_verbs(self) -> None:
        """`read` needs no database; `adopt` writes."""
        read = self.verb(
            "read", self.read, help="Reconnaît ce que dit un fichier .pdf, .docx, .odt, .txt, ou un dossier."
        )
        read.add_argument("path", metavar="FICHIER|DOSSIER", type=Path)
        read.add_argument("--explain", action="store_true", help="Dit ce qu'a fait chaque étape, et pourquoi.")
        read.add_argument(
            "--into", metavar="DOSSIER", type=Path, help="Écrit une lecture (JSON) par texte\u202f; reprenable."
        )
        add_format(read)
        compare = self.verb("compare", self.compare, help="Dit ce que deux textes ont en commun, et où ils diffèrent.")
        compare.add_argument("left", metavar="A", type=Path)
        compare.add_argument("right", metavar="B", type=Path)
        add_format(compare)
        adopt = self.verb("adopt", self.adopt, help="Adopte ce qui est reconnu, en une fois ou pas du tout.")
        adopt.add_argument("path", metavar="FICHIER", type=Path)
        adopt.add_argument("--framework", metavar="ADRESSE", required=True, help="Par exemple pacte-de-dijon.")
        adopt.add_argument("--kind", metavar="SORTE", default="autre", help="Sorte de cadre (défaut : autre).")
        adopt.add_argument("--title", metavar="TITRE", default="", help="Défaut : celui que le texte imprime.")
        adopt.add_argument("--short-title", metavar="TITRE", default="", help="Titre court, pour les listes.")
        adopt.add_argument("--date", metavar="DATE", default="", help="Date des niveaux (2019-01) si elle manque.")
        adopt.add_argument("--place", metavar="SORTE:CODE", default="nation:FR", help="Lieu que le texte engage.")
        adopt.add_argument("--yes", action="store_true", help="Adopte sans demander confirmation.")
        add_dry_run(adopt)

    def read(self, path: Path, explain: bool, format: str, into: Path | None) -> None:
        """Each file in turn; a folder is read to its end, then ends in status 2 when a file could not be."""
        if into is not None:
            self._read_into(files_of(path), into)
            return
        readings, refusals = [], []
        for file in files_of(path):
            try:
                readings.append(sandbox.read(bytes_of(file), name=file.name))
            except BadInput as refusal:
                if not path.is_dir():
                    raise
                refusals.append(file.name)
                self.advise(str(refusal))
        for reading in readings:
            self._advise_on(reading, explain=explain)
        if readings:
            self.say(_FORMATS[format](readings, path.is_dir()))
        if refusals:
            raise BadInput(f"{len(refusals)} fichier(s) n'ont pas pu être lus\u202f: {', '.join(refusals)}.")

    def _read_into(self, files: list[Path], into: Path) -> None:
        """One reading a text, those of an earlier run kept; interrupted, it goes on where it was."""
        done = batch.run(files, into, lambda file, rank: self.advise(wording.advancing(file.name, rank, len(files))))
        for _, sentence in done.refused:
            self.advise(sentence)
        self.say(f"{into}\u202f: {done.sentence}")
        if done.refused:
            names = ", ".join(file.name for file, _ in done.refused)
            raise BadInput(f"{len(done.refused)} fichier(s) n'ont pas pu être lus\u202f: {names}.")

    def compare(self, left: Path, right: Path, format: str) -> None:
        """Pairs, differences of words and of fact, and what one text alone says; needs no database."""
        (ours, mine), (theirs, yours) = map(_read_with_lines, (left, right))
        found = pairing.compare(ours.items, theirs.items, mine, yours)
        if format == "json":
            self.say(json.dumps(copies.as_json(ours, theirs, found), ensure_ascii=False, indent=2))
        else:
            self.print_rows(copies.COLUMNS, [_cut(row, format) for row in copies.rows(found)], format=format)
        self.advise(copies.summary(ours, theirs, found))

    def adopt(self, path: Path, framework: str, yes: bool, dry_run: bool, place: str, **wanted: Any) -> None:
        """Read, show, ask, write in one transaction."""
        from tenir.modules.documents import actions, names

        reading = sandbox.read(bytes_of(path), name=path.name)
        wishes = Wanted(slug=framework, place=_place(place), **wanted)
        description = describe(reading, wishes, names.exactly(reading))
        self.advise(wording.plan(description))
        self._advise_on(reading, explain=False)
        by = System("documents adopt")
        if dry_run:
            self.say(wording.outcome(actions.preview(by=by, description=description), dry_run=True))
            return
        if not yes:
            _confirm()
        self.advise("Écriture…")
        self.stderr.flush()
        self.say(wording.outcome(actions.adopt(by=by, description=description), dry_run=False))

    def _advise_on(self, reading: Reading, *, explain: bool) -> None:
        for item in doubts(reading):
            self.advise(wording.doubt(item))
        if told := wording.file_read(reading):
            self.advise(told)
        if explain:
            for line in wording.explanation(reading):
                self.advise(line)
        self.advise(wording.recognised(reading, Counter(item.kind for item in reading.items)))


def _read_with_lines(path: Path) -> tuple[Reading, list[str]]:
    """The reading of a file, and its lines as the items count them."""
    data = bytes_of(path)
    reading = sandbox.read(data, name=path.name)
    return reading, drafting.text_of(data, reading).split("\n")


def _cut(row: tuple[str, ...], format: str) -> tuple[str, ...]:
    """A table is for a screen: its texts are cut; a CSV keeps all."""
    return tuple(map(_short, row)) if format == "table" else row


def _short(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise BadInput(
            "personne n'est là pour confirmer l'adoption.", remedy="Ajoutez --yes pour adopter sans question."
        )
    sys.stderr.write("Adopter\u202f? [o/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("o", "oui"):
        raise BadInput("l'adoption n'a pas été confirmée.", remedy="Rien n'a été écrit.")


def _place(text: str) -> tuple[str, str]:
    kind, colon, code = text.partition(":")
    if not (kind and colon and code):
        raise BadInput("le lieu s'écrit SORTE:CODE.", where="--place", remedy="Par exemple commune:41018.")
    return kind, code


def _as_json(readings: list[Reading], many: bool) -> str:
    plain = [reading.to_json() for reading in readings]
    return json.dumps(plain if many else plain[0], ensure_ascii=False, indent=2)


def _as_csv(readings: list[Reading], many: bool) -> str:
    out = io.StringIO()
    columns = ["source", *readings[0].items[0].to_json()]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for reading in readings:
        for item in reading.items:
            writer.writerow([reading.source.name, *map(_cell, item.to_json().values())])
    return out.getvalue().rstrip("\n")


def _cell(value: Any) -> Any:
    """Lines as `318-320`, lists of words joined, figures as JSON, nothing as an empty cell."""
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return json.dumps(value, ensure_ascii=False)
        return "-".join(map(str, value)) if value and isinstance(value[0], int) else " ; ".join(map(str, value))
    return "" if value is None else value


def _as_table(readings: list[Reading], many: bool) -> str:
    parts = []
    for reading in readings:
        rows = [wording.COLUMNS, *map(_row, reading.items)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(wording.COLUMNS))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        parts.append("\n".join([reading.source.name, *lines] if many else lines))
    return "\n\n".join(parts)


def _row(item: Item) -> tuple[str, ...]:
    lines = "-".join(str(line) for line in dict.fromkeys(item.lines or ()))
    text = _short(item.text)
    place = item.where or (f"p. {item.page}" if item.page else lines)
    level = item.level.label if item.level else ""
    sure = f"{item.confidence:.2f}".replace(".", ",")
    return KINDS[item.kind], item.number or "", level, place, sure, text


_FORMATS = {"json": _as_json, "csv": _as_csv, "table": _as_table}
