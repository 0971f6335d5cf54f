"""`tenir jobs run`."""

from __future__ import annotations

from tenir.core.errors import CheckFailed
from tenir.core.operations import jobs
from tenir.core.operations.commands import NounCommand, add_format
from tenir.core.operations.models import RunState


class Command(NounCommand):
    """Scheduled work."""

    noun = "jobs"
    help = "Ce qui se fait à heures régulières."

    def add_verbs(self) -> None:
        """Run."""
        run = self.verb("run", self.run, help="Fait tout ce qui est dû. Peut être lancé deux fois sans risque.")
        add_format(run)

    def run(self, *, format: str) -> None:
        """Run what is due and tell each job."""
        told = list(jobs.run_due())
        self.print_rows(
            ("tache", "etat", "compte_rendu"), [(t.job.key, t.state.label, t.sentence) for t in told], format=format
        )
        failed = [t.job.key for t in told if t.state is RunState.FAILED]
        if failed:
            tasks = "tâche" if len(failed) == 1 else "tâches"
            verb = "a" if len(failed) == 1 else "ont"
            raise CheckFailed(f"{len(failed)} {tasks} sur {len(told)} {verb} échoué\u202f: {', '.join(failed)}.")
