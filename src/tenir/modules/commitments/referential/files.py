"""One framework a JSON file, read into its description; a key that is not known is refused, so that none is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from tenir.core.errors import BadInput
from tenir.modules.commitments.descriptions import (
    CitationDescription,
    CommitmentDescription,
    CommitmentLinkDescription,
    FigureDescription,
    FrameworkDescription,
    FrameworkLinkDescription,
    HeadingDescription,
    IllustrationDescription,
    IndicatorDescription,
    InscriptionDescription,
    LevelDescription,
    Lines,
    PartyDescription,
    ProvisionDescription,
    SignatoryDescription,
    SourceDescription,
    SubItemDescription,
    SummaryDescription,
    address,
)
from tenir.modules.commitments.referential import sources

Plain = Mapping[str, Any]
Texts = Mapping[str, SourceDescription]


def read_all(*folder: str) -> list[FrameworkDescription]:
    """Every framework of a folder of `tenir`, official lists unless another is named, in the order of file names."""
    return [read(file) for file in files(*folder)]


def files(*folder: str) -> list[Traversable]:
    """One file a framework."""
    found = resources.files("tenir").joinpath(*(folder or ("referentials", "frameworks")))
    return sorted((file for file in found.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)


def read(file: Traversable, texts: Texts | None = None) -> FrameworkDescription:
    """The framework of one file; raises `BadInput` naming the file and the key."""
    try:
        return _framework(json.loads(file.read_text(encoding="utf-8")), texts or sources.described())
    except json.JSONDecodeError as error:
        raise BadInput("le fichier n'est pas du JSON.", where=f"{file.name}, ligne {error.lineno}") from error
    except KeyError as error:
        raise BadInput(f"la clé {error} manque, ou ce qu'elle nomme n'est pas décrit.", where=file.name) from error
    except TypeError as error:
        raise BadInput(f"une clé n'est pas connue\u202f: {error}.", where=file.name) from error


def _framework(plain: dict[str, Any], texts: Texts) -> FrameworkDescription:
    own = texts[plain.pop("source")]
    cited = sorted(set(_cited(plain)) - {own.slug})
    lists: dict[str, Callable[[Plain], Any]] = {
        "links": _lined(FrameworkLinkDescription),
        "signatories": _signatory,
        "provisions": _lined(ProvisionDescription),
        "headings": _heading,
        "commitments": _commitment,
        "summary": _summary,
    }
    rows: dict[str, Any] = {name: tuple(map(make, plain.pop(name, ()))) for name, make in lists.items()}
    dates: dict[str, Any] = {name: _date(plain.pop(name, "")) for name in ("signed_on", "since", "until")}
    invented = plain.get("is_invented", False)
    return FrameworkDescription(
        **{"is_referential": not invented, **plain, "place": tuple(plain["place"]), "lines": _lines(plain)},
        **dates,
        **rows,
        source=own,
        sources=tuple(texts[slug] for slug in cited),
    )


def _cited(plain: Any) -> Iterator[str]:
    """The slug of each text that some row names."""
    if isinstance(plain, dict):
        if isinstance(plain.get("source"), str):
            yield plain["source"]
        for value in plain.values():
            yield from _cited(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _cited(value)


def _lines(plain: Plain) -> Lines:
    first, last = plain.get("lines") or (None, None)
    return Lines(first, last, source=plain.get("source", ""))


def _lined(description: Callable[..., Any]) -> Callable[[Plain], Any]:
    def make(plain: Plain) -> Any:
        rest = {name: value for name, value in plain.items() if name not in ("lines", "source")}
        return description(**rest, lines=_lines(plain))

    return make


def _signatory(plain: Plain) -> SignatoryDescription:
    return SignatoryDescription(plain["organisation"], _date(plain.get("on", "")), _lines(plain))


def _heading(plain: Plain) -> HeadingDescription:
    declines = tuple((framework, key) for framework, key in plain.get("declines", ()))
    made: HeadingDescription = _lined(HeadingDescription)({**plain, "declines": declines})
    return made


def _summary(plain: Plain) -> SummaryDescription:
    return SummaryDescription(plain["level"], plain["count"], Decimal(str(plain["percent"])), _lines(plain))


def _figure(plain: Plain) -> FigureDescription:
    made: FigureDescription = _lined(FigureDescription)({**plain, "value": Decimal(str(plain["value"]))})
    return made


_DETAILS: dict[str, Callable[[Plain], Any]] = {
    "levels": _lined(LevelDescription),
    "indicators": _lined(IndicatorDescription),
    "parties": _lined(PartyDescription),
    "sub_items": _lined(SubItemDescription),
    "figures": _figure,
    "illustrations": _lined(IllustrationDescription),
    "citations": _lined(CitationDescription),
    "links": lambda plain: CommitmentLinkDescription(**plain),
    "also_in": lambda plain: InscriptionDescription(**plain),
}


def _commitment(plain: Plain) -> CommitmentDescription:
    details: dict[str, Any] = {name: tuple(map(make, plain.get(name, ()))) for name, make in _DETAILS.items()}
    left_out = {*_DETAILS, "lines", "source", "slug", "parent", "levers", "places"}
    return CommitmentDescription(
        **{name: value for name, value in plain.items() if name not in left_out},
        **details,
        slug=plain.get("slug") or address(plain["number"]),
        parent=address(plain.get("parent", "")),
        levers=tuple(plain.get("levers", ())),
        places=_places(plain.get("places", ())),
        lines=_lines(plain),
    )


def _places(pairs: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((kind, code) for kind, code in pairs)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
