"""Letters of the site's own accord (reminders, digests): queued with the write that causes them, sent once.

A letter is claimed and the claim committed before a word is said to the mail server. Killed after that, nobody knows
whether it left, and it is not sent again: two letters about one thing are worse than one that the next digest repeats.
Where the server was not reached, or said no before the end, it did not leave and is tried again.
"""

from __future__ import annotations

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet
from django.utils import timezone

from tenir.core.people.models import Letter, LetterState, User

log = logging.getLogger("tenir.people.outbox")
# After each failure; then once a day until the last try.
PAUSES = tuple(timedelta(hours=hours) for hours in (0, 1, 2, 4, 8))
LONGEST_PAUSE = timedelta(days=1)
TRIES = 10
FINAL = 500
# A letter takes seconds; whoever claimed it so long ago is dead.
DEAD_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(days=400)


@dataclass
class Carried:
    """What a pass did."""

    sent: int = 0
    put_back: int = 0
    refused: int = 0
    unsure: int = 0

    @property
    def sentence(self) -> str:
        """For `tenir jobs run`."""
        told = [f"Lettres parties\u202f: {self.sent}"]
        told += [f"à réessayer\u202f: {self.put_back}"] if self.put_back else []
        told += [f"refusées\u202f: {self.refused}"] if self.refused else []
        told += [f"peut-être parties, non renvoyées\u202f: {self.unsure}"] if self.unsure else []
        return f"{', '.join(told)}."


def queue(*, user: User, key: str, subject: str, words: str) -> bool:
    """Part of an action: write to somebody about one thing. It leaves with the next pass of the schedule.

    False where a letter about it was written already, and to a closed account, which gets none.
    """
    if not user.is_active:
        return False
    _, created = Letter.objects.get_or_create(key=key, defaults={"user": user, "subject": subject, "words": words})
    return created


def carry_all() -> str:
    """Job: send what is due; forget letters of long ago."""
    told = carry().sentence
    Letter.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(state=LetterState.WAITING).delete()
    return told


def carry(now: datetime | None = None) -> Carried:
    """Send every letter that is due, in the order in which they were written, through one connection."""
    now = now or timezone.now()
    told = Carried(unsure=_give_up_the_dead(now))
    due = list(_waiting(now).values_list("pk", flat=True))
    if not due:
        return told
    server = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        _say("mail_server_away", error)
        told.put_back = sum(_put_back(pk, now) for pk in due)
        return told
    try:
        for pk in due:
            _carry_one(pk, server, now, told)
    finally:
        server.close()
    return told


def _waiting(now: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(state=LetterState.WAITING, next_try_at__lte=now)


def _carry_one(pk: int, server: BaseEmailBackend, now: datetime, told: Carried) -> None:
    """Claimed by one statement, so that of two runners exactly one has it."""
    claimed = _waiting(now).filter(pk=pk).update(state=LetterState.LEAVING, attempts=F("attempts") + 1, left_at=now)
    if not claimed:
        return
    letter = Letter.objects.select_related("user").get(pk=pk)
    state = _sent(letter, server) if letter.user.is_active else LetterState.REFUSED
    if state == LetterState.WAITING:
        told.put_back += _put_back(pk, now)
        return
    # What it said is needed by nobody now.
    Letter.objects.filter(pk=pk).update(state=state, subject="", words="")
    told.sent += state == LetterState.SENT
    told.refused += state == LetterState.REFUSED
    told.unsure += state == LetterState.UNSURE


def _sent(letter: Letter, server: BaseEmailBackend) -> LetterState:
    """What became of it: the server's own answer, or its silence."""
    try:
        server.send_messages([_message(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        _say("letter_refused", error)
        return _after(max((code for code, _ in error.recipients.values()), default=0))
    except smtplib.SMTPResponseException as error:
        _say("letter_refused", error)
        return _after(error.smtp_code)
    except (OSError, smtplib.SMTPException) as error:
        # No answer to the last line: it may have been taken.
        _say("letter_unsure", error)
        return LetterState.UNSURE
    return LetterState.SENT


def _after(code: int) -> LetterState:
    """RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not."""
    return LetterState.REFUSED if code >= FINAL else LetterState.WAITING


def _message(letter: Letter) -> EmailMessage:
    """The same Message-ID whenever it is sent, so that a mailbox that gets it twice can tell."""
    name = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{letter_domain()}>"
    headers = {"Message-ID": name, "Auto-Submitted": "auto-generated"}
    return EmailMessage(letter.subject, letter.words, settings.DEFAULT_FROM_EMAIL, [letter.user.email], headers=headers)


def letter_domain() -> str:
    """The host of the site, which names its letters."""
    return urlsplit(settings.SITE_ADDRESS).hostname or "localhost"


def _put_back(pk: int, now: datetime) -> int:
    """Wait longer each time; after the last try it counts as refused."""
    letter = Letter.objects.get(pk=pk)
    if letter.attempts >= TRIES:
        Letter.objects.filter(pk=pk).update(state=LetterState.REFUSED, subject="", words="")
        return 0
    pause = PAUSES[letter.attempts] if letter.attempts < len(PAUSES) else LONGEST_PAUSE
    Letter.objects.filter(pk=pk).update(state=LetterState.WAITING, next_try_at=now + pause, left_at=None)
    return 1


def _give_up_the_dead(now: datetime) -> int:
    """Claimed by a runner that died: perhaps sent, so not sent again."""
    dead = Letter.objects.filter(state=LetterState.LEAVING, left_at__lt=now - DEAD_AFTER)
    return dead.update(state=LetterState.UNSURE, subject="", words="")


def _say(event: str, error: Exception) -> None:
    # Neither the address nor what the server answered about it.
    log.warning(event, extra={"fields": {"error": type(error).__name__}})
