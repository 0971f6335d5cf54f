"""The page of a promise: every tie it has, in few queries, and nothing of a draft."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import Model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.statements import Kept
from tenir.modules.commitments.actions import Stated, adopt_framework, record_level
from tenir.modules.commitments.descriptions import (
    CitationDescription,
    CommitmentDescription,
    CommitmentLinkDescription,
    FigureDescription,
    FrameworkDescription,
    HeadingDescription,
    IllustrationDescription,
    InscriptionDescription,
    Lines,
    PartyDescription,
    PrintedNameDescription,
    SourceDescription,
    SubItemDescription,
)
from tenir.modules.commitments.dossier import around as dossiers
from tenir.modules.commitments.dossier import rows as dossier_rows
from tenir.modules.commitments.models import Application, Commitment, Framework, Lever, Source
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tenir.modules.commitments.views import loading
from tests.builders import a_place, an_organisation

pytestmark = pytest.mark.django_db
N = "\u202f"
SOURCE = SourceDescription("texte-invente", "Texte inventé", publisher="Personne", sha256="a" * 64, lines=9)
ELSEWHERE = SourceDescription("autre-invente", "Autre texte inventé")


def rich(**fields: object) -> CommitmentDescription:
    """A promise with one row of each sort."""
    values = {
        "parties": (PartyDescription("porteur-invente", "porteur"),),
        "levers": ("levier",),
        "printed_names": (PrintedNameDescription("partenaire", "Club inconnu"),),
        "sub_items": (SubItemDescription("Ouvrir le mercredi", Lines(3, 3)),),
        "figures": (FigureDescription("target", 1300, "postes", "Postes créés", "2020", Lines(4, 4)),),
        "illustrations": (IllustrationDescription("Une maison ouverte", "Ville inventée"),),
        "citations": (CitationDescription(Lines(8, 9, source=ELSEWHERE.slug), "rappel"),),
        "due": "2020-06",
        "recurrence": "P6M",
    }
    return commitment(1, **{**values, **fields})


def adopted(*promises: CommitmentDescription, **fields: object) -> Framework:
    nation = france()
    if not Organisation.objects.filter(slug="porteur-invente").exists():
        Organisation.objects.filter(pk=an_organisation(place=nation, name="Porteur inventé").pk).update(
            slug="porteur-invente"
        )
        source = Source.objects.create(slug="leviers", title="Leviers inventés")
        Lever.objects.create(code="levier", name="Levier inventé", source=source)
    described: FrameworkDescription = framework(commitments=promises, sources=(SOURCE, ELSEWHERE), **fields)
    return adopt_framework(by=ME, description=described).framework


def page(client: Client, address: str = "/cadres/pacte-invente/1/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_page_tells_who_when_how_much_and_where_else(client: Client) -> None:
    adopted(rich())
    shown = page(client)
    for words in ("Porteur inventé", "juin 2020", "chaque semestre", f"1{N}300\u00a0postes", "Ouvrir le mercredi"):
        assert words in shown
    for words in ("Ville inventée", "Autre texte inventé, lignes 8 à 9", "Levier inventé", "mark-en_retard"):
        assert words in shown


def test_due_month_ends_on_its_last_day() -> None:
    adopted(rich())
    row = Commitment.objects.get()
    assert (row.due_on.isoformat(), row.due) == ("2020-06-30", "juin 2020")


def test_dependences_are_told_on_both_pages(client: Client) -> None:
    needing = commitment(1, links=(CommitmentLinkDescription("pacte-invente/2", "conditionne", "le texte le dit"),))
    adopted(commitment(1), commitment(2))
    adopted(needing, commitment(2))
    assert "Ce dont il dépend" in page(client)
    assert "Ce qui dépend de lui" in page(client, "/cadres/pacte-invente/2/")


def local(state: str) -> None:
    link = CommitmentLinkDescription("pacte-invente/1", "decline")
    also = InscriptionDescription("pacte-invente", "axe", "7")
    promise = commitment(1, title="Engagement local inventé", links=(link,), also_in=(also,))
    adopted(promise, slug="local-invente", title="Cadre local inventé", state=state)


def test_local_promise_shows_upstream_and_is_counted_at_home_only(client: Client) -> None:
    adopted(commitment(1), headings=(HeadingDescription("axe", "Un axe inventé"),))
    local("public")
    assert "Engagement local inventé" in page(client)
    shown = page(client, "/cadres/local-invente/1/")
    assert "Ce qu&#x27;il met en œuvre" in shown or "Ce qu'il met en œuvre" in shown
    assert "Un axe inventé, n° 7" in shown
    assert Framework.objects.get(slug="pacte-invente").tallies.get().count == 1


def test_nothing_of_a_draft_is_told_by_what_it_applies(client: Client) -> None:
    adopted(commitment(1), headings=(HeadingDescription("axe", "Un axe inventé"),))
    local("draft")
    assert "Engagement local inventé" not in page(client)
    assert client.get("/cadres/local-invente/1/").status_code == 404


def test_level_in_a_place_leaves_the_nations_own(client: Client) -> None:
    adopted(commitment(1))
    row = Commitment.objects.get()
    place = a_place(kind="departement", code="90", name="Territoire inventé", inside=france())
    stated = Stated(place=place, sentence="Une phrase inventée", is_invented=True)
    record_level(by=ME, commitment=row, level="suspendu", moment=Moment.parse("2020"), status="declared", stated=stated)
    row.refresh_from_db()
    applied = Application.objects.get()
    assert (row.level, applied.level, applied.is_invented) == ("en_voie_de_finalisation", "suspendu", True)
    assert "Territoire inventé" in page(client)


def test_rows_in_one_statement_are_those_of_ten_queries(django_assert_num_queries: object) -> None:
    adopted(rich())
    row = Commitment.objects.get()
    dossier_rows.of(row)
    with django_assert_num_queries(1):  # type: ignore[operator]
        together = dossier_rows.of(row)
    assert together == dossier_rows.one_by_one(row)
    assert {sort for sort, found in together.items() if not found} == {"saying", "inscription"}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.decimals("0", "99999999999", places=4),
    text=st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=40).filter(str.strip),
)
def test_rows_agree_whatever_the_text(value: object, text: str) -> None:
    figure = FigureDescription("fact", value, text[:20], text, "2020-02-29")
    adopted(rich(figures=(figure,), sub_items=(SubItemDescription(text),)))
    row = Commitment.objects.get()
    assert dossier_rows.of(row) == dossier_rows.one_by_one(row)
    row.framework.delete()


@pytest.mark.parametrize("read", [dossiers.LINKS, dossiers.RELATIVES, dossiers.PLACES, dossiers.LEVELS])
def test_kept_reads_are_those_of_the_orm(read: Kept[tuple[object, ...]]) -> None:
    place = a_place(kind="departement", code="90", inside=france())
    needing = commitment(2, links=(CommitmentLinkDescription("pacte-invente/1", "conditionne"),), parent="1")
    adopted(commitment(1), commitment(2), commitment(3))
    adopted(commitment(1, places=((place.kind, place.code),)), needing, commitment(3))
    for row in Commitment.objects.order_by("pk"):
        assert sorted(read.of(row.pk)) == sorted(read.plainly(row.pk))
    assert any(read.of(row.pk) for row in Commitment.objects.order_by("pk"))


def test_kept_objects_are_those_of_the_orm() -> None:
    """Column by column, with what they name or not: a heading, the promise above, a source of its own."""
    adopted(rich(), commitment(2, parent="1", heading="axe"), headings=(HeadingDescription("axe", "Axe inventé"),))
    for row in Commitment.objects.select_related("framework").order_by("pk"):
        for kept, known in (
            (loading._FRAMEWORK, {"slug": row.framework.slug}),
            (loading._COMMITMENT, {"framework_id": row.framework_id, "slug": row.slug}),
        ):
            found, plain = kept.of(**known), kept.plainly(**known)
            assert found is not None
            names = [name for name in kept._models if name]
            assert vars_of(found, names) == vars_of(plain, names)
    assert loading._FRAMEWORK.of(slug="aucun") is None


def vars_of(one: Model | None, related: list[str]) -> list[object]:
    """Every column of an object and of those it names, and whether they know that they are stored."""
    every = [one, *(getattr(one, name) for name in related)]
    return [(columns_of(each), each._state.adding) if each else None for each in every]


def columns_of(one: Model) -> dict[str, object]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_amounts_keep_the_decimals_of_the_text() -> None:
    assert dossiers.amount(Decimal("28.5000"), "%") == f"28,5{N}%"
    assert dossiers.amount(Decimal(10_000_000_000), "euros") == f"10{N}000{N}000{N}000{N}€"
    assert dossiers.amount(Decimal(3), "") == "3"


def test_detail_of_a_promise_is_never_lost_by_reading_again() -> None:
    two = (SubItemDescription("Un"), SubItemDescription("Deux"))
    adopted(rich(sub_items=two))
    with pytest.raises(BadInput, match="points déjà publiés"):
        adopted(rich(sub_items=two[:1]))
    adopted(rich(sub_items=()))
    assert Commitment.objects.get().sub_items.count() == 2
