"""Who may keep the life of the bodies and of the duties, in sentences."""

from __future__ import annotations

from tenir.core.modules import Permission
from tenir.modules.governance.duties.permissions import DUTIES

PERMISSIONS: tuple[Permission, ...] = (*DUTIES,)
