"""The real posts of 2020 to 2023 by contrat de ville, through the door of any sender: contract, département, France."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command

from tenir.core.operations import content
from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.engines.rollup import periods
from tenir.modules.indicators import actions, recomputing
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.tests.builders import ME, total
from tools import posts

pytestmark = [pytest.mark.django_db, pytest.mark.shared, pytest.mark.slow, pytest.mark.sqlite]
FIELDS = {"kind": "count", "over_places": "sum", "over_periods": "alone", "periodicity": "year", "unit": "postes"}


def contracts(folder: Path) -> list[Place]:
    """The 433 contracts, each in its département, or in France where the file names none; one lies in two."""
    france = Place.objects.france()
    features = json.loads((folder / "geom_cv_ctr.geojson").read_text(encoding="utf-8"))["features"]
    lying: dict[str, set[str]] = defaultdict(set)
    for feature in features:
        lying[feature["properties"]["code_cv"]].add(feature["properties"]["insee_dep"])
    made = Place.objects.bulk_create(Place(kind=PlaceKind.CONTRAT, code=code, name=code) for code in sorted(lying))
    wholes = {place.code: place for place in Place.objects.filter(kind__in=(PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS))}
    Containment.objects.bulk_create(
        Containment(part=place, whole=wholes.get(code, france)) for place in made for code in lying[place.code]
    )
    return made


def test_posts_of_contracts_add_up_once(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/contrats_de_ville"
    content.load("referentials", lambda sentence: None)
    france = Place.objects.france()
    places = contracts(folder)
    panel = actions.describe_panel(
        by=ME, slug="contrats", fields={"name": "Contrats", "kind": "contrat"}, places=places, on=france
    )
    for programme in posts.PROGRAMMES.values():
        fields = {**FIELDS, "title": f"Postes {programme} par contrat", "panel": panel, "place": france}
        actions.describe_indicator(by=ME, slug=f"postes-{programme}-cv", fields=fields)
    sheet = tmp_path / "postes.csv"
    wanted = [line for line in posts.lines(folder, posts.by_contract) if line[0].startswith("postes")]
    told = [f"{name}-cv,{kind},{code},{year},{value}" for name, kind, code, year, value in wanted]
    sheet.write_text("\n".join(["indicator,place_kind,place,period,value", *told]), encoding="utf-8")
    mapped = [f"--map={name}={name}" for name in ("indicator", "place_kind", "place", "period", "value")]
    call_command("indicators", "import", str(sheet), "--sender=anct", "--accept", *mapped)
    indicator = Indicator.objects.get(slug="postes-adultes-relais-cv")
    sums = {year: total(indicator, france, periods.year(year)) for year in posts.YEARS}
    assert {year: found[0] for year, found in sums.items() if found} == {2020: 4591, 2021: 5307, 2022: 5540, 2023: 5290}
    bouches, vaucluse = (Place.objects.get(kind="departement", code=code) for code in ("13", "84"))
    shared_contract = total(indicator, Place.objects.get(kind="contrat", code="CV043"), periods.year(2023))
    assert shared_contract is not None
    assert all(Place.objects.get(code="CV043") in Place.objects.within(place) for place in (bouches, vaucluse))
    assert recomputing.compare().differences == []
