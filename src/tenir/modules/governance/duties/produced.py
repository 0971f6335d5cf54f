"""The document that fulfils a duty by what Tenir knows: made once, kept under its hash, as any that is handed in."""

from __future__ import annotations

from django.utils.text import slugify

from tenir.modules.governance.dossier import duty_layout
from tenir.modules.governance.dossier.formats import FORMATS
from tenir.modules.governance.duties import kept, report
from tenir.modules.governance.duties.kept import KeptFile
from tenir.modules.governance.models import DutyInstance


def keep(instance: DutyInstance) -> KeptFile:
    """Make the report as PDF/UA and keep its bytes. Raises `BadInput` as `report.of`.

    Outside the transaction that names it, which it would hold for a second: a file that no row names is only lost room.
    """
    told = report.of(instance)
    name = f"rapport-{instance.duty.slug}-{slugify(instance.place.code)}-{told.made_at:%Y-%m-%d}.pdf"
    return kept.keep(FORMATS["pdf"].write(duty_layout.sheet(told)), name)
