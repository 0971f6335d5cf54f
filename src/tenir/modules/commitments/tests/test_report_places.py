"""A national promise as a place applies it: said by who speaks for the place, never mixed with the national level."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.digests import Line
from tenir.core.people.models import User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments import boards
from tenir.modules.commitments.actions import Told, report_progress, send_back, verify_report
from tenir.modules.commitments.dossier import around
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Application, ProgressReport
from tenir.modules.commitments.reporting import applied, desk, letters
from tenir.modules.commitments.tests.builders import ME, france
from tenir.modules.commitments.tests.reporting import Cast
from tenir.modules.commitments.tests.test_report_pages import DATA
from tests.builders import a_member, a_place, an_organisation
from tests.desks import lists

pytestmark = pytest.mark.django_db
LIST = "/avancement/lieux/departement/90/"
FORM = f"{LIST}engagements/contrat-invente/e1/"
PROMISE = "/cadres/contrat-invente/e1/"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def here() -> Place:
    return a_place(kind=PlaceKind.DEPARTEMENT, code="90", name="Territoire inventé", inside=france())


@pytest.fixture
def prefecture(here: Place) -> User:
    return a_member(Role.PREFECTURE, here, organisation=an_organisation(name="Préfecture inventée"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(cast: Cast, here: Place, by: User, **more: Any) -> ProgressReport:
    organisation = by.memberships.get().organisation
    told = Told(more.pop("level", Level.ROLLED_OUT), "Trois gymnases ouverts.", place=here)
    return report_progress(by=by, commitment=cast.row("e1"), organisation=organisation, told=told, key="clé", **more)


def test_prefecture_says_where_a_promise_stands_in_its_place(cast: Cast, here: Place, prefecture: User) -> None:
    client = signed_in(prefecture)
    assert f'href="{FORM}"' in client.get(PROMISE).content.decode()
    page = client.get(FORM).content.decode()
    assert ("Territoire inventé" in page, "Joindre une preuve" in page) == (True, False)
    answer = client.post(FORM, DATA)
    sent = ProgressReport.objects.get()
    assert answer["Location"] == f"{LIST}?liste=oui&fait=1&envoye={sent.pk}"
    assert (sent.place, sent.organisation.name, sent.level) == (here, "Préfecture inventée", Level.ROLLED_OUT)
    assert Application.objects.get().level == Level.ROLLED_OUT
    assert "Envoyé" in client.get(answer["Location"]).content.decode()


def test_what_a_place_says_moves_nothing_of_the_nation(cast: Cast, here: Place, prefecture: User) -> None:
    def nation() -> tuple[Any, ...]:
        row, standing = cast.row("e1"), boards.standings([cast.framework])[0]
        return row.level, row.declared_level, row.news_on, standing.total, standing.sentence

    before = nation()
    verify_report(by=ME, report=said(cast, here, prefecture, level=Level.ACHIEVED))
    assert nation() == before
    assert Application.objects.get().level_status == "verified"


def test_page_of_the_promise_tells_each_place_apart(cast: Cast, here: Place, prefecture: User, client: Client) -> None:
    said(cast, here, prefecture)
    page = client.get(PROMISE).content.decode()
    national, places = page.split("Les lieux qui l'appliquent")
    assert ("Trois gymnases" in national, "Trois gymnases ouverts." in places) == (False, True)
    assert ("pas encore vérifié" in places, "Préfecture inventée" in places) == (True, True)
    # Who looks from outside is offered nothing.
    assert FORM not in page


def test_what_was_sent_back_is_told_no_more(cast: Cast, here: Place, prefecture: User) -> None:
    send_back(by=ME, report=said(cast, here, prefecture), words="De quelle année ?")
    assert [(one.level, one.sentence) for one in around.applications_of(cast.row("e1"))] == [("", None)]


def test_kept_statement_of_places_is_the_plain_one(cast: Cast, here: Place, prefecture: User) -> None:
    said(cast, here, prefecture)
    key = cast.row("e1").pk
    assert around.PLACES.of(key) == around.PLACES.plainly(key) != []


def test_only_who_speaks_for_the_place_or_the_holder_may(cast: Cast, here: Place) -> None:
    elsewhere = a_place(kind=PlaceKind.DEPARTEMENT, code="91", inside=france())
    holder = a_member(Role.PARTNER, here, organisation=cast.holder("e1"))
    stranger = a_member(Role.PARTNER, here, organisation=an_organisation())
    neighbour = a_member(Role.PREFECTURE, elsewhere)
    citizen = a_member(Role.CITIZENS, here)
    answers = [signed_in(one).get(FORM).status_code for one in (holder, stranger, neighbour, citizen)]
    assert answers == [200, 404, 403, 404]
    sent = [signed_in(one).post(FORM, DATA).status_code for one in (stranger, neighbour, citizen, holder)]
    assert sent == [404, 403, 404, 302]
    with pytest.raises(rights.Refused):
        said(cast, here, neighbour)
    with pytest.raises(BadInput, match="ne porte pas"):
        said(cast, here, stranger)


def test_place_is_inside_that_of_the_promise(cast: Cast) -> None:
    apart = a_place(kind=PlaceKind.DEPARTEMENT, code="92", name="À part")
    lonely = a_member(Role.PREFECTURE, apart)
    with pytest.raises(BadInput, match=r"À part.* n'est pas un lieu"):
        said(cast, apart, lonely)
    nation = a_member(Role.MINISTRY, france())
    with pytest.raises(BadInput, match="n'est pas un lieu"):
        said(cast, france(), nation)
    assert signed_in(nation).get("/avancement/lieux/nation/FR/engagements/contrat-invente/e1/").status_code == 404


def test_draft_is_not_there(cast: Cast, prefecture: User) -> None:
    cast.framework.state = "draft"
    cast.framework.save()
    assert signed_in(prefecture).get(FORM).status_code == 404


def test_list_of_a_place_has_what_is_silent_first(cast: Cast, here: Place, prefecture: User) -> None:
    client = signed_in(prefecture)
    assert "Aucun engagement" in client.get(LIST).content.decode()
    said(cast, here, prefecture)
    Application.objects.create(commitment=cast.row("v1"), place=here)
    assert [(one.commitment.slug, one.why) for one in applied.owed_in(prefecture, here)] == [
        ("v1", "sans aucune nouvelle"),
        ("e1", ""),
    ]
    page = client.get(LIST).content.decode()
    assert "1 engagement appliqué ici est muet" in page
    assert f'href="{LIST}"' in client.get(here.get_absolute_url()).content.decode()


def test_silent_applications_wait_on_the_desk_and_in_the_letter(cast: Cast, here: Place, prefecture: User) -> None:
    said(cast, here, prefecture)
    assert applied.silent_near(prefecture) == []
    Application.objects.update(news_on=date(2020, 1, 2))
    Application.objects.create(commitment=cast.row("v1"), place=here)
    assert applied.silent_near(prefecture) == [applied.SilentPlace(here, 2)]
    todo = lists(prefecture)[0]
    line = todo[todo.index(f'href="{LIST}"') :].split("</li>")[0]
    assert "Faire le point : Territoire inventé" in line
    assert "2 engagements appliqués ici sont muets" in line
    (section,) = [one for one in letters.sections(prefecture) if "territoire applique" in one.title]
    assert section.lines == [Line("Territoire inventé\u202f: 2 engagements appliqués ici sont muets", LIST)]


def test_silent_applications_wait_for_their_holder_there_and_the_referents_of_the_place(
    cast: Cast, here: Place, prefecture: User
) -> None:
    Application.objects.create(commitment=cast.row("v1"), place=here)
    holder = cast.partner("v1").memberships.get().organisation
    near, stranger = (a_member(Role.PARTNER, here, organisation=one) for one in (holder, an_organisation()))
    nation_wide = a_member(Role.PREFECTURE, france())
    assert [one.count for one in applied.silent_near(near)] == [1]
    assert [applied.silent_near(one) for one in (stranger, nation_wide, cast.partner("v1"))] == [[], [], []]


def test_second_sees_what_was_said_of_the_same_place(cast: Cast, here: Place, prefecture: User) -> None:
    client = signed_in(prefecture)
    said(cast, here, prefecture)
    page = client.post(FORM, DATA)
    assert (page.status_code, "Trois gymnases ouverts." in page.content.decode()) == (422, True)


def test_judge_and_desk_are_told_of_which_place(cast: Cast, here: Place, prefecture: User) -> None:
    sent = said(cast, here, prefecture)
    judge = a_member(Role.DELEGATE, here, organisation=an_organisation(name="Délégation inventée"))
    assert sent.subject == f"{cast.row('e1')} (Territoire inventé)"
    assert sent.subject in desk._declared(prefecture).lines[0].title
    client = signed_in(judge)
    for url in ("/avancement/a-verifier/", f"/avancement/points/{sent.pk}/"):
        assert "Territoire inventé" in client.get(url).content.decode()
    assert client.post(f"/avancement/points/{sent.pk}/verifier/").status_code == 302
    assert Application.objects.get().level_status == "verified"


def test_pages_ask_as_many_questions_for_many_places(
    cast: Cast, here: Place, prefecture: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(prefecture)
    for number in range(5):
        place = a_place(kind=PlaceKind.COMMUNE, code=f"9000{number}", inside=here)
        Application.objects.create(commitment=cast.row("e1"), place=place)
        Application.objects.create(commitment=cast.row(("e1", "e2", "v1", "v2", "v3")[number]), place=here)
    with django_assert_max_num_queries(25):
        client.get(LIST)
    page = client.get(PROMISE).content.decode()
    assert page.count("/avancement/lieux/commune/9000") == 5
