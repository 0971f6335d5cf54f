"""Which texts held on a day; what a promise said on one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.actions import System
from tenir.modules.commitments import actions, in_force, wording
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.enums import FrameworkKind, FrameworkLinkKind, State
from tenir.modules.commitments.models import Commitment, Framework, FrameworkLink, Source
from tenir.modules.commitments.tests.builders import france, two_sided

pytestmark = pytest.mark.django_db
ME = System("test")


def a_text(slug: str, since: str = "", until: str = "", *, state: str = State.PUBLIC) -> Framework:
    days = {name: date.fromisoformat(day) for name, day in (("since", since), ("until", until)) if day}
    source = Source.objects.create(slug=f"texte-{slug}", title=slug)
    names = {"slug": slug, "title": slug, "short_title": slug, "kind": FrameworkKind.PACT, "state": state}
    return Framework.objects.create(place=france(), source=source, **names, **days)


def link(origin: Framework, kind: str, target: Framework) -> None:
    FrameworkLink.objects.create(origin=origin, target=target, kind=kind, source=origin.source)


def on(day: str) -> set[str]:
    found = in_force.on(Framework.objects.public(), date.fromisoformat(day))
    return set(found.values_list("slug", flat=True))


def test_text_holds_from_its_first_day_to_its_last() -> None:
    a_text("contrat", "2015-01-01", "2020-12-31")
    days = ("2014-12-31", "2015-01-01", "2020-12-31", "2021-01-01")
    assert [on(day) for day in days] == [set(), {"contrat"}, {"contrat"}, set()]


def test_text_without_any_day_holds_on_none() -> None:
    a_text("sans-date")
    Framework.objects.filter(slug="sans-date").update(until=date(2030, 1, 1))
    assert on("2020-01-01") == set()


def test_day_of_signature_stands_for_the_first_day() -> None:
    a_text("pacte")
    Framework.objects.update(signed_on=date(2018, 7, 1))
    assert (on("2018-06-30"), on("2018-07-01")) == (set(), {"pacte"})


@pytest.mark.parametrize(("starts", "held"), [("2021-01-01", True), ("2022-06-01", False)])
def test_extension_moves_the_end_unless_it_comes_too_late(starts: str, held: bool) -> None:
    contract = a_text("contrat", "2015-01-01", "2020-12-31")
    link(a_text("prorogation", starts, "2023-12-31"), FrameworkLinkKind.EXTENDS, contract)
    assert ("contrat" in on("2022-12-31")) is held
    assert "contrat" not in on("2024-01-01")


def test_what_replaces_a_text_ends_it_the_day_before() -> None:
    old = a_text("ancien", "2015-01-01")
    link(a_text("nouveau", "2024-03-01"), FrameworkLinkKind.REPLACES, old)
    assert on("2024-02-29") == {"ancien"}
    assert on("2024-03-01") == {"nouveau"}


def test_draft_ends_nothing() -> None:
    link(a_text("nouveau", "2024-03-01", state=State.DRAFT), FrameworkLinkKind.REPLACES, a_text("ancien", "2015-01-01"))
    assert on("2025-01-01") == {"ancien"}


def test_sentence_says_what_amended_it_and_since_when() -> None:
    contract = a_text("contrat", "2015-01-01", "2022-12-31")
    link(a_text("PERR", "2019-07-03"), FrameworkLinkKind.AMENDS, contract)
    said = in_force.life(contract).sentence.replace("\u00a0", " ")
    assert said == "du 1er janvier 2015 au 31 décembre 2022\u202f; amendé par PERR depuis le 3 juillet 2019"


def test_list_of_texts_as_of_a_day(client: Client) -> None:
    a_text("contrat-ancien", "2015-01-01", "2020-12-31")
    a_text("contrat-nouveau", "2024-01-01")
    shown = client.get("/cadres/?au=2019-03-01").content.decode()
    assert "contrat-ancien" in shown
    assert "contrat-nouveau" not in shown
    assert client.get("/cadres/?au=hier").status_code in (400, 422)


def amended(title: str = "Promesse tout autre") -> Commitment:
    row = Commitment.objects.get(framework=two_sided(), slug="v1")
    content = replace(contents.of(row), title=title, due="2025-06-30")
    return actions.amend_commitment(by=ME, commitment=row, content=content, revision=None, reason="Avenant.")


def test_earlier_words_come_from_the_journal() -> None:
    row = amended()
    (before,) = wording.earlier(row, wording.events_of(row))
    assert (before.title, before.due.replace("\u00a0", " ")) == ("V1 Promesse v1", "30 juin 2024")
    assert wording.on(row, timezone.localdate()) == wording.now(row)
    assert wording.on(row, timezone.localdate() - timedelta(days=1)) is None


def test_page_says_what_it_said_before(client: Client) -> None:
    row = amended()
    shown = client.get(row.get_absolute_url()).content.decode()
    assert "Ce qu'elle disait avant" in shown
    assert "« V1 Promesse v1 »".replace(" ", "") in shown.replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    today = client.get(row.get_absolute_url(), {"au": timezone.localdate().isoformat()}).content.decode()
    assert "Ce que disait cette fiche" in today
