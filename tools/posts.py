"""Figures of the posts of adultes-relais and FONJEP, from yearly extracts of the ANCT (Licence Ouverte).

    python -m tools.posts FOLDER                            writes referentials/figures/postes.csv, by département
    python -m tools.posts FOLDER --by contrat --into FILE   by contrat de ville, a sheet for `tenir indicators import`

FOLDER holds `adulte-relais-2020.json.gz` to `postes-fonjep-2023.json.gz` and `geom_cv_ctr.geojson`. A row is a
payment, not a post: posts are distinct identifiers, employers distinct SIRET (names for FONJEP, whose file has none),
amounts the sum of the rows in euros. A row without a département takes that of its contract; one without either counts
for France alone. Employers are counted at each level: one may have posts in two départements.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

YEARS = range(2020, 2024)
PROGRAMMES = {"adulte-relais": "adultes-relais", "postes-fonjep": "fonjep"}
OVERSEAS = {"978": ("outre-mer", "978")}
FRANCE = ("nation", "FR")
OUT = Path(__file__).resolve().parent.parent / "src/tenir/referentials/figures/postes.csv"
HEAD = ("indicator", "place_kind", "place_code", "period", "value")

Place = tuple[str, str]
Row = dict[str, Any]


def rows(folder: Path, programme: str, year: int) -> list[Row]:
    """The rows of one extract."""
    with gzip.open(folder / f"{programme}-{year}.json.gz") as file:
        found: list[Row] = json.load(file)
    return found


def departements_of_contracts(folder: Path) -> dict[str, str]:
    """The département of each contract; the first in the file where one lies in two."""
    features = json.loads((folder / "geom_cv_ctr.geojson").read_text(encoding="utf-8"))["features"]
    found: dict[str, str] = {}
    for feature in features:
        found.setdefault(feature["properties"]["code_cv"], feature["properties"]["insee_dep"])
    return found


def by_departement(row: Row, contracts: dict[str, str]) -> Iterator[Place]:
    """The département of a row, and France."""
    code = row.get("insee_dep") or contracts.get(row.get("code_cv") or "")
    if code:
        yield OVERSEAS.get(code, ("departement", code))
    yield FRANCE


def by_contract(row: Row, contracts: dict[str, str]) -> Iterator[Place]:
    """The contract of a row, when it is a known one."""
    if row.get("code_cv") in contracts:
        yield ("contrat", row["code_cv"])


def lines(folder: Path, places: Any) -> Iterator[tuple[str, str, str, str, str]]:
    """Every figure: indicator, kind and code of the place, year, value."""
    contracts = departements_of_contracts(folder)
    for programme, name in PROGRAMMES.items():
        for year in YEARS:
            placed: dict[Place, list[Row]] = defaultdict(list)
            for row in rows(folder, programme, year):
                for place in places(row, contracts):
                    placed[place].append(row)
            for place in sorted(placed):
                for noun, value in measured(placed[place]):
                    yield (f"{noun}-{name}", *place, str(year), value)


def measured(found: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Posts, employers and amount of some rows."""
    kept = list(found)
    yield "postes", str(len({row["id_poste"] for row in kept}))
    yield "employeurs", str(len({row["code_tiers"].strip() for row in kept}))
    yield "montants", str(sum(Decimal(str(row["montant"])) for row in kept).quantize(Decimal("0.01")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--by", choices=("departement", "contrat"), default="departement")
    parser.add_argument("--into", type=Path, default=OUT)
    asked = parser.parse_args()
    places = by_contract if asked.by == "contrat" else by_departement
    with asked.into.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(sorted(lines(asked.folder, places)))
    sys.stderr.write(f"{asked.into.name}: written\n")


if __name__ == "__main__":
    main()
