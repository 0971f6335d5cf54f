"""The board's table: columns of the screen, columns of the exports."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.safestring import SafeString

from tenir.core.web import french, signs
from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet
from tenir.core.web.tables import Table
from tenir.modules.commitments.boards import FEMININE, Standing
from tenir.modules.commitments.enums import Side, Status
from tenir.modules.commitments.models import (
    AnnouncedIndicator,
    Commitment,
    Framework,
    Heading,
    owes_news,
    where_in_source,
)
from tenir.modules.commitments.moments import Moment

# The longest framework of our sources has 63 actions: each of them stands on one page.
PAGE_SIZE = 70
_FIELDS = (
    *("slug", "number", "title", "side", "counted", "level", "level_on", "level_precision", "level_status"),
    *("first_line", "last_line", "page"),
)
Row = dict[str, Any]


def rows_of(framework: Framework, *, silent_before: date | None = None) -> QuerySet[Commitment, Row]:
    """Plain rows in the order of the text, with the number of announced indicators; only silent ones when asked."""
    found = Commitment.objects.of_framework(framework)
    if silent_before:
        found = found.counted().silent_since(silent_before)
    return _plain(found)


def _plain(found: QuerySet[Commitment]) -> QuerySet[Commitment, Row]:
    # Looked up for the rows of the page alone, where a join would be made for the whole framework.
    rows: QuerySet[Commitment, Row] = found.values(
        *_FIELDS,
        heading_title=Subquery(Heading.objects.filter(pk=OuterRef("heading")).values("title")),
        parent_number=Subquery(Commitment.objects.filter(pk=OuterRef("parent")).values("number")),
        indicators=_indicators(),
    )
    return rows


def _indicators() -> Coalesce:
    of_row = AnnouncedIndicator.objects.filter(commitment=OuterRef("pk")).order_by().values("commitment")
    return Coalesce(Subquery(of_row.annotate(many=Count("pk")).values("many")), 0)


def table_of(framework: Framework, silent_before: date) -> Table:
    """The board as a table, in the order of the text unless asked otherwise."""
    return Table(
        key="engagements",
        caption=f"{framework.noun.capitalize()}s dans l'ordre du texte",
        page_size=PAGE_SIZE,
        columns=(
            Column("numero", "N°", value="number", order="position", sortable=True),
            Column("intitule", "Intitulé", value=_title, search="search_text", filterable=True),
            Column("niveau", "Niveau", kind="level", value="level", sortable=True, filterable=True),
            Column("indicateurs", "Indicateurs", kind="number", value="indicators"),
            Column("nouvelle", "Dernière nouvelle", value=_news(silent_before), order="level_on", sortable=True),
        ),
        empty_title="Aucun engagement n'est encore inscrit",
        empty="Ils paraîtront ici quand le texte de ce cadre aura été adopté.",
    )


def _title(row: Row) -> SafeString:
    """The link, below the part of the text and the promise that this one details, where there are any."""
    detail = f"précise le n° {row['parent_number']}" if row["parent_number"] else ""
    above = ", ".join(filter(None, (row["heading_title"], detail)))
    kicker = f'<span class="kicker">{escape(above)}</span> ' if above else ""
    # One element a cell: on a phone, each element of a cell takes its own place beside the column's name.
    return SafeString(f'<span>{kicker}<a href="{escape(row["slug"])}/">{escape(row["title"])}</a></span>')


def _news(silent_before: date) -> Any:
    mark = signs.status_mark("muet")
    said: dict[tuple[date, str, bool], SafeString] = {}

    def news(row: Row) -> SafeString:
        """When, and whether that is too long ago; few dates for many rows, so each is said once."""
        if row["level_on"] is None:
            return SafeString(f"<span>aucune {mark}</span>")
        silent = owes_news(row["level"], row["level_on"], silent_before)
        key = row["level_on"], row["level_precision"], silent
        if key not in said:
            said[key] = SafeString(f"<span>{Moment(*key[:2]).words}{f' {mark}' if silent else ''}</span>")
        return said[key]

    return news


def level_date(row: Row) -> str | None:
    """ISO 8601, as precise as its source."""
    return Moment(row["level_on"], row["level_precision"]).iso if row["level_on"] else None


EXPORT_COLUMNS = (
    Column("numero", "Numéro", value="number"),
    Column("intitule", "Intitulé", value="title"),
    Column("compte", "Compté", value="counted"),
    Column("precise", "Précise", value="parent_number"),
    Column("cote", "Qui s'engage", value=lambda row: Side(row["side"]).label if row["side"] else None),
    Column("partie", "Partie", value="heading_title"),
    Column("niveau", "Niveau", kind="level", value="level"),
    Column("niveau_au", "Niveau au", value=level_date),
    Column("niveau_verifie", "Déclaré ou vérifié", value=lambda row: _status(row["level_status"])),
    Column("indicateurs", "Indicateurs annoncés", kind="number", value="indicators"),
    Column(
        "lignes",
        "Lignes de la source",
        value=lambda row: where_in_source(row["first_line"], row["last_line"], row["page"]),
    ),
    Column("adresse", "Adresse", value="slug"),
)


def _status(code: str) -> str | None:
    return Status(code).label if code else None


def level_links(standing: Standing, asked: QueryDict) -> list[tuple[str, str, bool]]:
    """Filters as plain links: (words, address, whether it is this one)."""
    level, mute = asked.get("niveau", ""), asked.get("muet", "")
    feminine, counts = standing.framework.noun in FEMININE, standing.by_level
    everything = "Toutes" if feminine else "Tous"
    links = [(f"{everything} ({french.nombre(standing.total)})", "?", not level and not mute)]
    links += [
        (f"{known.word} ({french.nombre(counts[known.code])})", f"?niveau={known.code}", level == known.code)
        for known in signs.LEVELS
        if counts.get(known.code)
    ]
    if standing.silent:
        word = "Muettes" if feminine else "Muets"
        links.append((f"{word} ({french.nombre(standing.silent)})", "?muet=oui", mute == "oui"))
    return links


def all_commitments() -> Sheet:
    """Every public commitment of every framework, for `/donnees/`."""
    rows = Commitment.objects.public().order_by("framework__slug", "position")
    return Sheet(
        title="Engagements",
        columns=(Column("cadre", "Cadre", value="framework_slug"), *EXPORT_COLUMNS),
        rows=_plain(rows).annotate(framework_slug=F("framework__slug")),
        source="Les textes de chaque cadre, nommés sur leur page",
    )
