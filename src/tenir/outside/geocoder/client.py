"""Addresses to where they are, by the CSV door of addok, which the national service speaks too.

That door takes a POST: an address asked for in the line of a GET would stay in the logs of every server on the way.
https://github.com/addok/addok-csv, https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenir.outside.fetching import Answer, Unreachable, fetch

LONGEST = 200  # characters of an address
MOST = 100  # addresses in one question: their answer stays within `fetching.LARGEST`
_COLUMN, _DELIMITER = "adresse", ";"
_OK = 200


class Kind(StrEnum):
    """What was found, from the most to the least precise (`result_type` of addok); the service may have others."""

    NUMBER = "housenumber"
    STREET = "street"
    LOCALITY = "locality"
    MUNICIPALITY = "municipality"
    OTHER = "other"


@dataclass(frozen=True)
class Match:
    """The best answer: degrees of WGS 84, a score from 0 to 1, and that of the next one (0 where there is none)."""

    label: str
    longitude: float
    latitude: float
    kind: Kind
    score: float
    next_score: float


class Misunderstood(Exception):
    """The service answered something else than what this client can read. Its words never hold the address."""


def find(service: str, address: str) -> Match | None:
    """The best match of `address` at `service` (`https://…` without its `/search/csv`); None where there is none.

    Raises `Unreachable`, `Misunderstood`.
    """
    return find_all(service, [address])[0]


def find_all(service: str, addresses: Sequence[str]) -> list[Match | None]:
    """The same for several, at most `MOST`, in their order and in one question."""
    if len(addresses) > MOST:
        raise ValueError(f"{len(addresses)} addresses in one question, of at most {MOST}")
    body, boundary = _form([" ".join(address.split())[:LONGEST] for address in addresses])
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Accept": "text/csv"}
    found = _read(fetch(f"{service.rstrip('/')}/search/csv", data=body, headers=headers))
    if len(found) != len(addresses):
        raise Misunderstood(f"{len(found)} answers to {len(addresses)} addresses")
    return found


def _form(addresses: Sequence[str]) -> tuple[bytes, str]:
    """A sheet of a line each, as a form sends a file. Every score is asked for: what is poor is for us to judge."""
    sheet = io.StringIO()
    rows = csv.writer(sheet, delimiter=_DELIMITER, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerows([[_COLUMN], *([words] for words in addresses)])
    boundary = secrets.token_hex(16)
    fields = {"columns": _COLUMN, "delimiter": _DELIMITER, "quote": '"', "encoding": "utf-8", "min_score": "0"}
    parts = [f'name="data"; filename="adresse.csv"\r\nContent-Type: text/csv\r\n\r\n{sheet.getvalue()}']
    parts += [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    told = "".join(f"--{boundary}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    return f"{told}--{boundary}--\r\n".encode(), boundary


def _read(answer: Answer) -> list[Match | None]:
    if answer.status != _OK:
        raise Unreachable(f"the service answers {answer.status}")
    try:
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=_DELIMITER))
        return [_match(row) for row in rows]
    except (UnicodeDecodeError, csv.Error, KeyError, TypeError, ValueError) as error:
        raise Misunderstood(type(error).__name__) from error


def _match(row: dict[str, str]) -> Match | None:
    if not row["latitude"] or not row["longitude"]:
        return None
    kind = row["result_type"]
    return Match(
        label=row["result_label"],
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        kind=Kind(kind) if kind in list(Kind) else Kind.OTHER,
        score=float(row["result_score"]),
        next_score=float(row.get("result_score_next") or 0),
    )
