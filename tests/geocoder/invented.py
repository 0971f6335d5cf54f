"""An invented service that answers as addok does (`tests/test_geocoder.py` holds it to the real one)."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenir.outside.fetching import Answer, Unreachable
from tests.geocoder.streets import CENTRE, NUMBER, STREET, TOWN

_HEADER = "adresse;latitude;longitude;result_label;result_score;result_score_next;result_type"
_KNOWN = (
    ("12 rue", NUMBER, f"12 rue de l'Essai 99001 {TOWN}", "housenumber"),
    ("rue", STREET, f"rue de l'Essai 99001 {TOWN}", "street"),
    (TOWN[:4], CENTRE, TOWN, "municipality"),
)


@dataclass
class Invented:
    """In the place of `fetching.fetch`; `asked` keeps what was sent where."""

    away: bool = False
    score: float = 0.8
    next_score: float = 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def fetch(self, url: str, *, data: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """What addok answers to a sheet of addresses."""
        sent = (data or b"").decode()
        self.asked.append((url, sent))
        if self.away:
            raise Unreachable("ConnectionRefusedError")
        rows = sent.split('"adresse"\n', 1)[1].split("\r\n", 1)[0].splitlines()
        lines = "".join(self._line(row[1:-1]) + "\n" for row in rows)
        return Answer(200, "text/csv", f"\ufeff{_HEADER}\n{lines}".encode())

    def _line(self, words: str) -> str:
        for begins, (longitude, latitude), label, kind in _KNOWN:
            if words.lower().startswith(begins.lower()):
                return f"{words};{latitude};{longitude};{label};{self.score};{self.next_score};{kind}"
        return f"{words};;;;;;"
