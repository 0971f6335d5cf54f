"""A file arrives in pieces by tus 1.0.0: cut, resumed, and refused where it is not what was said."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.rights import Role
from tenir.modules.commitments import jobs
from tenir.modules.commitments.evidence import capacity, deposits
from tenir.modules.commitments.models import Deposit
from tenir.modules.commitments.tests.evidence_builders import PDF, Scene
from tests.builders import a_member, a_place, france

BEGIN = "/cadres/pacte-invente/1/preuves/depots/"
TUS = {"Tus-Resumable": "1.0.0"}
WHOLE = len(PDF)
NAME = base64.b64encode("état.pdf".encode()).decode()


@pytest.fixture
def giver(client: Client, scene: Scene) -> Client:
    client.force_login(scene.giver)
    return client


def begin(client: Client, length: Any = WHOLE, **headers: str) -> Any:
    told = {**TUS, "Upload-Length": str(length), "Upload-Metadata": f"filetype cGRm,filename {NAME}", **headers}
    return client.post(BEGIN, headers=told)


def started(client: Client, length: int = WHOLE) -> str:
    answer = begin(client, length)
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.headers["Location"])


def add(client: Client, url: str, offset: Any, piece: bytes, **headers: str) -> Any:
    told = {**TUS, "Upload-Offset": str(offset), **headers}
    return client.patch(url, piece, content_type="application/offset+octet-stream", headers=told)


def standing(client: Client, url: str) -> tuple[int, str | None]:
    answer = client.head(url, headers=TUS)
    return answer.status_code, answer.headers.get("Upload-Offset")


def test_file_cut_in_the_middle_goes_on_where_it_was(giver: Client) -> None:
    url = started(giver)
    assert add(giver, url, 0, PDF[:300]).headers["Upload-Offset"] == "300"
    # Another page, later, asks first.
    assert standing(giver, url) == (200, "300")
    answer = add(giver, url, 300, PDF[300:])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(PDF)))
    found = Deposit.objects.get()
    assert (found.is_whole, found.name, deposits.content(found)) == (True, "état.pdf", PDF)
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_server_says_what_it_speaks(giver: Client) -> None:
    answer = giver.options(BEGIN)
    told = ("Tus-Version", "Tus-Max-Size", "Tus-Extension", "Tus-Checksum-Algorithm")
    assert [answer.headers[name] for name in told] == [
        *("1.0.0", str(20 * 1024 * 1024), "creation,termination,checksum", "sha256")
    ]
    assert giver.post(BEGIN, headers={"Upload-Length": "9"}).status_code == 412
    assert add(giver, started(giver), 0, b"x", **{"Tus-Resumable": "0.2"}).status_code == 412


def test_piece_of_elsewhere_is_refused_and_told_where_to_go_on(giver: Client) -> None:
    url = started(giver)
    add(giver, url, 0, PDF[:100])
    for offset in (0, 50, 200):
        answer = add(giver, url, offset, PDF[:10])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "100")
    assert deposits.path_of(Deposit.objects.get()).read_bytes() == PDF[:100]


def test_piece_that_arrives_damaged_is_refused(giver: Client) -> None:
    url = started(giver)
    sums = [base64.b64encode(hashlib.sha256(data).digest()).decode() for data in (b"other", PDF[:100])]
    assert add(giver, url, 0, PDF[:100], **{"Upload-Checksum": f"sha256 {sums[0]}"}).status_code == 460
    assert standing(giver, url) == (200, "0")
    assert add(giver, url, 0, PDF[:100], **{"Upload-Checksum": f"sha256 {sums[1]}"}).status_code == 204
    for strange in ("md5 AAAA", "sha256 é", "sha256"):
        assert add(giver, url, 100, b"x", **{"Upload-Checksum": strange}).status_code in (422, 460)


def test_what_a_cut_left_on_the_disk_is_written_again(giver: Client) -> None:
    url = started(giver)
    add(giver, url, 0, PDF[:100])
    path = deposits.path_of(Deposit.objects.get())
    path.write_bytes(PDF[:100] + b"half a piece that no answer confirmed")
    add(giver, url, 100, PDF[100:])
    assert path.read_bytes() == PDF


def test_pieces_lost_by_the_disk_end_the_deposit(giver: Client) -> None:
    url = started(giver)
    add(giver, url, 0, PDF[:100])
    deposits.path_of(Deposit.objects.get()).unlink()
    answer = add(giver, url, 100, PDF[100:])
    assert (answer.status_code, "oublié" in answer.content.decode()) == (422, True)
    Deposit.objects.update(received=len(PDF))
    with pytest.raises(BadInput, match="oublié"):
        deposits.content(Deposit.objects.get())


def test_too_large_is_refused_before_a_byte_is_sent(giver: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert begin(giver, 20 * 1024 * 1024 + 1).status_code == 413
    assert begin(giver, 200 * 1024 * 1024).content.decode().startswith("Ce fichier pèse 200\u00a0Mo")
    assert [begin(giver, length).status_code for length in (0, "", "-5", "1e3")] == [422, 400, 400, 400]
    monkeypatch.setattr(capacity, "LARGEST_TOGETHER", 1500)
    started(giver, 1000)
    assert begin(giver, 1000).status_code == 422
    assert Deposit.objects.count() == 1


def test_more_than_was_said_is_refused(giver: Client) -> None:
    url = started(giver, 10)
    assert add(giver, url, 0, b"x" * 11).status_code == 422
    assert add(giver, started(giver), 0, b"x" * (deposits.LARGEST_PIECE + 1)).status_code == 413
    assert standing(giver, url) == (200, "0")


def test_piece_of_another_type_is_refused(giver: Client) -> None:
    answer = giver.patch(started(giver), b"x", content_type="text/plain", headers={**TUS, "Upload-Offset": "0"})
    assert answer.status_code == 415


def test_deposit_is_of_one_person(giver: Client, scene: Scene) -> None:
    url = started(giver)
    other, nobody = Client(), Client()
    other.force_login(a_member(Role.PARTNER, scene.town, organisation=scene.landlord))
    assert [standing(one, url)[0] for one in (other, nobody)] == [404, 403]
    assert [add(one, url, 0, b"x").status_code for one in (other, nobody)] == [404, 403]
    stranger = Client()
    stranger.force_login(a_member(Role.PARTNER, a_place(inside=france())))
    assert begin(stranger).status_code == 403


def test_right_is_asked_at_each_piece(giver: Client, scene: Scene) -> None:
    url = started(giver)
    scene.giver.memberships.update(since="2019-01-01", until="2019-02-01")
    assert add(giver, url, 0, b"x").status_code == 403


def test_deposit_that_is_given_up_leaves_nothing(giver: Client, django_capture_on_commit_callbacks: Any) -> None:
    url = started(giver)
    add(giver, url, 0, PDF[:100])
    path = deposits.path_of(Deposit.objects.get())
    with django_capture_on_commit_callbacks(execute=True):
        assert giver.delete(url, headers=TUS).status_code == 204
    assert (Deposit.objects.count(), path.exists()) == (0, False)
    assert list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2]) == [
        *("commitments.drop_deposit", "commitments.start_deposit")
    ]


def test_job_forgets_deposits_of_more_than_a_day(
    giver: Client, disk: Path, django_capture_on_commit_callbacks: Any
) -> None:
    add(giver, started(giver), 0, PDF[:100])
    Deposit.objects.update(started_at=timezone.now() - timedelta(hours=25))
    young = started(giver)
    add(giver, young, 0, PDF[:100])
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.forget_deposits() == "Dépôts commencés et oubliés\u202f: 1."
    assert [path.name for path in (disk / "deposits").iterdir()] == [Deposit.objects.get().token.hex]
    assert jobs.forget_deposits() == "Dépôts commencés et oubliés\u202f: 0."


def test_nobody_keeps_many_deposits_open(giver: Client) -> None:
    for _ in range(deposits.MOST_AT_ONCE):
        started(giver)
    assert begin(giver).status_code == 422
