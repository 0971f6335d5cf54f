"""A photo with a report, from a telephone that a letter opened: the network fails, the page closes, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from PIL import Image

from tenir.core.people.models import PersonalLink
from tenir.core.rights import Role
from tenir.modules.commitments.models import Deposit, Evidence, ProgressReport
from tenir.modules.commitments.tests.builders import ME, france
from tenir.modules.commitments.tests.reporting import Cast
from tenir.modules.commitments.tests.test_report_files import give
from tests.browser import Visitor
from tests.builders import a_member, a_place

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], None]


@pytest.fixture
def door(disk: Path) -> str:
    """The address of the form of e2, as a letter gives it."""
    with transaction.atomic():
        cast = Cast()
        secret = give(by=ME, user=cast.partner("e2"))
    return f"/avancement/lien/{secret}/engagements/contrat-invente/e2/"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Of some 700 KB: three pieces."""
    path = tmp_path / "photo.jpg"
    Image.frombytes("RGB", (800, 640), os.urandom(800 * 640 * 3)).save(path, quality=96)
    assert 512 * 1024 < path.stat().st_size < 1024 * 1024
    return path


def choose(page: Any, photo: Path) -> None:
    page.get_by_text("Joindre une preuve").click()
    page.get_by_label("Une photo ou un document").set_input_files(photo)


def test_photo_goes_on_after_the_network_failed(visit: Visitor, axe: Axe, door: str, photo: Path) -> None:
    page = visit(door, width=375)
    cuts, asked, referers = [], [], []

    def cut(route: Any) -> None:
        """The second piece arrives, its answer does not: the worst moment."""
        asked.append(route.request.method)
        referers.append(route.request.all_headers().get("referer", ""))
        if route.request.method == "PATCH" and not cuts and asked.count("PATCH") == 2:
            cuts.append(route.fetch())
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/depots/*/", cut)
    page.fill("textarea[name=sentence]", "Le toit est posé.")
    choose(page, photo)
    # The level is touched before the file is there: the report waits for it.
    page.click("button[value=en_voie_de_finalisation]")
    page.get_by_text("Envoyé").wait_for()
    assert (len(cuts), asked) == (1, ["HEAD", "PATCH", "PATCH", "HEAD", "PATCH"])
    sent, proof = ProgressReport.objects.get(), Evidence.objects.get()
    assert (sent.sentence, sent.level) == ("Le toit est posé.", "en_voie_de_finalisation")
    assert (proof.report, proof.file_name, Deposit.objects.count()) == (sent, "photo.jpg", 0)
    assert [one for one in referers if "lien" in one] == []


def test_page_closed_in_the_middle_says_how_to_go_on(visit: Visitor, axe: Axe, door: str, photo: Path) -> None:
    page = visit(door, width=375)
    pieces: list[str] = []

    def fail_after_one(route: Any) -> None:
        pieces.append(route.request.method)
        if pieces.count("PATCH") > 1:
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/depots/*/", fail_after_one)
    page.fill("textarea[name=sentence]", "Le toit est posé.")
    choose(page, photo)
    page.get_by_text("Le réseau manque").wait_for()
    page.unroute("**/depots/*/")
    page.goto(visit.address + door)
    page.get_by_text("Choisissez-le de nouveau").wait_for()
    axe(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if "/depots/" in request.url else None)
    page.get_by_label("Une photo ou un document").set_input_files(photo)
    page.get_by_text("photo.jpg est arrivé").wait_for()
    # The first of three pieces was not sent again.
    assert asked == ["HEAD", "PATCH", "PATCH"]
    assert page.input_value("textarea[name=sentence]") == "Le toit est posé."


def test_file_that_arrived_is_there_when_the_page_opens_again(visit: Visitor, axe: Axe, door: str, photo: Path) -> None:
    page = visit(door, width=375)
    choose(page, photo)
    page.get_by_text("photo.jpg est arrivé").wait_for()
    page.goto(visit.address + door)
    page.get_by_text("photo.jpg est arrivé").wait_for()
    page.get_by_label("Ne pas joindre ce fichier").wait_for()
    axe(page)
    page.click("button[value=suspendu]")
    page.get_by_text("Envoyé").wait_for()
    assert Evidence.objects.get().report == ProgressReport.objects.get()
    # Nothing of it stays in the browser.
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('tenir'))") == []


def test_link_that_ends_meanwhile_says_so_beside_the_file(visit: Visitor, door: str, photo: Path) -> None:
    page = visit(door, width=375)
    PersonalLink.objects.update(revoked_at="2026-01-01T00:00:00Z")
    choose(page, photo)
    page.get_by_text("Ce lien ne s'ouvre plus.").wait_for()
    assert Deposit.objects.count() == 0


def test_plain_sending_remains_without_javascript(visit: Visitor, door: str, photo: Path) -> None:
    page = visit(door, width=375, javascript=False)
    choose(page, photo)
    page.click("button[value=suspendu]")
    page.get_by_text("Envoyé").wait_for()
    assert Evidence.objects.get().file_name == "photo.jpg"


def test_task_is_done_with_the_keyboard_alone(visit: Visitor, door: str) -> None:
    page = visit(door, width=375)
    page.focus("textarea[name=sentence]")
    reached = []
    for _ in range(5):
        reached.append(page.evaluate("(one => one.value || one.name || one.innerText)(document.activeElement)"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", reached
        page.keyboard.press("Tab")
    assert reached == [
        *("sentence", "Joindre une preuve", "Quelque chose bloque"),
        *("objectif_atteint", "en_voie_de_finalisation"),
    ]
    page.focus("textarea[name=sentence]")
    page.keyboard.type("Le toit est posé.")
    for key in ("Tab", "Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("Il pleut.")
    # In a field it sends no level: nobody chose one.
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Envoyé").wait_for()
    sent = ProgressReport.objects.get()
    told = (sent.sentence, sent.blocked_words, sent.level)
    assert told == ("Le toit est posé.", "Il pleut.", "en_voie_de_finalisation")


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_of_a_place_are_accessible(visit: Visitor, axe: Axe, door: str, width: int) -> None:
    with transaction.atomic():
        here = a_place(kind="departement", code="90", name="Territoire inventé", inside=france())
        user = a_member(Role.PREFECTURE, here)
        client = Client()
        client.force_login(user)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    page = visit("/cadres/contrat-invente/e1/", width=width, cookies=cookies)
    page.get_by_role("link", name="Faire le point\u202f: Territoire inventé").click()
    axe(page)
    page.click("button[value=suspendu]")
    page.get_by_text("Envoyé").wait_for()
    axe(page)
    page.goto(f"{visit.address}/cadres/contrat-invente/e1/")
    page.get_by_role("heading", name="Les lieux qui l'appliquent").wait_for()
    axe(page)
