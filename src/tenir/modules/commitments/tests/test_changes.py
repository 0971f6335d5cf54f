"""What changed: told once, publicly, without persons; drafts never."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from tenir.core.journal import chain
from tenir.core.places.models import PlaceKind
from tenir.modules.commitments import changes
from tenir.modules.commitments.actions import Stated, adopt_framework, record_level
from tenir.modules.commitments.enums import PartyRole
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tests.builders import a_place, an_organisation

pytestmark = pytest.mark.django_db
N = "\u202f"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def pact(monkeypatch: pytest.MonkeyPatch) -> Framework:
    """A pact published an hour ago."""
    france()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(hours=1))
    made = adopt_framework(by=ME, description=framework(count=3)).framework
    monkeypatch.undo()
    LevelRecord.objects.update(recorded_at=now - timedelta(hours=1, seconds=1))
    return made


def say(number: int, level: str = "objectif_atteint", *, on: str = "2019-03-15", **stated: Any) -> LevelRecord:
    """A level of a promise of the pact."""
    row = Commitment.objects.get(framework__slug="pacte-invente", slug=str(number))
    told = Stated(**stated)
    return record_level(by=ME, commitment=row, level=level, moment=Moment.parse(on), status="declared", stated=told)


def titles(scope: changes.Scope | None = None, **options: Any) -> list[str]:
    """Titles of the changes, newest first."""
    return [one.title for one in changes.newest(scope or changes.of_site(), **options)[0]]


def amend(**fields: Any) -> None:
    """Adopt the pact again with other words."""
    adopt_framework(by=ME, description=framework(count=3, **fields))


def test_publication_is_one_change_with_all_that_came_with_it(pact: Framework) -> None:
    assert titles() == [f"Pacte inventé{N}: publié ici"]


def test_level_said_since_is_told_with_its_status_and_date(pact: Framework) -> None:
    say(2, "en_cours_de_lancement", on="2019-02")
    assert titles()[0] == f"Mesure 2{N}: en cours de lancement, déclaré, février 2019"


def test_amended_words_are_told_by_the_name_of_what_changed(pact: Framework) -> None:
    promises = (commitment(1, title="Autre chose"), commitment(2), commitment(3))
    amend(commitments=promises, title="Un autre titre", signed_on=date(2019, 3, 1))
    assert sorted(titles()[:2]) == [
        f"Mesure 1{N}: correction (l'intitulé)",
        f"Pacte inventé{N}: correction (le titre et la date de signature)",
    ]


def test_promise_added_later_is_told_but_not_the_ranks_that_it_moved(pact: Framework) -> None:
    amend(commitments=(commitment(4), commitment(1), commitment(2), commitment(3)))
    assert sorted(titles()) == [
        f"Mesure 4{N}: ajout",
        f"Mesure 4{N}: objectif atteint, vérifié, janvier 2019",
        f"Pacte inventé{N}: publié ici",
    ]


def test_drafts_are_never_told_nor_what_was_written_in_one(client: Client, pact: Framework) -> None:
    Framework.objects.filter(pk=pact.pk).update(state="draft")
    say(1)
    assert titles() == []
    amend(title="Titre de brouillon", state="draft")
    amend(title="Titre de brouillon")
    assert titles() == [f"Pacte inventé{N}: publié ici"]


def test_page_and_feeds_name_neither_author_nor_reason(client: Client, pact: Framework) -> None:
    event = chain.Event(
        "commitments.amend_commitment", on=Commitment.objects.get(slug="1"), before={"title": "avant-secret"},
        after={"title": "après-secret"}, reason="motif-secret",
    )  # fmt: skip
    chain.record(event, by=ME)
    for path in ("/changements/", "/changements.atom", "/changements.rss"):
        page = client.get(path).content.decode()
        assert f"Mesure 1{N}: correction (l'intitulé)" in page.replace("&#x27;", "'")
        assert not re.search(r"secret|system:|compte n°", page)


def test_place_hears_what_reaches_it_only(pact: Framework) -> None:
    here = a_place(kind=PlaceKind.DEPARTEMENT, inside=france())
    there = a_place(kind=PlaceKind.DEPARTEMENT, inside=france())
    say(1)
    say(2, place=here)
    say(3, place=there)
    local = framework(slug="contrat", short_title="Contrat", place=(there.kind, there.code))
    adopt_framework(by=ME, description=replace(local, source=replace(local.source, slug="autre", sha256="b" * 64)))
    told = titles(changes.of_place(here))
    assert [one.split(N)[0] for one in told] == [f"Mesure 2 ({here.name})", "Mesure 1", "Pacte inventé"]


def test_organisation_hears_of_the_promises_that_it_holds(pact: Framework) -> None:
    holder = an_organisation()
    row = Commitment.objects.get(slug="1")
    row.parties.create(organisation=holder, role=PartyRole.HOLDER, position=1, source=row.source)
    say(1)
    say(2)
    assert [one.split(N)[0] for one in titles(changes.of_organisation(holder))] == ["Mesure 1", "Pacte inventé"]


def test_long_list_goes_on_where_it_stopped_and_loses_nothing(pact: Framework) -> None:
    for number in (1, 2, 3, 1, 2, 3, 1):
        say(number)
    amend(title="Un autre titre")
    whole, older = changes.newest(changes.of_site())
    assert (len(whole), older) == (9, None)
    pages: list[changes.Change] = []
    before = None
    for _ in range(9):
        page, before = changes.newest(changes.of_site(), before=before, most=2)
        pages += page
        if before is None:
            break
    assert [one.key for one in pages] == [one.key for one in whole]


def test_page_tells_by_day_and_refuses_a_cut_moment(client: Client, pact: Framework) -> None:
    say(1, sentence="Deux lieux de plus.")
    page = client.get("/changements/").content.decode()
    assert "Deux lieux de plus." in page
    assert page.index("objectif atteint") < page.index("publié ici")
    assert client.get("/changements/?avant=hier").status_code == 400
    assert client.get("/changements/?avant=2019-13-45T00:00:00Z").status_code == 400
    assert "Rien n" in client.get("/changements/?avant=2019-01-01T00:00:00Z").content.decode()


def feed_paths(pact: Framework) -> Iterable[str]:
    """Every feed about the pact."""
    for suffix in ("atom", "rss"):
        yield f"/changements.{suffix}"
        yield f"/cadres/{pact.slug}/changements.{suffix}"
        yield f"/lieux/nation/FR/changements.{suffix}"
        yield f"/organisations/{an_organisation().slug}/changements.{suffix}"


def test_feeds_hold_what_their_formats_require(client: Client, pact: Framework) -> None:
    say(1)
    for path in feed_paths(pact):
        answer = client.get(path)
        root = ET.fromstring(answer.content)
        (check_atom if path.endswith("atom") else check_rss)(root, answer["Content-Type"])


def check_atom(feed: ET.Element, kind: str) -> None:
    """RFC 4287: what a feed and each entry must have, once."""
    assert (feed.tag, kind) == (f"{ATOM}feed", "application/atom+xml; charset=utf-8")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert (element.findtext(f"{ATOM}id") or "").startswith(("tag:", "http"))
    (own,) = (link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert (own.get("href") or "").startswith("http://testserver/")


def check_rss(root: ET.Element, kind: str) -> None:
    """RSS 2.0: what a channel must have, and names that are no addresses."""
    assert (root.tag, root.get("version"), kind) == ("rss", "2.0", "application/rss+xml; charset=utf-8")
    channel = root.find("channel")
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    for item in channel.iter("item"):
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert all(item.findtext(name) for name in ("title", "link", "pubDate"))


def test_names_of_entries_never_change(client: Client, pact: Framework) -> None:
    say(1)

    def names() -> set[str]:
        caches["pages"].clear()
        feed = ET.fromstring(client.get("/changements.atom").content)
        return {entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")}

    before = names()
    amend(short_title="Nouveau nom", noun="action")
    say(2)
    assert before <= names()
    assert all(re.fullmatch(r"tag:[\w.-]+,2026:(niveaux|journal)/\d+", name) for name in before)


def test_feed_is_short_and_answers_304_while_nothing_changed(client: Client, pact: Framework) -> None:
    for _ in range(changes.MOST + 2):
        say(1)
    answer = client.get("/changements.atom")
    assert answer.content.count(b"<entry>") == changes.MOST
    again = {"If-None-Match": answer["ETag"]}
    assert client.get("/changements.atom", headers=again).status_code == 304
    say(2)
    assert client.get("/changements.atom", headers=again).status_code == 200


@pytest.mark.parametrize(
    "path", ["/changements.exe", "/cadres/inconnu/changements.atom", "/lieux/commune/0/changements.rss"]
)
def test_unknown_feed_is_not_found(client: Client, pact: Framework, path: str) -> None:
    assert client.get(path).status_code == 404


def test_draft_has_no_feed_and_no_line_in_the_sitemap(client: Client, pact: Framework) -> None:
    assert b"/cadres/pacte-invente/1/<" in client.get("/sitemap-engagements-1.xml").content
    assert b"/lieux/nation/FR/<" in client.get("/sitemap-lieux-1.xml").content
    Framework.objects.update(state="draft")
    caches["pages"].clear()
    assert client.get("/cadres/pacte-invente/changements.atom").status_code == 404
    assert b"pacte-invente" not in client.get("/changements.atom").content
    assert b"sitemap-cadres" not in client.get("/sitemap.xml").content
    for key in ("cadres", "engagements", "lieux"):
        assert client.get(f"/sitemap-{key}-1.xml").status_code == 404


def test_heads_tell_the_feed_of_the_page(client: Client, pact: Framework) -> None:
    for path, feed in (
        ("/cadres/pacte-invente/", "/cadres/pacte-invente/changements.atom"),
        ("/lieux/nation/FR/", "/lieux/nation/FR/changements.atom"),
        ("/", "/changements.atom"),
    ):
        assert 'type="application/atom+xml" title="' in (page := client.get(path).content.decode())
        assert f'href="{feed}"' in page
