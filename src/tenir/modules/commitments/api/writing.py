"""What a program may write with a token: a level. The same actions as the screens, with the same rights and journal."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja import Status as Answer
from pydantic import ConfigDict

from tenir.core.people.models import ApiToken
from tenir.core.people.once import KEY, once
from tenir.core.web.api import access, writes
from tenir.core.web.pages import SIGNED_IN
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions import Stated, Told, record_level, report_progress
from tenir.modules.commitments.api import sight
from tenir.modules.commitments.api.commitments import level as told
from tenir.modules.commitments.api.filters import place_of
from tenir.modules.commitments.api.shapes import LevelOut
from tenir.modules.commitments.enums import Level, Precision, Status
from tenir.modules.commitments.models import Commitment, LevelRecord
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.reporting.reciprocity import holds

router = Router(tags=["Écrire"])


class LevelIn(Schema):
    """Un niveau à inscrire."""

    model_config = ConfigDict(extra="forbid")

    level: Level = Field(title="Niveau")
    date: str = Field(max_length=10, title="Date", description="Quand c'était vrai\u202f: 2019-01-22, 2019-01 ou 2019.")
    status: Status = Field(default=Status.DECLARED, title="Déclaré ou vérifié")
    place: str = Field(
        default="",
        max_length=60,
        title="Lieu d'application",
        description="«\u202fdepartement:21\u202f»\u202f; vide\u202f: le niveau de l'engagement lui-même.",
    )
    sentence: str = Field(default="", max_length=500, title="En une phrase")


@router.post(
    "cadres/{slug}/{number}/niveaux",
    response={201: LevelOut},
    auth=writes(permissions.RECORD_SCOPE),
    summary="Inscrire un niveau",
    operation_id="record_level",
)
@access(SIGNED_IN)
def add_level(request: HttpRequest, slug: str, number: str, said: LevelIn, key: str = KEY) -> Any:
    """Il s'ajoute aux précédents, au nom de l'organisation du jeton. Déclaré au jour par un porteur, c'est un point
    d'avancement, que le référent vérifie. Portée engagements:niveaux.
    """
    commitment = sight.of(request).commitments().select_related("place").get(framework__slug=slug, slug=number)
    token = request.api_token  # type: ignore[attr-defined]

    def act() -> tuple[int, Any]:
        record = _recorded(token, commitment, said)
        return 201, LevelOut.model_validate(told(record)).model_dump(mode="json")

    return Answer(*once(request, act))


def _recorded(token: ApiToken, commitment: Commitment, said: LevelIn) -> LevelRecord:
    """What a holder declares of a day is a progress report, which waits for its referent; anything else is a level."""
    moment, sentence = Moment.parse(said.date), said.sentence.strip()
    organisation = token.organisation
    of_a_day = said.status == Status.DECLARED and not said.place and moment.precision == Precision.DAY
    if of_a_day and organisation is not None and holds(organisation, commitment):
        spoken = Told(said.level, sentence, moment.on)
        report = report_progress(
            by=token.user, commitment=commitment, organisation=organisation, told=spoken, key=f"api-{uuid4()}"
        )
        return report.levels.get()
    place = place_of(said.place) if said.place else None
    stated = Stated(organisation=organisation, sentence=sentence, place=place)
    return record_level(
        by=token.user, commitment=commitment, level=said.level, moment=moment, status=said.status, stated=stated
    )
