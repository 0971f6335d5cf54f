"""From contents to rows: used by the actions on promises, inside their transaction, with the framework locked.

One journal event a promise, on the promise: its own fields and the lines below it, before and after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.web.columns import fold
from tenir.modules.commitments.editing import contents, lines
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.editing.ground import Known
from tenir.modules.commitments.models import Commitment, Framework, Heading
from tenir.modules.commitments.moments import Moment

BATCH = 500
COLUMNS = (
    *("number", "title", "counted", "side", "theme", "heading_id", "parent_id", "due_on", "due_precision"),
    *("due_words", "recurrence", "first_line", "last_line", "page", "search_text", "revision"),
)
_PLAIN = ("number", "title", "counted", "side", "theme", "due_words", "recurrence", "first_line", "last_line", "page")


@dataclass
class Writing:
    """One write on a framework that is locked: what its names lead to, and the events so far."""

    framework: Framework
    known: Known
    reason: str
    # A text copied whole keeps its order; else a new promise comes after the last one of its heading.
    in_order: bool = False

    def create(self, wanted: Mapping[str, CommitmentContent]) -> tuple[dict[str, Commitment], list[chain.Event]]:
        """New promises by address, each after the last one of its heading."""
        if not wanted:
            return {}, []
        headings = self._headings()
        new = {slug: self._fresh(slug) for slug in wanted}
        for slug, content in wanted.items():
            self._fill(new[slug], content, headings, {})
        if self.in_order:
            for position, row in enumerate(new.values(), start=1):
                row.position = position
        else:
            _place(self.framework, list(new.values()))
        Commitment.objects.bulk_create(new.values(), batch_size=BATCH)
        self._hang(new, wanted)
        lines.write({new[slug]: (CommitmentContent(), content) for slug, content in wanted.items()}, self.known)
        names = contents.names_of(wanted.values())
        return new, [self._created(new[slug], content, names) for slug, content in wanted.items()]

    def amend(
        self, rows: Sequence[Commitment], old: Mapping[int, CommitmentContent], wanted: Mapping[str, CommitmentContent]
    ) -> list[chain.Event]:
        """Promises of this framework made equal to what is wanted, each one revision further; equal ones stay."""
        headings, slugs = self._headings(), self._slugs(wanted)
        changed = [row for row in rows if old[row.pk] != wanted[row.slug]]
        before = {row.pk: snapshot(row) for row in changed}
        for row in changed:
            self._fill(row, wanted[row.slug], headings, slugs)
            row.revision += 1
        if changed:
            Commitment.objects.bulk_update(changed, [_field(name) for name in COLUMNS], batch_size=BATCH)
        lines.write({row: (old[row.pk], wanted[row.slug]) for row in changed}, self.known)
        names = contents.names_of([*(old[row.pk] for row in changed), *(wanted[row.slug] for row in changed)])
        return [self._amended(row, before[row.pk], old[row.pk], wanted[row.slug], names) for row in changed]

    def _fresh(self, slug: str) -> Commitment:
        framework = self.framework
        return Commitment(
            framework=framework, place_id=framework.place_id, source_id=framework.source_id, slug=slug, position=0
        )

    def _headings(self) -> dict[str, int]:
        return dict(Heading.objects.filter(framework=self.framework).order_by().values_list("key", "pk"))

    def _slugs(self, wanted: Mapping[str, CommitmentContent]) -> dict[str, int]:
        """The promises that these are told to detail."""
        named = {content.parent for content in wanted.values()} - {""}
        if not named:
            return {}
        rows = Commitment.objects.filter(framework=self.framework).order_by().values_list("slug", "pk")
        return {slug: key for slug, key in rows if slug in named}

    def _fill(
        self, row: Commitment, content: CommitmentContent, headings: Mapping[str, int], slugs: Mapping[str, int]
    ) -> None:
        for name in _PLAIN:
            setattr(row, name, getattr(content, name))
        due = Moment.parse(content.due) if content.due else None
        row.heading_id = headings[content.heading] if content.heading else None
        row.parent_id = slugs.get(content.parent)
        row.due_on = due.last_day if due else None
        row.due_precision = str(due.precision) if due else ""
        row.search_text = fold(f"{row.number} {row.title}")

    def _hang(self, new: Mapping[str, Commitment], wanted: Mapping[str, CommitmentContent]) -> None:
        """Parents, once every row has its key: a new promise may detail another new one."""
        below = [slug for slug, content in wanted.items() if content.parent]
        slugs = self._slugs(wanted) if below else {}
        for slug in below:
            new[slug].parent_id = slugs[wanted[slug].parent]
        if below:
            Commitment.objects.bulk_update([new[slug] for slug in below], ["parent"], batch_size=BATCH)

    def _created(self, row: Commitment, content: CommitmentContent, names: Mapping[str, str]) -> chain.Event:
        after = {**snapshot(row), **_told(content, lines.NAMES, names)}
        return chain.Event("commitments.create_commitment", on=row, after=after, reason=self.reason)

    def _amended(
        self,
        row: Commitment,
        before: dict[str, Any],
        old: CommitmentContent,
        new: CommitmentContent,
        names: Mapping[str, str],
    ) -> chain.Event:
        own = chain.changed("commitments.amend_commitment", row, before=before)
        below = [name for name in contents.differing(old, new) if name in lines.NAMES]
        return chain.Event(
            own.verb,
            on=row,
            before={**(own.before or {}), **_told(old, below, names)},
            after={**(own.after or {}), **_told(new, below, names)},
            reason=self.reason,
        )


def _told(content: CommitmentContent, fields: Sequence[str], names: Mapping[str, str]) -> dict[str, Any]:
    """The lines below a promise as its event tells them: in words, only where there are some or were."""
    values = {name: getattr(content, name) for name in fields}
    return {name: contents.words(name, value, names) if value else "" for name, value in values.items()}


def _place(framework: Framework, new: list[Commitment]) -> None:
    """Ranks in the order of the text: after the last promise of the same heading, else at the end."""
    if len(new) == 1:
        _place_one(framework, new[0])
        return
    order = list(Commitment.objects.of_framework(framework).only("pk", "heading_id", "position"))
    ranked: list[Commitment] = [*order, *new]
    last = {row.heading_id: rank for rank, row in enumerate(order)}
    end = len(order)
    where = {id(row): last.get(row.heading_id, end) if row.heading_id else end for row in new}
    ranks = {id(row): rank for rank, row in enumerate(order)} | where
    ranked.sort(key=lambda row: ranks[id(row)])
    moved = []
    for position, row in enumerate(ranked, start=1):
        if row.position != position:
            row.position = position
            if row.pk:
                moved.append(row)
    Commitment.objects.bulk_update(moved, ["position"], batch_size=BATCH)


def _place_one(framework: Framework, row: Commitment) -> None:
    rows = Commitment.objects.filter(framework=framework).order_by("-position")
    beside = rows.filter(heading_id=row.heading_id).first() if row.heading_id else None
    before = beside or rows.first()
    row.position = before.position + 1 if before else 1
    Commitment.objects.filter(framework=framework, position__gte=row.position).update(position=F("position") + 1)


def _field(attribute: str) -> str:
    return attribute.removesuffix("_id")
