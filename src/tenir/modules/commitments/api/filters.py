"""What a list of promises may be asked, as parameters and as conditions on rows."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry, Outcome
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments import as_of
from tenir.modules.commitments.enums import Level, Side, Theme
from tenir.modules.commitments.models import SETTLED, Application, Commitment, Framework, Heading, LevelRecord, Party

FIRST_YEAR, LAST_YEAR = 1900, 2200


def _sensible(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"entre {FIRST_YEAR} et {LAST_YEAR}")
    return day


Day = Annotated[date, AfterValidator(_sensible)]


class Filters(Schema):
    """Ce qu'une liste d'engagements peut filtrer\u202f; plusieurs filtres se cumulent."""

    level: Level | None = Field(None, title="Niveau")
    theme: Theme | None = Field(None, title="Thème")
    holder: str = Field("", max_length=100, title="Porteur", description="Adresse d'une organisation.")
    place: str = Field(
        "",
        max_length=60,
        title="Lieu",
        description="«\u202fdepartement:21\u202f»\u202f: les engagements qui atteignent ce lieu.",
    )
    late: bool | None = Field(None, title="En retard")
    silent: bool | None = Field(None, title="Muet")
    side: Side | None = Field(None, title="Qui s'engage")
    lever: str = Field("", max_length=50, title="Levier", description="Adresse d'un levier.")
    q: str = Field("", max_length=100, title="Mots", description="Cherchés dans le numéro et l'intitulé.")
    as_of: Day | None = Field(
        None, title="Au", description="Les niveaux de ce jour-là, d'après la date que donnent les sources."
    )
    changed_since: Day | None = Field(
        None, title="Changé depuis", description="Niveau inscrit ou engagement corrigé ce jour ou après."
    )

    @property
    def day(self) -> date:
        """The day that lateness and silence are counted on."""
        return self.as_of or timezone.localdate()


def filtered(rows: Any, asked: Filters) -> Any:
    """Rows of `Commitment` that answer; with `as_of`, with the levels of that day in the columns `as_of.THEN`."""
    rows = as_of.standing_then(rows, asked.as_of) if asked.as_of else rows
    level = as_of.THEN["level"] if asked.as_of else "level"
    on = as_of.NEWS_THEN["on"] if asked.as_of else "news_on"
    rows = rows.speaking_of(asked.q) if asked.q else rows
    rows = rows.filter(
        *_named(asked),
        *([Q(**{level: asked.level})] if asked.level else []),
        *([Q(theme=asked.theme)] if asked.theme else []),
        *([Q(side=asked.side)] if asked.side else []),
        *([_changed_since(asked.changed_since)] if asked.changed_since else []),
    )
    if asked.late is not None:
        late = Q(due_on__lt=asked.day, due_on__isnull=False) & ~Q(**{f"{level}__in": SETTLED})
        rows = rows.filter(late if asked.late else ~late)
    if asked.silent is not None:
        silent = _silent(asked.day, level, on)
        rows = rows.filter(silent if asked.silent else ~silent)
    return rows


def reaching(place: Place) -> Q:
    """Promises made to a place or to one that contains it, and those applied in one of them."""
    around = Place.objects.containing(place)
    return Q(place__in=around) | Q(pk__in=Application.objects.filter(place__in=around).values("commitment"))


def held_by(organisation: Organisation, *, holding: bool = True) -> Q:
    """Promises that an organisation holds, or has any role in."""
    parties = Party.objects.filter(organisation=organisation)
    return Q(pk__in=(parties.holding() if holding else parties).values("commitment"))


def under(framework: Framework, key: str) -> Q:
    """Promises under a heading, at any depth; raises `BadInput` when the framework has none of this key."""
    headings = {one["pk"]: one for one in Heading.objects.filter(framework=framework).values("pk", "parent", "key")}
    found = {pk for pk, one in headings.items() if one["key"] == key}
    if not found:
        raise BadInput(f"ce cadre n'a pas de partie «\u202f{key}\u202f».", where="heading")
    while below := {pk for pk, one in headings.items() if one["parent"] in found} - found:
        found |= below
    return Q(heading__in=found)


def place_of(address: str, where: str = "place") -> Place:
    """The place of «\u202fdepartement:21\u202f»; raises `BadInput` when there is none."""
    kind, _, code = address.partition(":")
    place = Place.objects.filter(kind=kind, code=code).first()
    if place is None:
        remedy = "Écrivez la sorte et le code officiel\u202f: departement:21."
        raise BadInput(f"aucun lieu n'est «\u202f{address}\u202f».", where=where, remedy=remedy)
    return place


def organisation_of(slug: str, where: str = "holder") -> Organisation:
    """The organisation of an address; raises `BadInput` when there is none."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise BadInput(f"aucune organisation n'a l'adresse «\u202f{slug}\u202f».", where=where)
    return found


def _named(asked: Filters) -> list[Q]:
    conditions = [held_by(organisation_of(asked.holder))] if asked.holder else []
    conditions += [reaching(place_of(asked.place))] if asked.place else []
    if asked.lever:
        conditions.append(
            Q(pk__in=Commitment.levers.through.objects.filter(lever__code=asked.lever).values("commitment"))
        )
    return conditions


def _silent(day: date, level: str, on: str) -> Q:
    """Counted, not settled, without news for longer than its own framework wants."""
    months = Framework.objects.order_by().values_list("news_due_months", flat=True).distinct()
    quiet = Q(**{f"{on}__isnull": True})
    for many in sorted(months):
        before = Framework(news_due_months=many).silent_before(day)
        quiet |= Q(**{"framework__news_due_months": many, f"{on}__lt": before})
    return Q(counted=True) & quiet & ~Q(**{f"{level}__in": SETTLED})


def _changed_since(day: date) -> Q:
    start = timezone.make_aware(datetime.combine(day, time.min))
    levels = LevelRecord.objects.filter(commitment=OuterRef("pk"), recorded_at__gte=start)
    told = Entry.objects.filter(object_type=Commitment._meta.label_lower, at__gte=start, outcome=Outcome.DONE)
    keys = told.order_by().annotate(key=Cast(F("object_id"), BigIntegerField())).values("key")
    return Q(Exists(levels)) | Q(pk__in=keys)
