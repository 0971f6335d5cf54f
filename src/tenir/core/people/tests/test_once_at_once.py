"""The same request, sent twice at the same moment."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from tenir.core.people.models import ApiToken, KeptAnswer, Organisation, User
from tenir.core.people.once import once
from tenir.core.people.tokens import create_token
from tenir.core.rights import Role
from tests.builders import a_member, an_organisation, france


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_one_key_write_once() -> None:
    token, place = _token(a_member(Role.MINISTRY, france())), france()
    start, answers = threading.Barrier(2), []

    def send() -> None:
        request: Any = RequestFactory().post("/api/v1/x", json.dumps({}), "application/json", HTTP_IDEMPOTENCY_KEY="1")
        request.api_token = token
        start.wait()
        try:
            answers.append(once(request, lambda: (201, an_organisation(place=place, name="Née une fois").slug)))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 2
    assert answers[0] == answers[1]
    assert Organisation.objects.filter(name="Née une fois").count() == 1
    assert KeptAnswer.objects.count() == 1


def _token(user: User) -> ApiToken:
    until = timezone.localdate() + timedelta(days=1)
    return create_token(by=user, name="essai", scopes=["engagements:niveaux"], until=until)[0]
