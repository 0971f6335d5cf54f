"""The bodies that texts name, and the invented ones of the demonstration."""

from __future__ import annotations

import pytest
from django.test import Client

from tenir.core.journal.models import Entry
from tenir.core.operations import content
from tenir.modules.commitments.enums import ProvisionKind
from tenir.modules.commitments.models import Provision
from tenir.modules.governance import referential
from tenir.modules.governance.models import Body, Decision, FollowUp, Meeting
from tenir.modules.governance.reading.standing import standings
from tests.builders import official_lists

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]


def test_shipped_bodies_have_the_cadence_of_their_text_and_nobody_is_late() -> None:
    official_lists()
    told = {one.slug: one.cadence.words for one in Body.objects.all() if one.cadence}
    assert told == {
        "copil-blois": "chaque année",
        "matinales-blois": "tous les 2 mois",
        "conseil-national-des-villes": "au moins 3 fois par an",
        "college-des-chefs-de-service": "chaque semestre",
    }
    blois = Body.objects.filter(provision__framework__slug="perr-blois-2019", provision__kind=ProvisionKind.BODY)
    assert blois.count() == 4
    assert not any(one.is_late for one in standings(list(Body.objects.select_related("place"))))
    events = Entry.objects.count()
    referential.load(lambda sentence: None)
    assert Entry.objects.count() == events


def test_thirty_four_recommendations_of_blois_wait_for_an_answer(client: Client) -> None:
    official_lists()
    asked = Provision.objects.filter(framework__slug="perr-blois-2019", kind=ProvisionKind.RECOMMENDATION)
    assert asked.count() == 34
    page = client.get("/instances/preconisations/perr-blois-2019/").content.decode()
    assert "34 préconisations\u202f: 34 attendent une réponse." in page


def test_everything_invented_says_so_and_is_loaded_once(settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    official_lists()
    real = set(Body.objects.values_list("slug", flat=True))
    content.load("demonstration", lambda sentence: None)
    assert set(Body.objects.exclude(slug__in=real).values_list("is_invented", flat=True)) == {True}
    for model in (Meeting, Decision, FollowUp):
        assert set(model.objects.values_list("is_invented", flat=True)) == {True}
    # No real organisation is said to have come, spoken or decided in Blois.
    blois = Meeting.objects.filter(body__place__code="41018")
    assert not blois.filter(attendances__isnull=False).exists()
    assert not blois.filter(decisions__isnull=False).exists()
    events = Entry.objects.count()
    content.load("demonstration", lambda sentence: None)
    assert Entry.objects.count() == events
