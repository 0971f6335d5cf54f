"""A device that holds passkeys, in a few lines of Python; flags and answers may lie."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """`signs` counts its signatures; `verifies` is whether it asked for a finger, a face or a code."""

    origin: str = "https://tenir.example.org"
    site: str = "tenir.example.org"
    signs: int = 0
    verifies: bool = True
    handle: str = ""
    identifier: bytes = b"credential-of-a-test"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def creates(self, challenge: str) -> str:
        """The answer of a new key to a challenge of registration."""
        said = self._said("webauthn.create", json.loads(challenge)["challenge"])
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.identifier, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(self._site(), self._flags() | ATTESTED, self.signs, credential)
        attestation = AttestationObject.create("none", data, {})
        return self._answer({"clientDataJSON": said, "attestationObject": bytes(attestation)})

    def gets(self, challenge: str) -> str:
        """The answer of the key to a challenge of sign-in."""
        said = self._said("webauthn.get", challenge)
        data = bytes(AuthenticatorData.create(self._site(), self._flags(), self.signs))
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        answer = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        return self._answer(answer | ({"userHandle": self.handle.encode()} if self.handle else {}))

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _site(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _flags(self) -> int:
        return PRESENT | (VERIFIED if self.verifies else 0)

    def _answer(self, parts: dict[str, bytes]) -> str:
        told: dict[str, Any] = {name: websafe_encode(value) for name, value in parts.items()}
        name = websafe_encode(self.identifier)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})
