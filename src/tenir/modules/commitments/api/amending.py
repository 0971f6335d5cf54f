"""What a program may write of a promise itself: a new one, a correction. The same actions as the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema, Status
from pydantic import ConfigDict

from tenir.core.people.models import User
from tenir.core.people.once import KEY, once
from tenir.core.web.api import access, errors, writes
from tenir.core.web.pages import SIGNED_IN
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions import amend_commitment, create_commitment
from tenir.modules.commitments.api import commitments, lists, sight
from tenir.modules.commitments.api.shapes import CommitmentOut
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.commitments.editing.contents import CommitmentContent, PartyLine, SubItemLine
from tenir.modules.commitments.enums import PartyRole, Side, Theme
from tenir.modules.commitments.models import Commitment

# On the routers of what is read at the same addresses: one address has one view.
TAGS = ["Écrire"]
ASIDE = {"revision", "reason"}
# Enough of a sentence for the journal, whose column has no limit.
LONGEST_REASON = 500


class PartyIn(Schema):
    """Une organisation et son rôle."""

    model_config = ConfigDict(extra="forbid")

    organisation: str = Field(max_length=100, title="Adresse de l'organisation")
    role: PartyRole = Field(title="Rôle")


class ContentIn(Schema):
    """Ce qui s'écrit d'un engagement\u202f; ce qui n'est pas envoyé reste comme il est."""

    model_config = ConfigDict(extra="forbid")

    number: str | None = Field(default=None, max_length=20, title="Numéro imprimé")
    title: str | None = Field(default=None, max_length=1000, title="Intitulé")
    counted: bool | None = Field(default=None, title="Compté")
    side: Side | None = Field(default=None, title="Qui s'engage")
    theme: Theme | None = Field(default=None, title="Thème")
    heading: str | None = Field(default=None, max_length=100, title="Partie", description="Clé du titre.")
    parent: str | None = Field(default=None, max_length=100, title="Précise", description="Adresse d'un engagement.")
    due: str | None = Field(default=None, max_length=10, title="Échéance", description="2020, 2020-05 ou 2020-05-14.")
    due_words: str | None = Field(default=None, max_length=100, title="Échéance en mots")
    recurrence: str | None = Field(default=None, max_length=10, title="Récurrence", description="Durée ISO 8601.")
    parties: list[PartyIn] | None = Field(default=None, max_length=200, title="Qui est quoi")
    levers: list[str] | None = Field(default=None, max_length=50, title="Leviers", description="Leurs adresses.")
    places: list[str] | None = Field(
        default=None, max_length=500, title="Lieux d'application", description="«\u202fdepartement:21\u202f»."
    )
    sub_items: list[str] | None = Field(default=None, max_length=100, title="Points")
    reason: str = Field(
        default="", max_length=LONGEST_REASON, title="Motif", description="Obligatoire pour un cadre public."
    )


class CorrectionIn(ContentIn):
    """Une correction, et la révision qui a été lue."""

    revision: int = Field(title="Révision", description="Celle qui a été lue\u202f: 409 si une autre est enregistrée.")


@lists.router.post(
    "cadres/{slug}/engagements",
    response={201: CommitmentOut},
    auth=writes(permissions.WRITE_SCOPE),
    summary="Créer un engagement",
    operation_id="create_commitment",
    tags=TAGS,
)
@access(SIGNED_IN)
def add_commitment(request: HttpRequest, slug: str, written: ContentIn, key: str = KEY) -> Any:
    """Après le dernier de sa partie\u202f; son adresse est faite de son numéro. Portée engagements:ecrire."""
    seen = sight.of(request)
    framework = seen.frameworks().get(slug=slug)

    def act() -> tuple[int, Any]:
        content = replace(CommitmentContent(), **_given(written))
        made = create_commitment(by=_person(request), framework=framework, content=content, reason=written.reason)
        return 201, _told(seen, made)

    return Status(*once(request, act))


@commitments.router.patch(
    "cadres/{slug}/{number}",
    response=CommitmentOut,
    auth=writes(permissions.WRITE_SCOPE),
    summary="Corriger un engagement",
    operation_id="amend_commitment",
    tags=TAGS,
)
@access(SIGNED_IN)
def correct_commitment(request: HttpRequest, slug: str, number: str, written: CorrectionIn, key: str = KEY) -> Any:
    """409 si quelqu'un l'a corrigé depuis, avec les deux versions. Portée engagements:ecrire."""
    seen = sight.of(request)
    row = commitments.one_of(seen, slug, number)

    def act() -> tuple[int, Any]:
        content = replace(contents.of(row), **_given(written))
        try:
            made = amend_commitment(
                by=_person(request), commitment=row, content=content, revision=written.revision, reason=written.reason
            )
        except Conflict as error:
            raise _conflict(error, written, seen) from error
        return 200, _told(seen, made)

    return Status(*once(request, act))


def _given(written: ContentIn) -> dict[str, Any]:
    """The fields that were sent, as contents have them; null empties a field."""
    sent = {name: getattr(written, name) for name in written.model_fields_set - ASIDE}
    return {name: LISTS[name](value or ()) if name in LISTS else _plain(name, value) for name, value in sent.items()}


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return True if name == "counted" else ""
    return str(value) if isinstance(value, str) else value


LISTS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "parties": lambda found: tuple(PartyLine(one.organisation, one.role.value) for one in found),
    "levers": lambda found: tuple(sorted(found)),
    "places": lambda found: tuple(sorted(one.replace(":", "/", 1) for one in found)),
    "sub_items": lambda found: tuple(SubItemLine(one) for one in found),
}


def _conflict(error: Conflict, written: CorrectionIn, seen: sight.Sight) -> errors.Conflict:
    return errors.Conflict(
        "amended",
        f"{error.sentence[:1].upper()}{error.sentence[1:]}",
        remedy="Comparez les deux versions, puis renvoyez la vôtre avec la révision enregistrée.",
        versions={
            "stored": _told(seen, error.row),
            "asked": written.model_dump(mode="json", exclude_unset=True),
        },
    )


def _told(seen: sight.Sight, row: Commitment) -> dict[str, Any]:
    """The promise whole, read again as JSON."""
    found = seen.commitments().select_related("framework").get(pk=row.pk)
    whole = commitments.whole(commitments.one_of(seen, found.framework.slug, found.slug), seen)
    return CommitmentOut.model_validate(whole).model_dump(mode="json")


def _person(request: HttpRequest) -> User:
    token: Any = request.api_token  # type: ignore[attr-defined]
    return token.user  # type: ignore[no-any-return]
