"""Proofs: their lines of the table, and a private file and a deposit of somebody who is none of the visitors."""

from __future__ import annotations

from datetime import date

from tenir.core.actions import System
from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.evidence import files, invented
from tenir.modules.commitments.evidence.content import Proof
from tenir.modules.commitments.evidence.enums import FileSort
from tenir.modules.commitments.evidence.received import Kept
from tenir.modules.commitments.models import Commitment, Deposit
from tests.builders import a_user, an_organisation
from tests.rights.expectations import OWN, Line, everyone, only, signed_in

GIVERS = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER)
JUDGES = (Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE)
READERS = (Role.ADMINISTRATOR, *JUDGES, Role.PROJECT_LEAD)
# A private proof is not there for others: they are not told that it is.
PRIVATE = Line(everyone(404).statuses | {(role, OWN): 200 for role in READERS})
SOMEBODYS = signed_in(404, anonymous=403)

LINES: dict[str, dict[str, Line]] = {
    "commitments:evidence": {"GET": PRIVATE, "HEAD": PRIVATE},
    "commitments:evidence-file": {"GET": PRIVATE, "HEAD": PRIVATE},
    "commitments:give-evidence": {
        **dict.fromkeys(("GET", "HEAD"), only(GIVERS, 200)),
        "POST": only(GIVERS, 422),
    },
    "commitments:judge-evidence": {"POST": only(JUDGES, 422)},
    "commitments:show-evidence": {"POST": only(JUDGES, 302)},
    # Whoever gives may ask; the form then says that it is another organisation's.
    "commitments:withdraw-evidence": {"POST": only(GIVERS, 422)},
    "commitments:export-evidence": {"POST": only(READERS, 200)},
    "commitments:export-framework-evidence": {"POST": only(READERS, 200)},
    # A program's protocol: it is told no at once, not sent to sign in. 412: it did not say which version it speaks.
    "commitments:deposits": {"POST": only(GIVERS, 412, anonymous=403)},
    "commitments:deposit": dict.fromkeys(("HEAD", "PATCH", "DELETE"), SOMEBODYS),
}


def arguments(board: str) -> dict[str, dict[str, str]]:
    """Arguments of the screens of proof, for the first promise of a board."""
    promise = Commitment.objects.select_related("framework", "place").get(framework__slug=board, slug="1")
    data = invented.picture()
    file = Kept(files.store(data), FileSort.PNG, len(data), "a.png")
    proof = actions.give_evidence(
        by=System("sweep"),
        commitment=promise,
        organisation=an_organisation(place=promise.place),
        proof=Proof(title="Photo inventée", about_on=date(2026, 1, 5), file=file),
    )
    deposit = Deposit.objects.create(commitment=promise, user=a_user(), name="a.pdf", length=9)
    one, of = {"pk": str(proof.pk)}, {"slug": board, "number": "1"}
    return {
        **{f"commitments:{name}": one for name in ("evidence", "evidence-file")},
        **{f"commitments:{name}-evidence": one for name in ("judge", "show", "withdraw")},
        **{f"commitments:{name}-evidence": of for name in ("give", "export")},
        "commitments:deposits": of,
        "commitments:deposit": {"token": str(deposit.token)},
        "commitments:export-framework-evidence": {"slug": board},
    }
