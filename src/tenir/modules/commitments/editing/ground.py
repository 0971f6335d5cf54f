"""What a framework holds, as far as the rules of its promises ask: loaded once, whatever the number of promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web.columns import fold
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.models import Commitment, Framework, Heading, Lever


@dataclass
class Ground:
    """Numbers and parents of every promise by address, as they will be after the write; headings by key."""

    begins: date | None
    headings: frozenset[str]
    numbers: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, framework: Framework) -> Ground:
        """As the database stands."""
        rows = Commitment.objects.filter(framework=framework).order_by()
        found = list(rows.values_list("pk", "slug", "number", "parent"))
        slugs: dict[int | None, str] = {key: slug for key, slug, _, _ in found}
        keys = Heading.objects.filter(framework=framework).order_by().values_list("key", flat=True)
        return cls(
            begins=framework.since or framework.signed_on,
            headings=frozenset(keys),
            numbers={slug: number for _, slug, number, _ in found},
            parents={slug: slugs.get(parent, "") for _, slug, _, parent in found},
        )

    def with_contents(self, contents: Mapping[str, CommitmentContent]) -> Ground:
        """The same with some promises written, new or amended, by their addresses."""
        numbers = self.numbers | {slug: one.number for slug, one in contents.items()}
        parents = self.parents | {slug: one.parent for slug, one in contents.items()}
        return Ground(self.begins, self.headings, numbers, parents)

    @cached_property
    def doubles(self) -> frozenset[str]:
        """Numbers borne by more than one promise."""
        counts = Counter(fold(number) for number in self.numbers.values() if number)
        return frozenset(number for number, count in counts.items() if count > 1)

    @cached_property
    def circles(self) -> frozenset[str]:
        """Addresses of promises that would contain themselves; each is walked once."""
        sound: set[str] = set()
        round_: set[str] = set()
        for slug in self.parents:
            way: list[str] = []
            seen: set[str] = set()
            at = slug
            while at and at not in seen and at not in sound:
                way.append(at)
                seen.add(at)
                at = self.parents.get(at, "")
            if at in seen:
                round_.update(way[way.index(at) :])
            sound.update(way)
        return frozenset(round_)


@dataclass(frozen=True)
class Known:
    """What names lead to: organisations, levers and places by their addresses."""

    organisations: Mapping[str, int]
    levers: Mapping[str, int]
    places: Mapping[str, Place]

    @classmethod
    def named_in(cls, contents: list[CommitmentContent]) -> Known:
        """Those that these contents name and that exist."""
        slugs = {line.organisation for one in contents for line in one.parties}
        codes = {code for one in contents for code in one.levers}
        places = {place for one in contents for place in one.places}
        found = Place.objects.filter(code__in={place.partition("/")[2] for place in places}) if places else ()
        return cls(
            dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {},
            dict(Lever.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {},
            {f"{place.kind}/{place.code}": place for place in found},
        )
