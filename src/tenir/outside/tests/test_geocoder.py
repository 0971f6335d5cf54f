"""What is sent, and answers that nobody can read."""

from __future__ import annotations

import pytest

from tenir.outside.fetching import Answer, Unreachable
from tenir.outside.geocoder import client

pytestmark = pytest.mark.sqlite
SERVICE = "https://adresses.example/geocodage/"


def answering(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[tuple[str, bytes]]:
    sent: list[tuple[str, bytes]] = []

    def fetch(url: str, *, data: bytes, headers: dict[str, str]) -> Answer:
        sent.append((url, data))
        return answer

    monkeypatch.setattr(client, "fetch", fetch)
    return sent


def test_address_travels_in_the_body_only(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = answering(monkeypatch, Answer(200, "text/csv", b"adresse;latitude;longitude\nx;;\n"))
    assert client.find(SERVICE, "12 rue de l'Essai") is None
    ((url, body),) = sent
    assert url == "https://adresses.example/geocodage/search/csv"
    assert "12 rue de l'Essai" in body.decode()


def test_long_words_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = answering(monkeypatch, Answer(200, "text/csv", b"adresse;latitude;longitude\nx;;\n"))
    client.find(SERVICE, "a" * 100_000)
    assert len(sent[0][1]) < 2000


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"<html>", b"adresse;latitude\nx;1\n", b"latitude;longitude\nx;y\n"]
)
def test_unreadable_answer_is_misunderstood(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    answering(monkeypatch, Answer(200, "text/csv", body))
    with pytest.raises(client.Misunderstood):
        client.find(SERVICE, "12 rue de l'Essai")


@pytest.mark.parametrize("status", [302, 400, 429, 503])
def test_refusal_is_no_answer(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    answering(monkeypatch, Answer(status, "text/csv", b""))
    with pytest.raises(Unreachable, match=str(status)):
        client.find(SERVICE, "12 rue de l'Essai")
