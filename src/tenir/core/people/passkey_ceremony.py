"""What a browser and a device must answer to add a passkey, and to come in by one (WebAuthn level 2).

A challenge waits in the session, answers once, and for five minutes. The device must have checked that its owner is
there (`user verification`): a passkey is what one has and what one is or knows, so it needs no second proof.
"""

from __future__ import annotations

import json
import logging
import time
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from tenir.core.errors import BadInput
from tenir.core.people.models import Passkey, User

ADDING, ENTERING = "passkey_adding", "passkey_entering"
PATIENCE = 5 * 60  # seconds
LONGEST = 20_000  # characters of an answer: the largest keys need a few thousand
# At its usual level the library writes which key came in.
logging.getLogger("fido2").setLevel(logging.WARNING)


class KeyRefused(BadInput):
    """An answer that proves nothing; whoever sent it learns no more."""

    def __init__(self) -> None:
        """The one sentence for all."""
        super().__init__("cette clé d'accès n'a pas été reconnue.", remedy="Recommencez, ou entrez par un code.")


def are_offered() -> bool:
    """Whether browsers allow passkeys on this site: it has a name, not a number, and is served over HTTPS."""
    parts = urlsplit(settings.SITE_ADDRESS)
    if parts.scheme != "https" and parts.hostname != "localhost":
        return False
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return bool(parts.hostname)
    return False


def begin_adding(session: SessionBase, user: User) -> str:
    """The challenge that adds a key of `user`, in the JSON of browsers."""
    known = [AttestedCredentialData(bytes(key.credential)) for key in user.passkeys.all()]
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=_handle(user), name=user.email, display_name=user.shown_name),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    session[ADDING] = {"state": state, "at": time.time(), "user": user.pk}
    return json.dumps(dict(options)["publicKey"])


def finish_adding(session: SessionBase, user: User, answer: str) -> dict[str, Any]:
    """What `add_passkey` takes, once the device has proved that it holds a key; raises `KeyRefused`."""
    waiting = _taken(session, ADDING)
    if waiting["user"] != user.pk:
        raise KeyRefused
    try:
        proof: AuthenticatorData = _server().register_complete(waiting["state"], _parsed(RegistrationResponse, answer))
    except ValueError as error:
        raise KeyRefused from error
    found = proof.credential_data
    if found is None or found.public_key.get(3) not in CoseKey.supported_algorithms():
        raise KeyRefused
    return {
        "credential_id": websafe_encode(found.credential_id),
        "credential": bytes(found),
        "sign_count": proof.counter,
    }


def begin_entering(session: SessionBase) -> dict[str, Any]:
    """The challenge that lets whoever holds a key of this site come in: the device chooses which."""
    options, state = _server().authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    session[ENTERING] = {"state": state, "at": time.time()}
    asked: dict[str, Any] = json.loads(json.dumps(dict(options)))["publicKey"]
    return asked


def recognised(session: SessionBase, answer: str) -> Passkey:
    """The key that answered the challenge; raises `KeyRefused`. Notes how often it has signed."""
    waiting, response = _taken(session, ENTERING), _parsed(AuthenticationResponse, answer)
    key = Passkey.objects.select_related("user").filter(credential_id=websafe_encode(response.raw_id)).first()
    if key is None or response.response.user_handle not in (None, _handle(key.user)):
        raise KeyRefused
    try:
        _server().authenticate_complete(waiting["state"], [AttestedCredentialData(bytes(key.credential))], response)
    except ValueError as error:
        raise KeyRefused from error
    _count(key, response.response.authenticator_data.counter)
    return key


def _count(key: Passkey, told: int) -> None:
    """A device that counts its signatures counts upwards: one that does not was copied."""
    if told == 0 and key.sign_count == 0:
        return
    # One statement: of two uses of one count the second changes no row.
    if not Passkey.objects.filter(pk=key.pk, sign_count__lt=told).update(sign_count=told):
        raise KeyRefused


def _server() -> Fido2Server:
    parts = urlsplit(settings.SITE_ADDRESS)
    origin = f"{parts.scheme}://{parts.netloc}"
    site = PublicKeyCredentialRpEntity(id=parts.hostname or "", name="Tenir")
    return Fido2Server(site, verify_origin=lambda said: said == origin)


def _handle(user: User) -> bytes:
    """How a device names an account: by its number, nothing that names the person."""
    return user.identifier.encode()


def _taken(session: SessionBase, name: str) -> dict[str, Any]:
    waiting: dict[str, Any] | None = session.pop(name, None)
    if waiting is None or not 0 <= time.time() - waiting["at"] <= PATIENCE:
        raise KeyRefused
    return waiting


def _parsed(kind: Any, answer: str) -> Any:
    try:
        found = kind.from_dict(json.loads(answer[: LONGEST + 1]))
    except Exception as error:  # the library raises whatever it stumbles on
        raise KeyRefused from error
    if not isinstance(found, kind):
        raise KeyRefused
    return found
