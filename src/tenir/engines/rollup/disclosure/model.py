"""What would be published, how it hangs together, and what is decided of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

# Which unknown a figure is: indicator, place, period, and version. A leaf that did not change keeps its key from one
# publication to the next; a corrected leaf, and each total over it, get another.
Key = Hashable

MARK = "s"
# The same words for every hidden figure: to say which are small and which are hidden for them would give them away.
SENTENCE = (
    "Chiffre masqué par le secret statistique\u00a0: il est trop petit, ou permettrait d’en retrouver un qui l’est."
)


def rounded(value: int, base: int) -> int:
    """To a multiple of `base`, half up: by 10, 15 is 20, so that 20 says 15 to 24."""
    return (2 * value + base) // (2 * base) * base


class Inconsistent(ValueError):
    """Sums that do not add up, or a figure told twice with two values: nothing may be published from them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a figure is withheld, and how wide its interval must stay.

    `least`: a count under it is withheld, zero included (0: no such rule). For amounts of companies, `units`: fewer
    contributors than that, or `dominance`: one of them above that many per cent of the value.
    """

    least: int = 0
    units: int = 0
    dominance: int = 100
    of: str = "personnes"

    def __post_init__(self) -> None:
        if min(self.least, self.units) < 0 or not 0 < self.dominance <= 100:
            raise ValueError(f"no rule of secrecy can be {self}")


# Thresholds of interface.md: persons and households as for tax-based figures, companies by the statistical secret.
PERSONS = Rule(least=11)
HOUSEHOLDS = Rule(least=11, of="ménages")
COMPANIES = Rule(least=3, of="entreprises")
COMPANY_AMOUNTS = Rule(units=3, dominance=85, of="entreprises")
# Posts, sites, schools, contracts, grants: not counts of persons.
NO_RULE = Rule()


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: `value` a whole number (cents for an amount).

    `offered` is false for what is not to be published now and must be known all the same: the rest of a share, an older
    version of a leaf, the parts of a total that stays. `keep`: hidden for its neighbours after anything else (France).
    `contributors` and `largest` are for amounts of companies.
    """

    key: Key
    value: int
    rule: Rule = NO_RULE
    offered: bool = True
    keep: bool = False
    contributors: int | None = None
    largest: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """`whole` is the sum of `parts`: a place and its leaves, a year and its half-years, all and women and men."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A row of the ledger: what was published of `key`, rounded to a multiple of `base`."""

    key: Key
    value: int
    base: int = 1

    def fits(self, value: int) -> bool:
        """Whether this row says `value`."""
        return self.value == rounded(value, self.base)


class Reason(Enum):
    """Why a figure is hidden; never shown outside."""

    SMALL = "small"
    DOMINATED = "dominated"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of an offered cell: `value` (rounded) when it is shown, else None.

    `sentence` is for everybody; `inside` only for those who may read the figure itself.
    """

    key: Key
    value: int | None
    reason: Reason | None = None
    inside: str = ""

    @property
    def shown(self) -> bool:
        return self.value is not None

    @property
    def text(self) -> str:
        return MARK if self.value is None else str(self.value)

    @property
    def sentence(self) -> str:
        return "" if self.shown else SENTENCE


@dataclass(frozen=True, slots=True)
class Finding:
    """A protected figure that the ledger alone already gives away: its interval is `width` wide, under `needed`.

    `width` is what could be proved; nothing published now makes it narrower. Not for the public.
    """

    key: Key
    needed: int
    width: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One decision for each offered cell, in their order, and what can no longer be protected."""

    decisions: Mapping[Key, Decision]
    findings: tuple[Finding, ...] = ()

    def shown(self, key: Key) -> bool:
        return self.decisions[key].shown

    def share_shown(self, numerator: Key, denominator: Key) -> bool:
        """A percentage goes out with both its parts only: beside one of them it gives the other."""
        return self.shown(numerator) and self.shown(denominator)

    def ledger(self, base: int = 1) -> tuple[Published, ...]:
        """What is to be kept of this publication."""
        return tuple(Published(one.key, one.value, base) for one in self.decisions.values() if one.value is not None)


def share(numerator: Cell, denominator: Cell) -> tuple[Cell, Relation]:
    """The rest of a share, never published and protected as the denominator is, and what ties the three."""
    rest = Cell(
        ("rest", numerator.key, denominator.key), denominator.value - numerator.value, denominator.rule, offered=False
    )
    return rest, Relation(denominator.key, (numerator.key, rest.key))
