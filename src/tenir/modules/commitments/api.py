"""Promises for programs: frameworks, the board of one, a commitment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from tenir.core.web.api import access
from tenir.core.web.pages import PUBLIC
from tenir.core.web.signs import BY_CODE
from tenir.modules.commitments import boards, tables
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import AnnouncedIndicator, Commitment, Framework, LevelRecord, Source
from tenir.modules.commitments.moments import Moment

router = Router(tags=["Engagements"])
MOST = 200


class SourceOut(Schema):
    """Un texte cité."""

    title: str = Field(title="Titre")
    number: str = Field(title="Numéro")
    date: str | None = Field(title="Date")
    publisher: str = Field(title="Émetteur")
    sha256: str = Field(title="Empreinte", description="SHA-256 du texte dont les lignes sont comptées.")


class LinesOut(Schema):
    """La place dans le texte ; lignes comptées à partir de 1."""

    first: int | None = Field(title="Première ligne")
    last: int | None = Field(title="Dernière ligne")
    page: int | None = Field(title="Page")


class FrameworkOut(Schema):
    """Un cadre et son état."""

    slug: str = Field(title="Adresse")
    kind: str = Field(title="Sorte")
    title: str = Field(title="Titre")
    signed_on: str | None = Field(title="Signé ou publié le")
    place: str = Field(title="Lieu", description="Sorte et code officiel, « nation:FR ».")
    is_invented: bool = Field(title="Inventé pour la démonstration")
    total: int = Field(title="Nombre d'engagements comptés")
    levels: dict[str, int] = Field(title="Nombre par niveau", description="La clé vide compte ceux sans niveau connu.")
    silent: int = Field(title="Muets", description="Sans nouvelle depuis plus longtemps que le cadre ne le veut.")
    sentence: str = Field(title="Phrase")


class PrintedOut(Schema):
    """Une ligne du résumé que la source imprime elle-même ; le niveau vide est son total."""

    level: str = Field(title="Niveau")
    count: int = Field(title="Nombre imprimé")
    percent: float | None = Field(title="Part imprimée (%)")


class RowOut(Schema):
    """Un engagement, en une ligne."""

    slug: str = Field(title="Adresse")
    number: str = Field(title="Numéro imprimé")
    title: str = Field(title="Intitulé")
    counted: bool = Field(title="Compté")
    parent: str | None = Field(title="Numéro de l'engagement précisé")
    level: str | None = Field(title="Niveau")
    level_date: str | None = Field(title="Date du niveau", description="ISO 8601, aussi précise que la source.")
    level_status: str | None = Field(title="Déclaré ou vérifié")
    indicators: int = Field(title="Nombre d'indicateurs annoncés")
    lines: LinesOut = Field(title="Lignes")


class BoardOut(Schema):
    """Le tableau d'un cadre."""

    framework: FrameworkOut
    source: SourceOut
    printed: list[PrintedOut] = Field(title="Résumé imprimé")
    count: int = Field(title="Nombre de lignes", description="Lignes qui répondent aux filtres, 1.a et 1.b comprises.")
    commitments: list[RowOut]


class LevelOut(Schema):
    """Un niveau à une date."""

    level: str = Field(title="Niveau")
    word: str = Field(title="En toutes lettres")
    date: str = Field(title="Date")
    status: str = Field(title="Déclaré ou vérifié")
    source: str | None = Field(title="Source")
    lines: LinesOut = Field(title="Lignes")


class IndicatorOut(Schema):
    """Un indicateur que le texte annonce."""

    number: str = Field(title="Numéro")
    wording: str = Field(title="Intitulé")
    lines: LinesOut = Field(title="Lignes")


class CommitmentOut(RowOut):
    """Un engagement et tout ce qui s'y rattache."""

    framework: str = Field(title="Adresse du cadre")
    wording: str = Field(title="Rédaction", description="source : mots du texte ; own : rédaction de Tenir.")
    heading: str | None = Field(title="Partie")
    source: SourceOut
    levels: list[LevelOut] = Field(title="Niveaux", description="Du plus récent au plus ancien.")
    announced_indicators: list[IndicatorOut] = Field(title="Indicateurs annoncés")


@router.get("", response=list[FrameworkOut], summary="Cadres", operation_id="frameworks")
@access(PUBLIC)
def list_frameworks(
    request: HttpRequest, limit: int = Query(50, ge=1, le=MOST), offset: int = Query(0, ge=0, le=1_000_000)
) -> Any:
    """Les textes publics qui portent des engagements, du plus récent au plus ancien."""
    found = Framework.objects.public().select_related("place").order_by("-signed_on", "slug")
    return [_framework(one) for one in boards.standings(found[offset : offset + limit])]


@router.get("{slug}", response=BoardOut, summary="Tableau d'un cadre", operation_id="board")
@access(PUBLIC)
def show_board(
    request: HttpRequest,
    slug: str,
    level: Level | None = None,
    q: str = Query("", max_length=100, title="Mots cherchés dans le numéro et l'intitulé"),
    limit: int = Query(100, ge=1, le=MOST),
    offset: int = Query(0, ge=0, le=1_000_000),
) -> Any:
    """Le résumé, celui que la source imprime, et les engagements dans l'ordre du texte."""
    framework = Framework.objects.public().select_related("source", "place").get(slug=slug)
    rows = tables.rows_of(framework)
    rows = rows.filter(level=level) if level else rows
    rows = rows.speaking_of(q.replace("\0", ""))  # type: ignore[attr-defined]
    return {
        "framework": _framework(boards.standings([framework])[0]),
        "source": _source(framework.source),
        "printed": [
            {"level": one.level, "count": one.count, "percent": one.percent}
            for one in boards.printed_summary(framework)
        ],
        "count": rows.count(),
        "commitments": [_row(row) for row in rows[offset : offset + limit]],
    }


@router.get("{slug}/{number}", response=CommitmentOut, summary="Un engagement", operation_id="commitment")
@access(PUBLIC)
def show_commitment(request: HttpRequest, slug: str, number: str) -> Any:
    """Ses mots, ses lignes, ses niveaux dans le temps, les indicateurs que le texte annonce."""
    related = ("framework", "heading", "parent", "source")
    row = Commitment.objects.public().select_related(*related).get(framework__slug=slug, slug=number)
    levels = list(row.levels.select_related("source").order_by("-on", "-id"))
    indicators = list(row.announced_indicators.order_by("position"))
    return {
        **_row(_plain(row, len(indicators))),
        "framework": row.framework.slug,
        "wording": row.framework.wording,
        "heading": row.heading.title if row.heading else None,
        "source": _source(row.source),
        "levels": [_level(record) for record in levels],
        "announced_indicators": [
            {"number": one.number, "wording": one.wording, "lines": _lines(one)} for one in indicators
        ],
    }


def _framework(standing: boards.Standing) -> dict[str, Any]:
    framework = standing.framework
    return {
        **{name: getattr(framework, name) for name in ("slug", "kind", "title", "is_invented")},
        "signed_on": framework.signed_on.isoformat() if framework.signed_on else None,
        "place": f"{framework.place.kind}:{framework.place.code}",
        "total": standing.total,
        "levels": standing.by_level,
        "silent": standing.silent,
        "sentence": standing.sentence,
    }


def _source(source: Source) -> dict[str, Any]:
    names = ("title", "number", "publisher", "sha256")
    return {
        **{name: getattr(source, name) for name in names},
        "date": source.date.isoformat() if source.date else None,
    }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("slug", "number", "title", "counted", "indicators")},
        "parent": row["parent_number"],
        "level": row["level"] or None,
        "level_date": tables.level_date(row),
        "level_status": row["level_status"] or None,
        "lines": {"first": row["first_line"], "last": row["last_line"], "page": row["page"]},
    }


def _plain(row: Commitment, indicators: int) -> dict[str, Any]:
    """The row of a board, from a whole commitment."""
    names = ("slug", "number", "title", "counted", "level", "level_on", "level_precision", "level_status")
    return {
        **{name: getattr(row, name) for name in (*names, "first_line", "last_line", "page")},
        "parent_number": row.parent.number if row.parent else None,
        "indicators": indicators,
    }


def _level(record: LevelRecord) -> dict[str, Any]:
    return {
        "level": record.level,
        "word": BY_CODE[record.level].word,
        "date": Moment(record.on, record.precision).iso,
        "status": record.status,
        "source": record.source.title if record.source else None,
        "lines": _lines(record),
    }


def _lines(cited: LevelRecord | AnnouncedIndicator) -> dict[str, int | None]:
    return {"first": cited.first_line, "last": cited.last_line, "page": cited.page}
