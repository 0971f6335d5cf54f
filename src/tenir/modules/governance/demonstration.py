"""The invented bodies of the invented town, and invented meetings, from `demonstration/governance.json`.

Meetings of Blois' real bodies are invented too: each row says so on screen, and no real organisation is said to have
come or spoken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib import resources
from typing import Any

from django.utils import timezone

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.referentials import INVENTED
from tenir.modules.commitments.models import Commitment, Provision
from tenir.modules.governance import actions, referential
from tenir.modules.governance.actions import DecisionContent, MinutesContent, Point, Tie, When
from tenir.modules.governance.enums import DecisionState
from tenir.modules.governance.models import Body, Decision, Meeting

BY = System("demo")
FILE = "governance.json"
CONTRACT = "contrat-de-ville-valmerac-2024"
Plain = Mapping[str, Any]


def load(say: Callable[[str], None]) -> None:
    """Bodies, seats, meetings with what came of them, answers; safe to run twice."""
    told = json.loads(resources.files("tenir").joinpath(INVENTED, FILE).read_text(encoding="utf-8"))
    referential.bring(told["bodies"], by=BY, where=FILE, is_invented=True)
    bodies = {one.slug: one for one in Body.objects.select_related("place")}
    organisations = {one.slug: one for one in Organisation.objects.all()}
    for body, organisation, role, since in told["seats"]:
        actions.give_seat(
            by=BY,
            body=_named(bodies, body),
            organisation=_named(organisations, organisation),
            role=role,
            since=date.fromisoformat(since),
        )
    new = [one for one in told["meetings"] if _is_new(_named(bodies, one["body"]), one)]
    for one in new:
        _meet(bodies[one["body"]], one, organisations)
    for body, key, verdict, reasons, on in told["answers"]:
        _answer(_named(bodies, body), key, verdict, reasons, date.fromisoformat(on))
    say(f"{len(told['bodies'])} instances et {len(new)} réunions inventées.")


def _is_new(body: Body, one: Plain) -> bool:
    return not Meeting.objects.filter(body=body, starts_at=_moment(one["from"])).exists()


def _meet(body: Body, one: Plain, organisations: Mapping[str, Organisation]) -> None:
    end = _moment(one["to"]) if "to" in one else None
    when = When(_moment(one["from"]), end, one.get("where", ""))
    meeting = actions.plan_meeting(by=BY, body=body, when=when, is_invented=True)
    points = [Point(title) for title in one.get("agenda", ())]
    if points:
        actions.add_points(by=BY, meeting=meeting, points=points)
    if "cancelled" in one:
        actions.cancel_meeting(by=BY, meeting=meeting, reason=one["cancelled"])
    elif meeting.starts_at <= timezone.now():
        _hold(actions.hold_meeting(by=BY, meeting=meeting), one, organisations)


def _hold(meeting: Meeting, one: Plain, organisations: Mapping[str, Organisation]) -> None:
    came = {_named(organisations, slug): presence for slug, presence in one.get("came", {}).items()}
    if came:
        actions.record_attendance(by=BY, meeting=meeting, wanted=came, seen={})
    for decided in one.get("decisions", ()):
        _decide(meeting, decided, organisations)
    if "minutes" in one:
        content = MinutesContent(one["minutes"], _named(organisations, one["by"]))
        actions.write_minutes(by=BY, meeting=meeting, content=content, revision=None)
    if "approved" in one:
        actions.approve_minutes(by=BY, meeting=meeting, on=date.fromisoformat(one["approved"]))


def _decide(meeting: Meeting, one: Plain, organisations: Mapping[str, Organisation]) -> None:
    content = DecisionContent(
        one["text"],
        one["kind"],
        _named(organisations, one["holder"]) if "holder" in one else None,
        date.fromisoformat(one["due"]) if "due" in one else None,
        is_invented=True,
    )
    rows = Commitment.objects.filter(framework__slug=CONTRACT, slug__in=one.get("concerns", ()))
    decision = actions.take_decision(by=BY, meeting=meeting, content=content, ties=[Tie(row) for row in rows])
    for told in one.get("follow_ups", ()):
        _say(decision, told, organisations)


def _say(decision: Decision, told: Plain, organisations: Mapping[str, Organisation]) -> None:
    actions.follow_decision(
        by=BY,
        decision=decision,
        words=told["words"],
        state=told.get("state", DecisionState.TO_DO),
        said_on=date.fromisoformat(told["on"]),
        organisation=_named(organisations, told["by"]),
        is_invented=True,
    )


def _answer(body: Body, key: str, verdict: str, reasons: str, on: date) -> None:
    provision = Provision.objects.get(framework__bodies=body, key=key)
    actions.answer_recommendation(
        by=BY, body=body, provision=provision, verdict=verdict, reasons=reasons, said_on=on, is_invented=True
    )


def _moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def _named(known: Mapping[str, Any], key: str) -> Any:
    if key not in known:
        raise BadInput(f"«\u202f{key}\u202f» n'est pas connu.", where=FILE)
    return known[key]
