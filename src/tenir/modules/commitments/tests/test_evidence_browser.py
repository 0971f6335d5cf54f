"""A photo given from a telephone: in pieces over a network that fails, and without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tenir.core.people.models import User
from tenir.modules.commitments.models import Deposit, Evidence
from tenir.modules.commitments.tests.evidence_builders import PDF, Scene, kept
from tests.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], None]
PROMISE = "/cadres/pacte-invente/1/"
GIVE = f"{PROMISE}preuves/nouvelle/"


def session(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Of some 700 KB: three pieces."""
    path = tmp_path / "photo.jpg"
    Image.frombytes("RGB", (800, 640), os.urandom(800 * 640 * 3)).save(path, quality=96)
    assert 512 * 1024 < path.stat().st_size < 1024 * 1024
    return path


def fill(page: Any) -> None:
    page.get_by_label("Ce que c'est").fill("Photo du chantier")
    page.get_by_label("Date dont elle parle").fill("2026-03-02")


def test_photo_goes_on_after_the_network_failed(visit: Visitor, axe: Axe, scene: Scene, photo: Path) -> None:
    page = visit(GIVE, width=375, cookies=session(scene.giver))
    axe(page)
    cuts, asked = [], []

    def cut(route: Any) -> None:
        """The second piece arrives, its answer does not: the worst moment."""
        asked.append(route.request.method)
        if route.request.method == "PATCH" and len(cuts) < 1 and asked.count("PATCH") == 2:
            cuts.append(route.fetch())
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/depots/*/", cut)
    fill(page)
    page.get_by_label("Fichier").set_input_files(photo)
    # Sent before the file is there: the form waits for it.
    page.get_by_role("button", name="Donner cette preuve").click()
    page.get_by_text("La preuve est donnée").wait_for()
    # Three pieces, none sent twice: after the cut it asked first.
    assert (len(cuts), asked) == (1, ["HEAD", "PATCH", "PATCH", "HEAD", "PATCH"])
    found = Evidence.objects.get()
    assert (found.file_sort, found.file_name, Deposit.objects.count()) == ("jpg", "photo.jpg", 0)
    axe(page)
    page.locator(".evidence-picture img").evaluate("image => image.decode()")


def test_closed_page_finds_its_deposit_again(visit: Visitor, scene: Scene, photo: Path) -> None:
    page = visit(GIVE, cookies=session(scene.giver))
    page.route("**/depots/*/", lambda route: route.fulfill(status=503))
    page.get_by_label("Fichier").set_input_files(photo)
    page.get_by_text("Le réseau manque").wait_for()
    page.unroute("**/depots/*/")
    page.goto(visit.address + GIVE)
    page.get_by_label("Fichier").set_input_files(photo)
    page.get_by_text("photo.jpg est arrivé").wait_for()
    assert [one.is_whole for one in Deposit.objects.all()] == [True]


def test_too_heavy_file_is_told_before_it_leaves(visit: Visitor, scene: Scene, tmp_path: Path) -> None:
    heavy = tmp_path / "film.pdf"
    with heavy.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    page = visit(GIVE, cookies=session(scene.giver))
    page.get_by_label("Fichier").set_input_files(heavy)
    page.get_by_text("Ce fichier pèse plus de 20").wait_for()
    assert Deposit.objects.count() == 0


def test_whole_way_without_javascript(visit: Visitor, scene: Scene, photo: Path) -> None:
    page = visit(GIVE, width=375, cookies=session(scene.giver), javascript=False)
    page.get_by_label("Ce que c'est").fill("Photo du chantier")
    page.get_by_label("Fichier").set_input_files(photo)
    page.get_by_role("button", name="Donner cette preuve").click()
    page.get_by_text("Fichier déjà arrivé").wait_for()
    fill(page)
    page.get_by_role("button", name="Donner cette preuve").click()
    page.get_by_text("La preuve est donnée").wait_for()
    judge = visit(PROMISE, width=375, cookies=session(scene.judge), javascript=False)
    judge.get_by_role("link", name="Photo du chantier").click()
    judge.get_by_label("Je l'accepte").check()
    judge.get_by_role("button", name="Inscrire ce verdict").click()
    judge.get_by_text("Le verdict est inscrit").wait_for()
    judge.get_by_role("button", name="Publier cette preuve").click()
    judge.get_by_text("La preuve est publique").wait_for()
    anybody = visit(PROMISE, width=375, javascript=False)
    anybody.get_by_role("link", name="Photo du chantier").click()
    anybody.get_by_role("heading", name="Photo du chantier").wait_for()
    assert Evidence.objects.get().is_public


@pytest.mark.parametrize("width", [375, 1280])
def test_forms_in_error_are_accessible(visit: Visitor, axe: Axe, scene: Scene, width: int) -> None:
    proof = scene.give(file=kept(PDF))
    page = visit(proof.get_absolute_url(), width=width, cookies=session(scene.judge))
    page.get_by_label("Je la refuse").check()
    page.get_by_role("button", name="Inscrire ce verdict").click()
    page.get_by_role("heading", name="Quelque chose est à corriger").wait_for()
    axe(page)
    page = visit(GIVE, width=width, cookies=session(scene.giver))
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_role("button", name="Donner cette preuve").click()
    page.get_by_role("heading", name="Quelque chose est à corriger").wait_for()
    axe(page)


def test_archive_is_fetched_and_may_be_fetched_again(visit: Visitor, scene: Scene) -> None:
    scene.give(file=kept())
    page = visit(PROMISE, cookies=session(scene.judge))
    for _ in range(2):
        with page.expect_download() as download:
            page.get_by_role("button", name="Tout télécharger").click()
        assert download.value.suggested_filename == "preuves-pacte-invente-1.zip"
