"""The organisation page: what it holds and takes part in, filtered and exported; the list's counts; levers."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tenir.core.people.models import Organisation
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.enums import PartyRole, State
from tenir.modules.commitments.models import Commitment, Framework, Lever, Party, Signatory
from tenir.modules.commitments.tests.builders import ME, framework, france
from tests.builders import an_organisation

pytestmark = pytest.mark.django_db


def said(client: Client, path: str) -> str:
    html = client.get(path).content.decode()
    return re.sub(r"\s+", " ", unescape(strip_tags(html[html.index("<main") :])))


def adopted(slug: str, count: int = 8, **fields: object) -> Framework:
    france()
    described = framework(count, slug=slug, short_title=f"Cadre {slug}", noun="engagement", **fields)
    return adopt_framework(by=ME, description=described).framework


def party(organisation: Organisation, row: Commitment, role: str) -> None:
    Party.objects.create(commitment=row, organisation=organisation, role=role, position=1, source_id=row.source_id)


@pytest.fixture
def landlord() -> Organisation:
    """Holds the promises 1 to 6 of one text, is a partner of the two others; levels are of January 2019."""
    organisation = an_organisation(name="Bailleur inventé")
    for number, row in enumerate(Commitment.objects.of_framework(adopted("un"))):
        party(organisation, row, PartyRole.HOLDER if number < 6 else PartyRole.PARTNER)
    return organisation


def page(organisation: Organisation, query: str = "") -> str:
    return f"/organisations/{organisation.slug}/{query}"


def test_sentence_counts_what_is_kept_late_and_silent(client: Client, landlord: Organisation) -> None:
    Commitment.objects.filter(slug__in=("1", "4")).update(due_on="2020-12-31", due_precision="year")
    text = said(client, page(landlord))
    # Of the six it holds, the fourth has reached its aim: nothing more is owed of it.
    assert "Bailleur inventé porte 6 engagements : 1 a atteint son objectif, 1 est en retard et 5 sont muets." in text
    assert "Par ailleurs, l'organisation est partenaire de 2." in text


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 8), ("?role=partenaire", 2), ("?niveau=objectif_atteint", 2), ("?cadre=un&intitule=7", 1), ("?role=x", 8)],
)
def test_table_is_filtered_by_the_address_and_the_file_too(
    client: Client, landlord: Organisation, query: str, count: int
) -> None:
    html = client.get(page(landlord, query)).content.decode()
    assert html.count('<th scope="row"') == count
    answer = client.get(f"/organisations/{landlord.slug}/engagements.csv{query}")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert len(rows) == count


@pytest.mark.parametrize(("format", "status"), [("csv", 200), ("json", 200), ("xlsx", 200), ("exe", 400)])
def test_files(client: Client, landlord: Organisation, format: str, status: int) -> None:
    answer = client.get(f"/organisations/{landlord.slug}/engagements.{format}")
    answer.close()
    assert answer.status_code == status


def test_drafts_are_neither_counted_nor_exported(client: Client, landlord: Organisation) -> None:
    Signatory.objects.create(
        framework=Framework.objects.get(), organisation=landlord, source=Framework.objects.get().source
    )
    Framework.objects.update(state=State.DRAFT)
    assert "Aucun engagement n'est encore enregistré pour cette organisation" in said(client, page(landlord))
    answer = client.get(f"/organisations/{landlord.slug}/engagements.csv")
    assert b"Ouvrir" not in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "Bailleur inventé Ville France 0" in said(client, "/organisations/")


def test_signed_texts_are_told_with_their_state(client: Client, landlord: Organisation) -> None:
    signed = Framework.objects.get()
    Signatory.objects.create(framework=signed, organisation=landlord, on="2019-03-15", source=signed.source)
    text = said(client, page(landlord))
    assert "15 mars 2019. 2 engagements sur 8" in text


def test_list_tells_how_many_each_must_keep_in_one_query(client: Client, landlord: Organisation) -> None:
    assert "Bailleur inventé Ville France 6" in said(client, "/organisations/?a")

    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/organisations/{query}")
        return len(asked)

    few = queries("?b")
    for row in Commitment.objects.all():
        party(an_organisation(), row, PartyRole.HOLDER)
    assert queries("?c") == few


def test_lever_gathers_the_promises_of_every_text(client: Client) -> None:
    first, second, draft = adopted("un"), adopted("deux"), adopted("trois")
    lever = Lever.objects.create(code="anru", name="ANRU", meaning="Des travaux", source=first.source)
    for row in Commitment.objects.filter(slug="2"):
        row.levers.add(lever)
    Framework.objects.filter(pk=draft.pk).update(state=State.DRAFT)
    assert "ANRU 2 promesses, 2 textes Des travaux" in said(client, "/leviers/")
    text = said(client, "/leviers/anru/")
    assert "2 promesses, chacune dans le texte qui l'a prise." in text
    assert "Cadre un 1 promesse" in text
    assert "Cadre deux 1 promesse" in text
    assert "Cadre trois" not in text
    assert second.short_title in text


def test_lever_that_nothing_draws_on_says_what_will_appear(client: Client) -> None:
    Lever.objects.create(code="vide", name="Vide", source=adopted("un").source)
    assert "Aucune promesse ne s'appuie encore sur ce levier" in said(client, "/leviers/vide/")
    assert client.get("/leviers/inconnu/").status_code == 404
