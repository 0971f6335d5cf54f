"""From a description to rows: used by `actions.adopt_framework`, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.core.web.columns import fold
from tenir.modules.commitments import tallies
from tenir.modules.commitments.alignment import Alignment
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FrameworkDescription,
    HeadingDescription,
    LevelDescription,
    Lines,
    SourceDescription,
)
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import (
    AnnouncedIndicator,
    Commitment,
    Framework,
    Heading,
    LevelRecord,
    PrintedSummary,
    Source,
)
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import Said, standing_fields


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
    framework = _framework(work, description, source, place)
    headings = _headings(work, description, framework)
    said = _already_said(framework)
    commitments = _commitments(work, description, framework, headings, said)
    _levels(work, description, framework, commitments, said)
    _indicators(work, description, commitments, framework)
    _summary(work, description, framework)
    if work.events:
        tallies.bring_up_to_date(tallies.lock(framework.pk))
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


def _framework(work: Alignment, described: FrameworkDescription, source: Source, place: Place) -> Framework:
    locked = Framework.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
    known = locked.filter(slug=described.slug).first()
    if known and (known.source_id, known.place_id) != (source.pk, place.pk):
        raise BadInput(
            f"l'adresse «\u202f{described.slug}\u202f» est déjà celle du cadre «\u202f{known.short_title}\u202f», "
            f"qui vient d'un autre texte, «\u202f{known.source.title}\u202f».",
            remedy="Choisissez une autre adresse.",
        )
    names = ("slug", "kind", "title", "short_title", "noun", "signed_on", "since", "until", "news_due_months")
    fields = {name: getattr(described, name) for name in (*names, "wording", "state", "is_invented")}
    fields |= {"place_id": place.pk, **_cited(source, described.lines)}
    return work.align(Framework, {0: fields}, {0: known} if known else {})[0]


def _headings(work: Alignment, described: FrameworkDescription, framework: Framework) -> dict[str, Heading]:
    known = {row.key: row for row in framework.headings.order_by("position")}
    _refuse_loss("parties", known, (heading.key for heading in described.headings))
    rows = known
    for rank in _by_depth({heading.key: heading.parent for heading in described.headings}):
        rows = work.align(
            Heading,
            {
                heading.key: _heading_fields(heading, position, framework, rows)
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
        **{name: getattr(heading, name) for name in ("key", "kind", "number", "title")},
        "framework_id": framework.pk,
        "parent_id": rows[heading.parent].pk if heading.parent else None,
        "position": position,
        **_cited(framework.source, heading.lines),
    }


def _commitments(
    work: Alignment,
    described: FrameworkDescription,
    framework: Framework,
    headings: dict[str, Heading],
    said: dict[str, list[Said]],
) -> dict[str, Commitment]:
    known = {row.slug: row for row in Commitment.objects.of_framework(framework)}
    _refuse_loss("engagements", known, (commitment.slug for commitment in described.commitments))
    rows = known
    for rank in _by_depth({commitment.slug: commitment.parent for commitment in described.commitments}):
        wanted = {}
        for position, commitment in enumerate(described.commitments, start=1):
            if commitment.slug in rank:
                wanted[commitment.slug] = {
                    **_commitment_fields(commitment, position, framework),
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
        **_cited(framework.source, commitment.lines),
    }


def _said(level: LevelDescription) -> Said:
    return Said(str(Level(level.level)), Moment.parse(level.on), str(Status(level.status)))


def _already_said(framework: Framework) -> dict[str, list[Said]]:
    """What is recorded, by commitment, in the order in which it was said."""
    found: dict[str, list[Said]] = {}
    rows = LevelRecord.objects.filter(commitment__framework=framework).order_by("id")
    for slug, level, on, precision, status in rows.values_list(
        "commitment__slug", "level", "on", "precision", "status"
    ):
        found.setdefault(slug, []).append(Said(level, Moment(on, precision), status))
    return found


def _levels(
    work: Alignment,
    described: FrameworkDescription,
    framework: Framework,
    commitments: dict[str, Commitment],
    said: dict[str, list[Said]],
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
                **_cited(framework.source, level.lines),
            }
    work.align(LevelRecord, wanted, {})


def _last_word(said: list[Said], one: Said) -> Said | None:
    same = [other for other in said if (other.moment, other.status) == (one.moment, one.status)]
    return same[-1] if same else None


def _indicators(
    work: Alignment, described: FrameworkDescription, commitments: dict[str, Commitment], framework: Framework
) -> None:
    slugs = {row.pk: slug for slug, row in commitments.items()}
    rows = AnnouncedIndicator.objects.filter(commitment__framework=framework)
    known = {(slugs[row.commitment_id], row.position): row for row in rows.order_by("commitment", "position")}
    wanted = {
        (commitment.slug, position): {
            "commitment_id": commitments[commitment.slug].pk,
            "number": indicator.number,
            "wording": indicator.wording,
            "position": position,
            **_cited(framework.source, indicator.lines),
        }
        for commitment in described.commitments
        for position, indicator in enumerate(commitment.indicators, start=1)
    }
    lost = {f"{slug}, indicateur {rank}": None for slug, rank in known.keys() - wanted.keys()}
    _refuse_loss("indicateurs annoncés", lost, ())
    work.align(AnnouncedIndicator, wanted, known)


def _summary(work: Alignment, described: FrameworkDescription, framework: Framework) -> None:
    known = {row.level: row for row in framework.printed_summary.order_by("id")}
    _refuse_loss("lignes du résumé", known, (line.level for line in described.summary))
    wanted = {
        line.level: {
            "framework_id": framework.pk,
            "level": str(line.level),
            "count": line.count,
            "percent": line.percent,
            **_cited(framework.source, line.lines),
        }
        for line in described.summary
    }
    work.align(PrintedSummary, wanted, known)


def _refuse_loss(noun: str, known: Iterable[str], wanted: Iterable[str]) -> None:
    """A promise that was made public does not vanish because a text was read again."""
    lost = sorted(set(known) - set(wanted))
    if lost:
        more = f" et {len(lost) - 10} autres" if len(lost) > 10 else ""
        raise BadInput(
            f"des {noun} déjà publiés ne sont plus dans ce qui est à adopter\u202f: {', '.join(lost[:10])}{more}.",
            remedy="Rien n'a été changé. Corrigez le texte, ou adoptez-le sous une autre adresse.",
        )


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


def _cited(source: Source, lines: Lines) -> dict[str, Any]:
    return {"source_id": source.pk, "first_line": lines.first, "last_line": lines.last, "page": lines.page}
