"""From the letter to the last « merci »: three promises without an account, on a phone, on a poor network."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from tenir.core.actions import System
from tenir.core.people import digests
from tenir.core.people.models import Letter
from tenir.core.rights import Role
from tenir.modules.commitments.models import Commitment, ProgressReport
from tenir.modules.commitments.tests.builders import france
from tenir.modules.commitments.tests.reporting import Cast
from tests.browser import Visitor, check_in_turn
from tests.builders import a_member

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BY = System("test")
# 1.6 Mb/s and 150 ms: the « slow 4G » of browsers.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
HEAVIEST = 100_000
USABLE_MS = 1000


@pytest.fixture
def letter_door() -> str:
    """The address that a letter gave to somebody of the city, who holds three promises."""
    with transaction.atomic():
        cast = Cast()
        Commitment.objects.filter(framework=cast.framework, slug="v2").update(level="en_cours_de_lancement")
        user = a_member(Role.PARTNER, france(), organisation=cast.holder("v1"))
    digests.write_all()
    words = Letter.objects.get(user=user).words
    return next(line for line in words.splitlines() if "/avancement/lien/" in line).split("8000", 1)[-1]


class Gestures:
    """A page, and how many times somebody touched it or typed in it."""

    def __init__(self, page: Any) -> None:
        self.page, self.count = page, 1  # the letter's link was touched

    def type(self, words: str) -> None:
        self.count += 1
        self.page.fill("textarea[name=sentence]", words)

    def touch(self, level: str) -> None:
        self.count += 1
        self.page.click(f"button[value={level}]")
        self.page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False])
def test_three_promises_from_the_letter_in_nine_gestures(visit: Visitor, letter_door: str, javascript: bool) -> None:
    page = visit(letter_door, width=375, javascript=javascript)
    hands = Gestures(page)
    for rank in (1, 2, 3):
        assert f"{rank} sur 3" in page.inner_text("main")
        hands.type(f"Ce qui avance, {rank}.")
        hands.touch("en_voie_de_finalisation")
    assert "3 sur 3, merci" in page.inner_text("h1")
    assert hands.count <= 9
    sent = list(ProgressReport.objects.order_by("id").values_list("sentence", "level"))
    assert sent == [(f"Ce qui avance, {rank}.", "en_voie_de_finalisation") for rank in (1, 2, 3)]


def test_pages_of_a_report_are_accessible(visit: Visitor, letter_door: str) -> None:
    for width in (375, 1280):
        page = visit(letter_door, width=width)
        page.click("summary")
        check_in_turn(page)
        visit.leave(page)
        visit.look(f"{letter_door}?liste=oui", width=width)


def test_what_was_typed_survives_a_network_that_drops(visit: Visitor, letter_door: str) -> None:
    page = visit(letter_door, width=375)
    page.fill("textarea[name=sentence]", "Une phrase à ne pas perdre.")
    page.context.set_offline(True)
    page.click("button[value=suspendu]")
    page.context.set_offline(False)
    page.goto(visit.address + letter_door)
    assert page.input_value("textarea[name=sentence]") == "Une phrase à ne pas perdre."
    page.click("button[value=suspendu]")
    page.wait_for_load_state()
    assert ProgressReport.objects.get().sentence == "Une phrase à ne pas perdre."
    visit.complaints.clear()


@pytest.mark.alone
def test_pages_are_light_and_usable_at_once_on_a_poor_network(visit: Visitor, letter_door: str) -> None:
    page = visit(letter_door, width=375)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    wire.send("Network.emulateNetworkConditions", SLOW)
    tries = [_opened(page, visit.address + letter_door, wire) for _ in range(3)]
    assert max(weight for weight, _ in tries) < HEAVIEST
    assert min(usable for _, usable in tries) < USABLE_MS, tries


def _opened(page: Any, address: str, wire: Any) -> tuple[int, float]:
    """Bytes that came over the wire, and milliseconds until the form could be used."""
    wire.send("Network.clearBrowserCache")
    came: list[float] = []
    wire.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address)
    usable = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    return int(sum(came)), float(usable)
