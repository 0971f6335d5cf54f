"""The columns that leave in CSV, JSON and XLSX: all that is public of a promise, in one streamed query."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet
from tenir.modules.commitments import tables
from tenir.modules.commitments.board.asked import Asked, dated
from tenir.modules.commitments.board.rows import is_late
from tenir.modules.commitments.enums import HOLDING, LinkKind, PartyRole, Shown, Side, State, Theme
from tenir.modules.commitments.joined import Joined, joined
from tenir.modules.commitments.models import (
    AnnouncedFigure,
    Application,
    Commitment,
    CommitmentLink,
    Framework,
    Inscription,
    Lever,
    Party,
    owes_news,
)
from tenir.modules.commitments.moments import Moment, months_before

_FIELDS = (
    *("slug", "number", "title", "side", "counted", "theme", "due_on", "due_precision", "due_words", "recurrence"),
    *("first_line", "last_line", "page", "shown_level", "shown_on", "shown_precision", "shown_status"),
    "shown_news_on",
)
_TEXT = CharField()


def rows(found: QuerySet[Any, Any]) -> QuerySet[Any, dict[str, Any]]:
    """Every column of dated promises; whatever is several is joined by « ; »."""
    plain: QuerySet[Any, dict[str, Any]] = found.values(
        *_FIELDS,
        framework_slug=F("framework__slug"),
        months=F("framework__news_due_months"),
        heading_title=tables.heading_title(),
        parent_number=tables.parent_number(),
        indicators=tables.indicators(),
        holders=_parties(HOLDING, with_role=False),
        partners=_parties([role for role in PartyRole if role not in HOLDING], with_role=True),
        lever_names=joined(Lever.objects.filter(commitments=OuterRef("pk")).order_by("name"), F("name")),
        places=joined(_applications().order_by("place__kind", "place__code"), F("place__name")),
        declines=_links(LinkKind.DECLINES),
        depends_on=_links(LinkKind.CONDITIONAL_ON),
        also_in=joined(_inscriptions().order_by("framework__slug"), F("framework__slug")),
        figure_words=_figures(),
    )
    return plain


def _parties(roles: Any, *, with_role: bool) -> Joined:
    found = Party.objects.filter(commitment=OuterRef("pk"), role__in=list(roles)).order_by("position")
    if not with_role:
        return joined(found, F("organisation__name"))
    role = Case(*(When(role=one, then=Value(f" ({one.label.lower()})")) for one in PartyRole), output_field=_TEXT)
    return joined(found, Concat("organisation__name", role))


def _applications() -> QuerySet[Application]:
    return Application.objects.filter(commitment=OuterRef("pk"))


def _inscriptions() -> QuerySet[Inscription]:
    return Inscription.objects.filter(commitment=OuterRef("pk"), framework__state=State.PUBLIC)


def _links(kind: str) -> Joined:
    found = CommitmentLink.objects.filter(
        origin=OuterRef("pk"), kind=kind, target__framework__state=State.PUBLIC
    ).order_by("pk")
    return joined(found, Concat("target__framework__slug", Value("/"), "target__slug"))


def _figures() -> Joined:
    found = AnnouncedFigure.objects.filter(commitment=OuterRef("pk")).order_by("position")
    # As many decimals as the database keeps: a file for programs.
    value = Cast("value", _TEXT)
    return joined(found, Concat(F("kind"), Value(" "), value, Value(" "), F("unit"), output_field=_TEXT))


def columns(on: date) -> tuple[Column, ...]:
    """The columns of a file whose levels are those of a day."""
    return (
        Column("numero", "Numéro", value="number"),
        Column("intitule", "Intitulé", value="title"),
        Column("compte", "Compté", value="counted"),
        Column("precise", "Précise", value="parent_number"),
        Column("cote", "Qui s'engage", value=lambda row: Side(row["side"]).label if row["side"] else None),
        Column("partie", "Partie", value="heading_title"),
        Column("theme", "Thème", value=lambda row: Theme(row["theme"]).label if row["theme"] else None),
        Column("porteurs", "Porteurs", value="holders"),
        Column("partenaires", "Partenaires", value="partners"),
        Column("leviers", "Leviers", value="lever_names"),
        Column("lieux", "Lieux d'application", value="places"),
        Column("echeance", "Échéance", value=_due),
        Column("recurrence", "Récurrence", value="recurrence"),
        Column("niveau", "Niveau", kind="level", value="shown_level"),
        Column("niveau_au", "Niveau au", value=_level_date),
        Column("niveau_verifie", "Déclaré ou vérifié", value=_status),
        Column("en_retard", "En retard", value=lambda row: is_late(row, on)),
        Column("muet", "Muet", value=lambda row: _silent(row, on)),
        Column("chiffres", "Chiffres du texte", value="figure_words"),
        Column("indicateurs", "Indicateurs annoncés", kind="number", value="indicators"),
        Column("decline", "Décline", value="declines"),
        Column("depend_de", "Dépend de", value="depends_on"),
        Column("aussi_dans", "Aussi dans", value="also_in"),
        Column("lignes", "Lignes de la source", value=tables.lines_in_words),
        Column("adresse", "Adresse", value="slug"),
    )


def of_board(framework: Framework, found: QuerySet[Any, Any], asked: Asked, source: str) -> Sheet:
    """The promises that the address of a board asks for."""
    return Sheet(title=framework.title, columns=columns(asked.on), rows=rows(found), source=source, as_of=asked.day)


def all_commitments() -> Sheet:
    """Every public commitment of every framework, for `/donnees/`."""
    found = dated(Commitment.objects.public().order_by("framework__slug", "position"), None)
    return Sheet(
        title="Engagements",
        columns=(Column("cadre", "Cadre", value="framework_slug"), *columns(timezone.localdate())),
        rows=rows(found),
        source="Les textes de chaque cadre, nommés sur leur page",
    )


def _due(row: dict[str, Any]) -> str | None:
    return Moment(row["due_on"], row["due_precision"]).iso if row["due_on"] else row["due_words"] or None


def _level_date(row: dict[str, Any]) -> str | None:
    return Moment(row["shown_on"], row["shown_precision"]).iso if row["shown_on"] else None


def _status(row: dict[str, Any]) -> str | None:
    return Shown(row["shown_status"]).label if row["shown_status"] else None


def _silent(row: dict[str, Any], on: date) -> bool:
    return owes_news(row["shown_level"], row["shown_news_on"], months_before(on, row["months"]))
