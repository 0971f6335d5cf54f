"""A file dropped on the screen: read without writing, told feature by feature, imported whole or forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.territories import jobs
from tenir.modules.territories.models import Boundary, WaitingFile
from tenir.modules.territories.tests.builders import file, square
from tests.builders import a_member, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    """Who administers the site."""
    client = Client()
    client.force_login(a_member(Role.ADMINISTRATOR, france()))
    return client


def drop(client: Client, data: bytes, **said: str) -> str:
    """Hand in a file; the address of its report."""
    told = {"kind": "qrr", "generation": "2024", "source": "Source inventée", **said}
    answer = client.post("/territoires/importer/", {"file": SimpleUploadedFile("lieux.geojson", data), **told})
    return answer.headers.get("Location", answer.content.decode())


def test_file_is_read_then_imported_whole(administrator: Client) -> None:
    report = drop(administrator, file(("R1", square(0)), ("R2", square(2))))
    page = administrator.get(report).content.decode()
    assert "2 lieux lus" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert not Boundary.objects.exists()
    assert administrator.post(report, {"geste": "importer"}).headers["Location"] == "/territoires/importer/"
    assert Place.objects.filter(kind="qrr").count() == 2
    assert not WaitingFile.objects.exists()


def test_report_tells_each_fault_and_offers_no_import(administrator: Client) -> None:
    report = drop(administrator, file(("R1", square(0)), ("R2", None)))
    page = administrator.get(report).content.decode()
    assert "entité 2" in page
    assert "pas de tracé." in page
    assert "Importer tout le fichier" not in page
    administrator.post(report, {"geste": "importer"})
    assert not Place.objects.filter(kind="qrr").exists()


def test_file_given_up_is_forgotten(administrator: Client) -> None:
    report = drop(administrator, file(("R1", square(0))))
    administrator.post(report, {"geste": "renoncer"})
    assert administrator.get(report).status_code == 404
    assert not WaitingFile.objects.exists()


@pytest.mark.parametrize("data", [b"rien", b'{"type": "FeatureCollection", "features": []}', b"\x1f\x8bxx"])
def test_what_is_no_file_of_contours_is_told_beside_the_field(administrator: Client, data: bytes) -> None:
    assert "form-errors" in drop(administrator, data)
    assert not WaitingFile.objects.exists()


def test_days_out_of_order_are_told(administrator: Client) -> None:
    page = drop(administrator, file(("R1", square(0))), since="2024-01-01", until="2020-01-01")
    assert "le dernier jour vient avant le premier" in page.lower().replace("&#x27;", "'")


def test_somebody_else_does_not_see_the_file(administrator: Client) -> None:
    report = drop(administrator, file(("R1", square(0))))
    other = Client()
    other.force_login(a_member(Role.ADMINISTRATOR, france()))
    assert other.get(report).status_code == 404


def test_file_that_nobody_confirmed_is_erased_after_a_day(administrator: Client) -> None:
    drop(administrator, file(("R1", square(0))))
    assert jobs.forget_waiting().endswith("0.")
    WaitingFile.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert jobs.forget_waiting().endswith("1.")
    assert not WaitingFile.objects.exists()
