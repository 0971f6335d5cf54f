"""Arguments of the screens that amend a framework."""

from __future__ import annotations

from tenir.core.actions import System
from tenir.modules.commitments.actions import propose_sheet
from tenir.modules.commitments.models import CommitmentLink


def arguments(board: str) -> dict[str, dict[str, str]]:
    """Arguments of the screens that amend a framework."""
    framework, promise = {"slug": board}, {"slug": board, "number": "1"}
    link = CommitmentLink.objects.get(origin__framework__slug=board)
    proposal = propose_sheet(
        by=System("sweep"),
        framework=link.origin.framework,
        name="feuille.xlsx",
        sha256="",
        sheet="Engagements",
        rows=[["Adresse", "Intitulé"], ["1", "Ouvrir deux lieux d'accueil"]],
    )
    one = ("amend", "publish", "remove", "instantiate")
    return {
        **{f"commitments:{name}-framework": framework for name in one},
        **{f"commitments:{name}": framework for name in ("headings", "create-commitment", "sheet", "sheet-file")},
        **{f"commitments:{name}-heading": {**framework, "key": "axe-1"} for name in ("amend", "remove")},
        **{f"commitments:{name}": promise for name in ("amend-commitment", "remove-commitment", "ties")},
        "commitments:untie": {"slug": board, "number": "2", "sort": "lien", "pk": str(link.pk)},
        "commitments:sheet-preview": {**framework, "token": str(proposal.token)},
    }
