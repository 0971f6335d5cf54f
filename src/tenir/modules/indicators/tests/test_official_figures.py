"""The official figures: loaded once, cited, added up from the départements to France."""

from __future__ import annotations

import pytest

from tenir.core.journal.models import Entry
from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.modules.indicators import recomputing
from tenir.modules.indicators.models import Expected, Indicator, Observation, Target
from tenir.modules.indicators.referential import loading
from tenir.modules.indicators.tests.builders import total
from tests.builders import official_lists

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]


def of(slug: str) -> Indicator:
    return Indicator.objects.get(slug=slug)


def test_lists_load_once_and_add_up() -> None:
    official_lists()
    france = Place.objects.france()
    assert total(of("postes-adultes-relais"), france, periods.year(2023)) == (5412, None, 100)
    assert total(of("montants-fonjep"), france, periods.year(2020)) == (1016601450, None, 98)
    # The régions add up too, and employers of several départements add up nowhere.
    assert (
        total(of("postes-adultes-relais"), Place.objects.get(kind="region", code="27"), periods.year(2023)) is not None
    )
    assert total(of("employeurs-fonjep"), france, periods.year(2023)) is None
    assert Expected.objects.get(panel__slug="departements", place=france, period=periods.year(2023).id).answers == 102
    assert recomputing.compare().differences == []
    before = (Entry.objects.count(), Observation.objects.count())
    loading.load(lambda sentence: None)
    assert (Entry.objects.count(), Observation.objects.count()) == before


def test_facts_cite_their_lines_and_targets_say_where_sources_disagree() -> None:
    official_lists()
    fact = Observation.objects.get(indicator__slug="eleves-classes-dedoublees")
    assert (fact.source.slug, fact.where) == ("circulaire-6057-sg", "l. 47-48")
    assert fact.reason == ""
    assert fact.indicator.publications.get().figures.get().numerator == 190000
    target = Target.objects.get(indicator__slug="postes-fonjep")
    assert (target.numerator, target.baseline_numerator) == (1520, 760)
    assert "750" in target.note
