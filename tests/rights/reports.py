"""Progress reports of a territory: what a promise's referent and its holders may ask for. One report waits."""

from __future__ import annotations

from tenir.core.actions import System
from tenir.core.rights import Role
from tenir.modules.commitments.actions import Told, report_progress
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Commitment
from tests.builders import an_organisation
from tests.rights.expectations import Line, everyone, only, signed_in

BY = System("sweep")
JUDGES = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE)

REPORTERS = (*JUDGES, Role.PROJECT_LEAD, Role.PARTNER, Role.CITIZENS)


def arguments(board: str) -> dict[str, dict[str, str]]:
    """Arguments of the screens of reports, for the promise 1 of a framework."""
    row = Commitment.objects.select_related("framework", "place").get(framework__slug=board, slug="1")
    told = Told(Level.ROLLED_OUT, "Les travaux avancent.", is_invented=True)
    holder = an_organisation(place=row.place)
    report = report_progress(by=BY, commitment=row, organisation=holder, told=told, key=f"sweep-{board}")
    promise, dead = {"slug": board, "number": "1"}, {"secret": "lien-inconnu"}
    return {
        "commitments:report": promise,
        "commitments:reports-by-link": dead,
        "commitments:report-by-link": {**dead, **promise},
        "commitments:ladder": {"slug": board},
        "people:letters-by-link": dead,
        "people:calendar-feed": dead,
        "commitments:place-reports": {"kind": row.place.kind, "code": row.place.code},
        "commitments:place-report": {"kind": row.place.kind, "code": row.place.code, **promise},
        "commitments:judge-report": {"pk": str(report.pk)},
        "commitments:judge-report-as": {"pk": str(report.pk), "verb": "renvoyer"},
    }


def _look(line: Line) -> dict[str, Line]:
    return {"GET": line, "HEAD": line}


LINES: dict[str, dict[str, Line]] = {
    "commitments:silences": _look(everyone(200)),
    "commitments:reports": _look(signed_in(200)),
    # The organisations of these accounts hold nothing.
    "commitments:report": {**_look(signed_in(404)), "POST": signed_in(404)},
    # The promises of larger places that are applied in one's own; the promise of this board is of the place itself.
    "commitments:place-reports": _look(only(REPORTERS, 200)),
    "commitments:place-report": {**_look(only(REPORTERS, 404)), "POST": only(REPORTERS, 404)},
    # A link that nobody gave opens nothing, to anybody.
    "commitments:reports-by-link": _look(everyone(410)),
    "commitments:report-by-link": {**_look(everyone(410)), "POST": everyone(410)},
    "commitments:ladder": {**_look(only(JUDGES, 200)), "POST": only(JUDGES, 422)},
    # One's own letters: whoever one is.
    "people:letters": {**_look(signed_in(200)), "POST": signed_in(422)},
    "people:letters-by-link": {**_look(everyone(410)), "POST": everyone(410)},
    "people:calendar": {**_look(signed_in(200)), "POST": signed_in(200)},
    "people:calendar-feed": _look(everyone(410)),
    "commitments:reports-to-judge": _look(only(JUDGES, 200, other=200)),
    "commitments:judge-report": _look(signed_in(200)),
    "commitments:judge-report-as": {**_look(only(JUDGES, 200)), "POST": only(JUDGES, 422)},
}
