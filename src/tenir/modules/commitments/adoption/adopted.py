"""From a description to rows: used by `actions.adopt_framework`, inside its transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.core.web.columns import fold
from tenir.modules.commitments import tallies, trends
from tenir.modules.commitments.adoption import details as adoption_details
from tenir.modules.commitments.adoption import relations as adoption_relations
from tenir.modules.commitments.adoption.alignment import Alignment, Citing, refuse_loss
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FrameworkDescription,
    HeadingDescription,
    LevelDescription,
    SourceDescription,
)
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import (
    Commitment,
    Framework,
    Heading,
    LevelRecord,
    PrintedSummary,
    Provision,
    Source,
)
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import Said, standing_fields, status_shown


@dataclass(frozen=True)
class Adoption:
    """What an adoption did: the framework, and how many rows of each table were created and amended."""

    framework: Framework
    created: dict[str, int]
    amended: dict[str, int]
    events: tuple[chain.Event, ...]

    @property
    def changed_anything(self) -> bool:
        """Whether the database was not already as described."""
        return bool(self.events)


def adopted(description: FrameworkDescription, place: Place) -> Adoption:
    """Align every table with `description`; the events are returned, not yet recorded."""
    work = Alignment()
    source = _source(work, description.source)
    cite = Citing(source, {one.slug: _source(work, one) for one in description.sources})
    framework = _framework(work, description, cite, place)
    headings = _headings(work, description, framework, cite)
    provisions = _provisions(work, description, framework, headings, cite)
    said = _already_said(framework)
    commitments = _commitments(work, description, framework, headings, provisions, said, cite)
    _levels(work, description, commitments, said, cite)
    adoption_details.align(work, description, framework, commitments, cite)
    _summary(work, description, framework, cite)
    adoption_relations.align(work, description, framework, headings, commitments, cite)
    if work.events:
        locked = tallies.lock(framework.pk)
        # Levels of any day may have come at once.
        trends.bring_up_to_date(locked)
        tallies.bring_up_to_date(locked)
    return Adoption(framework, dict(+work.created), dict(+work.amended), tuple(work.events))


def _source(work: Alignment, described: SourceDescription) -> Source:
    """The same text is one source, whatever it was called first; another text may not take its slug."""
    known = Source.objects.filter(sha256=described.sha256).first() if described.sha256 else None
    known = known or Source.objects.filter(slug=described.slug).first()
    if known and described.sha256 and known.sha256 not in ("", described.sha256):
        raise BadInput(
            f"l'adresse «\u202f{described.slug}\u202f» est déjà celle d'un autre texte, «\u202f{known.title}\u202f».",
            remedy="Renommez le fichier, ou donnez une autre adresse au texte.",
        )
    fields = {name: getattr(described, name) for name in SourceDescription.__dataclass_fields__}
    if known:
        # An address, once given, does not change.
        del fields["slug"]
    return work.align(Source, {0: fields}, {0: known} if known else {})[0]


def _framework(work: Alignment, described: FrameworkDescription, cite: Citing, place: Place) -> Framework:
    source = cite.own
    locked = Framework.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
    known = locked.filter(slug=described.slug).first()
    if known and (known.source_id, known.place_id) != (source.pk, place.pk):
        raise BadInput(
            f"l'adresse «\u202f{described.slug}\u202f» est déjà celle du cadre «\u202f{known.short_title}\u202f», "
            f"qui vient d'un autre texte, «\u202f{known.source.title}\u202f».",
            remedy="Choisissez une autre adresse.",
        )
    names: tuple[str, ...] = (
        "slug",
        "kind",
        "title",
        "short_title",
        "noun",
        "signed_on",
        "since",
        "until",
        "news_due_months",
    )
    names += ("wording", "state", "note", "is_referential", "is_invented")
    fields = {name: getattr(described, name) for name in names}
    fields |= {"place_id": place.pk, **cite(described.lines)}
    return work.align(Framework, {0: fields}, {0: known} if known else {})[0]


def _headings(
    work: Alignment, described: FrameworkDescription, framework: Framework, cite: Citing
) -> dict[str, Heading]:
    known = {row.key: row for row in framework.headings.order_by("position")}
    refuse_loss("parties", known, (heading.key for heading in described.headings))
    rows = known
    for rank in _by_depth({heading.key: heading.parent for heading in described.headings}):
        rows = work.align(
            Heading,
            {
                heading.key: {**_heading_fields(heading, position, framework, rows), **cite(heading.lines)}
                for position, heading in enumerate(described.headings, start=1)
                if heading.key in rank
            },
            rows,
        )
    return rows


def _heading_fields(
    heading: HeadingDescription, position: int, framework: Framework, rows: dict[str, Heading]
) -> dict[str, Any]:
    return {
        **{name: getattr(heading, name) for name in ("key", "kind", "number", "title", "side")},
        "framework_id": framework.pk,
        "parent_id": rows[heading.parent].pk if heading.parent else None,
        "position": position,
    }


def _provisions(
    work: Alignment,
    described: FrameworkDescription,
    framework: Framework,
    headings: dict[str, Heading],
    cite: Citing,
) -> dict[str, Provision]:
    known = {row.key: row for row in framework.provisions.order_by("position")}
    refuse_loss("dispositions", known, (one.key for one in described.provisions))
    wanted = {
        one.key: {
            **{name: getattr(one, name) for name in ("key", "kind", "number", "text")},
            "framework_id": framework.pk,
            "heading_id": headings[one.heading].pk if one.heading else None,
            "position": position,
            **cite(one.lines),
        }
        for position, one in enumerate(described.provisions, start=1)
    }
    return work.align(Provision, wanted, known)


def _commitments(
    work: Alignment,
    described: FrameworkDescription,
    framework: Framework,
    headings: dict[str, Heading],
    provisions: dict[str, Provision],
    said: dict[str, list[Said]],
    cite: Citing,
) -> dict[str, Commitment]:
    known = {row.slug: row for row in Commitment.objects.of_framework(framework)}
    refuse_loss("engagements", known, (commitment.slug for commitment in described.commitments))
    rows = known
    for rank in _by_depth({commitment.slug: commitment.parent for commitment in described.commitments}):
        wanted = {}
        for position, commitment in enumerate(described.commitments, start=1):
            if commitment.slug in rank:
                wanted[commitment.slug] = {
                    **_commitment_fields(commitment, position, framework),
                    **_said_attributes(commitment, provisions),
                    **cite(commitment.lines),
                    **standing_fields([*said.get(commitment.slug, []), *map(_said, commitment.levels)]),
                    "heading_id": headings[commitment.heading].pk if commitment.heading else None,
                    "parent_id": rows[commitment.parent].pk if commitment.parent else None,
                }
        rows = work.align(Commitment, wanted, rows)
    return rows


def _commitment_fields(commitment: CommitmentDescription, position: int, framework: Framework) -> dict[str, Any]:
    return {
        **{name: getattr(commitment, name) for name in ("slug", "number", "title", "counted", "side")},
        "framework_id": framework.pk,
        "place_id": framework.place_id,
        "position": position,
        "search_text": fold(f"{commitment.number} {commitment.title}"),
    }


def _said_attributes(commitment: CommitmentDescription, provisions: dict[str, Provision]) -> dict[str, Any]:
    """The attributes that the description gives; those that it leaves empty stay as they are."""
    fields = {name: getattr(commitment, name) for name in ("theme", "due_words", "recurrence")}
    fields = {name: value for name, value in fields.items() if value}
    if commitment.due:
        due = Moment.parse(commitment.due)
        fields |= {"due_on": due.last_day, "due_precision": str(due.precision)}
    if commitment.decided_at:
        fields["decided_at_id"] = provisions[commitment.decided_at].pk
    return fields


def _said(level: LevelDescription) -> Said:
    return Said(str(Level(level.level)), Moment.parse(level.on), str(Status(level.status)))


def _already_said(framework: Framework) -> dict[str, list[Said]]:
    """What is recorded, by commitment, in the order in which it was said."""
    found: dict[str, list[Said]] = {}
    rows = LevelRecord.objects.telling().filter(commitment__framework=framework, place=None).order_by("id")
    names = ("commitment__slug", "level", "on", "precision", "status", "report__state")
    for slug, level, on, precision, status, report in rows.values_list(*names):
        found.setdefault(slug, []).append(Said(level, Moment(on, precision), status_shown(status, report)))
    return found


def _levels(
    work: Alignment,
    described: FrameworkDescription,
    commitments: dict[str, Commitment],
    said: dict[str, list[Said]],
    cite: Citing,
) -> None:
    """Add the levels that are not the last word already said at their date; never touch one that is there."""
    wanted = {}
    for commitment in described.commitments:
        for level in commitment.levels:
            one = _said(level)
            if one == _last_word(said.get(commitment.slug, []), one):
                continue
            wanted[commitment.slug, one] = {
                "commitment_id": commitments[commitment.slug].pk,
                "level": one.level,
                "on": one.moment.on,
                "precision": str(one.moment.precision),
                "status": one.status,
                **cite(level.lines),
            }
    work.align(LevelRecord, wanted, {})


def _last_word(said: list[Said], one: Said) -> Said | None:
    same = [other for other in said if (other.moment, other.status) == (one.moment, one.status)]
    return same[-1] if same else None


def _summary(work: Alignment, described: FrameworkDescription, framework: Framework, cite: Citing) -> None:
    known = {row.level: row for row in framework.printed_summary.order_by("id")}
    refuse_loss("lignes du résumé", known, (line.level for line in described.summary))
    wanted = {
        line.level: {
            "framework_id": framework.pk,
            "level": str(line.level),
            "count": line.count,
            "percent": line.percent,
            **cite(line.lines),
        }
        for line in described.summary
    }
    work.align(PrintedSummary, wanted, known)


def _by_depth(parents: dict[str, str]) -> list[set[str]]:
    """Keys from the top of the tree down, so that a parent is saved before what it holds."""
    ranks: list[set[str]] = []
    placed: set[str] = {""}
    left = dict(parents)
    while left:
        rank = {key for key, parent in left.items() if parent in placed}
        ranks.append(rank)
        placed |= rank
        left = {key: parent for key, parent in left.items() if key not in rank}
    return ranks
