"""The commands of docs/how-to/use-the-api.md, run one after the other."""

from __future__ import annotations

import re
import shlex
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tenir.core.people.tokens import create_token
from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tests.builders import a_member, france, official_lists

PAGE = Path(__file__).resolve().parent.parent / "docs/how-to/use-the-api.md"


def commands() -> list[str]:
    """Each command on one line, with the status that the page promises behind its `#`."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.strip()]


def run(client: Client, line: str, names: dict[str, str]) -> Any:
    """What curl would send, sent through the test client."""
    for name, value in names.items():
        line = line.replace(f"${name}", value)
    words = shlex.split(line)
    assert words.pop(0) == "curl"
    method, headers, body, address = "GET", {}, "", ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = words.pop(0)
        else:
            address = word
    return client.generic(method, address, body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_commands_answer_as_the_page_says(client: Client) -> None:
    cache.clear()
    official_lists()
    framework = a_draft("contrat-de-ville-invente")
    actions.create_commitment(by=ME, framework=framework, content=promise("1"))
    Framework.objects.update(state=State.PUBLIC)
    until = timezone.localdate() + timedelta(days=1)
    scopes = ["engagements:niveaux", "engagements:ecrire"]
    token = create_token(by=a_member(Role.MINISTRY, france()), name="essai", scopes=scopes, until=until)[1]
    names = {"SITE": "", "TOKEN": token, "ETAG": client.get("/api/v1/engagements")["ETag"].replace('"', '\\"')}
    assert len(commands()) > 10
    for line in commands():
        command, _, promised = line.partition("    # ")
        answer = run(client, command, names)
        assert answer.status_code == int(promised or 200), f"{command}: {answer.content[:300]!r}"
