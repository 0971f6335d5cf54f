"""`tenir indicators import`: figures in, whole or not at all; only the result on stdout, the rest on stderr."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tenir.core.actions import System
from tenir.core.errors import BadInput, CheckFailed
from tenir.core.operations.commands import NounCommand, add_dry_run, add_format

# Faults told one by one; the rest is counted.
SHOWN = 50
COLUMNS = ("indicateur", "période", "nouvelles", "corrigées", "lieu", "total avant", "total accepté")
BAR = 30


class Command(NounCommand):
    """Figures, from outside and within."""

    noun = "indicators"
    help = "Recevoir des chiffres."

    def add_verbs(self) -> None:
        """Each verb says for itself what it needs."""
        self._add_import()
        self._add_recompute()

    def _add_recompute(self) -> None:
        told = self.verb(
            "recompute", self.recompute, help="Calcule tous les totaux à neuf et écrit ceux qui diffèrent."
        )
        told.add_argument(
            "--check", action="store_true", help="Compare sans rien écrire\u202f; état 1 s'ils diffèrent."
        )
        add_format(told)

    def recompute(self, check: bool, format: str) -> None:
        """Says how many totals were compared; a check that compared none has failed."""
        from tenir.modules.indicators import actions, recomputing

        found = recomputing.compare() if check else actions.recompute_totals(by=System("indicators recompute"))
        if found.differences:
            self.print_rows(recomputing.COLUMNS, recomputing.in_words(found.differences[:SHOWN]), format=format)
        self.advise(recomputing.sentence(found))
        if check and (found.differences or not found.compared):
            raise CheckFailed(
                "les totaux enregistrés ne sont pas ceux que l'on calcule."
                if found.compared
                else "il n'y a aucun total.",
                remedy="Lancez tenir indicators recompute." if found.compared else "Enregistrez d'abord des chiffres.",
            )

    def _add_import(self) -> None:
        told = self.verb(
            "import", self.import_, help="Enregistre les chiffres d'un tableau, en une fois ou pas du tout."
        )
        told.add_argument("path", metavar="FICHIER", type=Path, help="CSV, XLSX, ODS ou XLS.")
        told.add_argument("--sender", metavar="ORG", required=True, help="Adresse de l'organisation qui envoie.")
        told.add_argument("--indicator", metavar="ADRESSE", default="", help="Pour toutes les lignes.")
        told.add_argument("--period", metavar="CODE", default="", help="Pour toutes les lignes\u202f: 2019, 2019-S1…")
        told.add_argument(
            "--place-kind", metavar="SORTE", default="", help="Sorte des lieux, si ce n'est celle attendue."
        )
        told.add_argument("--sheet", metavar="ONGLET", default="", help="Celui à lire, s'il y en a plusieurs.")
        told.add_argument("--source", metavar="ADRESSE", default="", help="Source des chiffres, déjà décrite.")
        told.add_argument("--map", metavar="COL=CHAMP", action="append", default=[], help="Quelle colonne dit quoi.")
        told.add_argument("--reason", metavar="PHRASE", default="", help="Pourquoi ces valeurs en corrigent d'autres.")
        told.add_argument("--accept", action="store_true", help="Accepte aussitôt\u202f: les valeurs comptent.")
        told.add_argument("--complete-codes", action="store_true", help="Rend leur zéro aux codes qui l'ont perdu.")
        told.add_argument("--take-formulas", action="store_true", help="Prend les valeurs calculées par les formules.")
        add_dry_run(told)
        add_format(told)

    def import_(
        self,
        path: Path,
        sender: str,
        map: list[str],
        accept: bool,
        reason: str,
        dry_run: bool,
        format: str,
        **said: Any,
    ) -> None:
        """Read, look, tell, then write in one transaction."""
        from tenir.modules.indicators import actions
        from tenir.modules.indicators.importing import flow, mapping
        from tenir.modules.indicators.models import ImportBatch

        by, organisation = System("indicators import"), _sender(sender)
        received = flow.received(_bytes(path), path.name)
        remembered = ImportBatch.objects.remembered(organisation, mapping.titles_of(received.sheets))
        chosen = flow.chosen(received.sheets, remembered, columns=mapping.parse_columns(map), **said)
        look = flow.look(by, received.sheets, chosen)
        self._refuse(look, path)
        self._show(look, format)
        if dry_run:
            self.advise("Rien n'a été enregistré (--dry-run).")
            return
        if not look.held.rows:
            self.advise("Il n'y a rien à ajouter.")
            return
        batch = actions.receive_import(by=by, sender=organisation, received=received)
        batch = actions.map_import(by=by, batch=batch, chosen=chosen)
        self.advise("Écriture…")
        self.stderr.flush()
        staged = look.stage(accept=accept, advance=self._advance)
        order = actions.Order(look.held.state, accept=accept, reason=reason)
        done = actions.commit_import(by=by, batch=batch, prepared=look.prepared, order=order, staged=staged)
        self.advise(_told(done, is_repeat=done.pk != batch.pk))

    def _refuse(self, look: Any, path: Path) -> None:
        for error in look.errors[:SHOWN]:
            self.advise(f"{error.cell}\u202f: {error.sentence}")
        if look.error_count:
            more = look.error_count - min(len(look.errors), SHOWN)
            others = f" ({more} ne sont pas montrées)" if more else ""
            cases = "une case est" if look.error_count == 1 else f"{look.error_count} cases sont"
            raise BadInput(
                f"{cases} à corriger{others}.",
                where=path.name,
                remedy="Rien n'a été enregistré. Corrigez, puis renvoyez.",
            )

    def _show(self, look: Any, format: str) -> None:
        from tenir.engines.rollup import periods
        from tenir.modules.indicators.importing import effects, telling

        found, _ = effects.effects(look.prepared, look.held, most=10**6)
        rows = [
            (
                one.indicator.slug,
                periods.code(one.period),
                one.new,
                one.corrected,
                f"{one.place.kind}:{one.place.code}",
                one.before_in_words,
                one.after_in_words,
            )
            for one in found
        ]
        self.print_rows(COLUMNS, rows, format=format)
        self.advise(telling.sentence(look))

    def _advance(self, done: int, whole: int) -> None:
        """A bar on a screen that can redraw it; a line every tenth elsewhere."""
        filled = "█" * (BAR * done // whole)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{filled:·<{BAR}} {done} / {whole}{chr(10) if done == whole else ''}")
            sys.stderr.flush()
        elif done == whole or done * 10 // whole > (done - 5_000) * 10 // whole:
            self.advise(f"{done} / {whole}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput("ce fichier ne peut pas être lu.", where=str(path), remedy="Vérifiez son nom.") from error


def _sender(slug: str) -> Any:
    from tenir.core.people.models import Organisation

    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise BadInput(
            f"aucune organisation n'a l'adresse «\u202f{slug}\u202f».", where="--sender", remedy="Vérifiez-la."
        )
    return found


def _told(batch: Any, *, is_repeat: bool) -> str:
    from django.utils import timezone

    from tenir.core.web.french import date_heure

    when = date_heure(timezone.localtime(batch.committed_at))
    if is_repeat:
        return f"Ces chiffres de la même organisation sont déjà enregistrés ({when})\u202f: rien n'a été changé."
    return f"Enregistré en une fois\u202f: {batch.added + batch.corrected} valeurs."
