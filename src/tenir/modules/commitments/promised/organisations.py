"""What an organisation promised, alone or with others, and where that stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, cast

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from tenir.core.people.models import Organisation
from tenir.core.web import french, signs
from tenir.core.web.columns import Column
from tenir.core.web.tables import Table
from tenir.modules.commitments.enums import Level, PartyRole, State
from tenir.modules.commitments.models import SETTLED, Commitment, Party, owes_news
from tenir.modules.commitments.moments import Moment, months_before
from tenir.modules.commitments.promised.lines import is_late
from tenir.modules.commitments.standing import counted_as

Row = dict[str, Any]
Rows = QuerySet[Any, Any]
# How a role that is not holding is told: « est partenaire de 8 », « en finance 2 ».
_TAKES_PART = {PartyRole.PARTNER: "est partenaire de", PartyRole.FUNDER: "en finance", PartyRole.OPERATOR: "en mène"}


@dataclass
class Record:
    """What it holds by level, how much of it is late or silent; what it takes part in, by role; in which texts."""

    name: str
    by_level: Counter[str] = field(default_factory=Counter)
    late: int = 0
    silent: int = 0
    by_role: Counter[str] = field(default_factory=Counter)
    # Short title of each framework by slug, in the order of the texts.
    frameworks: dict[str, str] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """How many it must keep."""
        return sum(self.by_level.values())

    @property
    def sentence(self) -> str:
        """« La ville porte 12 engagements\u202f: 4 ont atteint leur objectif, 2 sont en retard et 5 sont muets. »."""
        if not self.held:
            return f"{self.name} ne porte aucun engagement."
        achieved = self.by_level[Level.ACHIEVED]
        parts = [
            f"{french.nombre(count)} {words}"
            for count, words in (
                (achieved, Level.ACHIEVED.clause(achieved, feminine=False)),
                (self.late, "sont en retard" if self.late > 1 else "est en retard"),
                (self.silent, "sont muets" if self.silent > 1 else "est muet"),
            )
            if count
        ]
        told = f"\u202f: {french.liste_et(parts)}" if parts else ""
        return f"{self.name} porte {french.accord(self.held, 'engagement')}{told}."

    @property
    def part(self) -> str:
        """« Elle est partenaire de 8 engagements et en finance 2. », or nothing."""
        known = [(words, self.by_role[role]) for role, words in _TAKES_PART.items() if self.by_role[role]]
        parts = [f"{words} {french.nombre(count)}" for words, count in known]
        return f"Par ailleurs, l'organisation {french.liste_et(parts)}." if parts else ""


def record(organisation: Organisation) -> Record:
    """Two queries, however many promises."""
    found = Record(organisation.short_name or organisation.name)
    today = timezone.localdate()
    for row in _held(organisation, today):
        found.by_level[counted_as(row["level"], row["level_status"])] += row["count"]
        found.late += row["late"]
        if owes_news(row["level"], row["news_on"], months_before(today, row["framework__news_due_months"])):
            found.silent += row["count"]
    for row in _roles(organisation):
        found.by_role[row["role"]] += row["count"]
        found.frameworks[row["slug"]] = row["short_title"]
    return found


def _held(organisation: Organisation, today: date) -> Rows:
    held = Commitment.objects.public().counted().held_by(organisation).order_by()
    late = Count("pk", filter=Q(due_on__lt=today) & ~Q(level__in=SETTLED))
    names = ("framework__news_due_months", "level", "level_status", "news_on")
    return cast("Rows", held.values(*names).annotate(count=Count("pk"), late=late))


def _public(organisation: Organisation) -> QuerySet[Party]:
    return Party.objects.filter(organisation=organisation, commitment__framework__state=State.PUBLIC)


def _roles(organisation: Organisation) -> Rows:
    framework = "commitment__framework__"
    rows = _public(organisation).order_by(F(f"{framework}signed_on").desc(nulls_last=True), f"{framework}slug")
    named = rows.values("role", slug=F(f"{framework}slug"), short_title=F(f"{framework}short_title"))
    return named.annotate(count=Count("pk", filter=Q(commitment__counted=True)))


def rows_of(organisation: Organisation) -> Rows:
    """One line a promise and role, the latest text first, in its order."""
    names = ("number", "title", "slug", "level", "level_on", "level_precision", "due_on", "search_text")
    of_promise = {name: F(f"commitment__{name}") for name in (*names, "news_on", "news_precision")}
    of_framework = {
        "cadre": F("commitment__framework__slug"),
        "cadre_titre": F("commitment__framework__short_title"),
        "months": F("commitment__framework__news_due_months"),
    }
    ordered = _public(organisation).order_by(
        F("commitment__framework__signed_on").desc(nulls_last=True),
        *("commitment__framework__slug", "commitment__position", "position"),
    )
    return cast("Rows", ordered.annotate(**of_framework).values("role", *of_framework, **of_promise))


def table_of(record: Record) -> Table:
    """Filtered by words, text, role and level, through the address."""
    roles = tuple((str(role), PartyRole(role).label) for role in PartyRole.values if role in record.by_role)
    return Table(
        key="promesses",
        caption="Ce qu'elle a promis, seule ou avec d'autres",
        things=("engagement", "engagements"),
        exports=False,  # the file has an address of its own (views/organisations.py)
        columns=(
            Column("intitule", "Intitulé", value=_title, search="search_text", filterable=True),
            Column(
                "cadre", "Texte", value="cadre_titre", order="cadre", sortable=True, filterable=True,
                choices=tuple(record.frameworks.items()),
            ),
            Column(
                "role", "Rôle", value=lambda row: PartyRole(row["role"]).label, order="role", filterable=True,
                choices=roles,
            ),
            Column("niveau", "Niveau", kind="level", value="level", sortable=True, filterable=True),
            Column("nouvelle", "Dernière nouvelle", value=_news, order="news_on", sortable=True),
        ),
        empty_title="Aucun engagement ne répond à ces choix",
        empty="Ôtez un filtre pour en voir davantage.",
    )  # fmt: skip


def _title(row: Row) -> SafeString:
    number = f"{escape(row['number'])} " if row["number"] else ""
    address = f"/cadres/{escape(row['cadre'])}/{escape(row['slug'])}/"
    return SafeString(f'<span>{number}<a href="{address}">{escape(french.typographie(row["title"]))}</a></span>')


def _news(row: Row) -> SafeString:
    today = timezone.localdate()
    words = Moment(row["news_on"], row["news_precision"]).words if row["news_on"] else "aucune"
    late = f" {signs.status_mark('en_retard')}" if is_late(row["due_on"], row["level"], today) else ""
    owes = owes_news(row["level"], row["news_on"], months_before(today, row["months"]))
    mute = f" {signs.status_mark('muet')}" if owes else ""
    return SafeString(f"<span>{words}{late}{mute}</span>")


EXPORT_COLUMNS = (
    Column("cadre", "Cadre"),
    Column("numero", "Numéro", value="number"),
    Column("intitule", "Intitulé", value="title"),
    Column("role", "Rôle", value=lambda row: PartyRole(row["role"]).label),
    Column("niveau", "Niveau", kind="level", value="level"),
    Column("niveau_au", "Niveau au", value=lambda row: _iso(row)),
    Column("echeance", "Échéance", kind="date", value="due_on"),
    Column("en_retard", "En retard", value=lambda row: is_late(row["due_on"], row["level"], timezone.localdate())),
    Column("adresse", "Adresse", value=lambda row: f"/cadres/{row['cadre']}/{row['slug']}/"),
)


def _iso(row: Row) -> str | None:
    return Moment(row["level_on"], row["level_precision"]).iso if row["level_on"] else None


def held_by_each(organisations: Sequence[Organisation]) -> dict[int, int]:
    """How many public promises each must keep, in one query for the whole list."""
    held = Party.objects.holding().filter(
        organisation__in=[one.pk for one in organisations],
        commitment__framework__state=State.PUBLIC,
        commitment__counted=True,
    )
    counted = held.order_by().values("organisation").annotate(count=Count("commitment", distinct=True))
    return {row["organisation"]: row["count"] for row in counted}
