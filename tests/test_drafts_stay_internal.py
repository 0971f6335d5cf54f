"""Texts under review leak nowhere: whatever address opens to those who may not review, its answer tells nothing."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tenir.core.actions import System
from tenir.core.rights import Role
from tenir.modules.documents.actions import correct_item
from tenir.modules.documents.checks import Words
from tenir.modules.documents.enums import DraftState
from tenir.modules.documents.models import Draft
from tests.rights import world
from tests.rights.expectations import ANONYMOUS, OWN
from tests.rights.sweep import addresses, path_of
from tests.rights.table import TABLE

pytestmark = pytest.mark.django_db
SECRET = "Jouer en secret"
SECRETS = (SECRET, "Suivi inventé", "brouillon-", "texte inventé.txt", "/textes/")


@pytest.fixture
def here() -> world.World:
    """The world of the sweep, one item of each draft corrected to words that stand nowhere else."""
    made = world.build()
    for draft in Draft.objects.filter(state=DraftState.OPEN).select_related("place"):
        item = draft.items.get(key="measure-2")
        item.draft = draft
        correct_item(by=System("test"), item=item, seen=1, words=Words("measure", SECRET, "2"))
    return made


def open_to(visitor: str, here: world.World) -> list[str]:
    """Every address that this visitor may read, plain and asked for a word of the draft."""
    paths = [
        path_of(address, here.objects.get(address.name, {}).get(OWN, {}))
        for address in addresses()
        if "GET" in TABLE[address.name] and TABLE[address.name]["GET"].statuses[visitor, OWN] == 200
    ]
    return [*paths, *(f"{path}?q={quote('Jouer')}&recherche=Jouer" for path in paths)]


# What a page shows to whom does not depend on the database.
@pytest.mark.sqlite
@pytest.mark.parametrize("visitor", [ANONYMOUS, Role.PARTNER, Role.DELEGATE, Role.CITIZENS, Role.OBSERVER])
def test_no_address_tells_what_is_under_review(here: world.World, visitor: str) -> None:
    client, told = here.clients[visitor], []
    for path in open_to(visitor, here):
        answer = client.get(path)
        body = answer.getvalue()
        told += [f"{path}: {secret}" for secret in SECRETS if secret.encode() in body]
    assert told == []


def test_who_may_review_is_told(here: world.World) -> None:
    # Otherwise the test above would look for words that nobody ever sees.
    assert "Suivi inventé" in here.clients[Role.PROJECT_LEAD].get("/textes/").content.decode()
    draft = here.objects["documents:review"][OWN]["pk"]
    assert SECRET in here.clients[Role.PROJECT_LEAD].get(f"/textes/{draft}/").content.decode()
