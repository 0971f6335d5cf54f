"""An invented OpenID Connect provider that answers as a real one does (`running.py` shows it), and lies on demand."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tenir.outside.fetching import Answer
from tenir.outside.openid.client import Client

ISSUER = "https://identites.example.org/api/v2"
SUBJECT, EMAIL = "sub-4f1e", "nadia@prefecture.example.org"
Sign = Callable[[dict[str, Any]], str]


@functools.cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@functools.cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def public(key: Any, kid: str, algorithm: str = "RS256") -> dict[str, Any]:
    """A key as a provider publishes it."""
    kind = jwt.get_algorithm_by_name(algorithm)
    return {**kind.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}


def signed(claims: dict[str, Any], *, key: Any = None, algorithm: str = "RS256", kid: str = "one") -> str:
    return jwt.encode(claims, key or rsa_key("one"), algorithm=algorithm, headers={"kid": kid})


def a_client(**changes: Any) -> Client:
    """This site, as the invented provider knows it."""
    return Client(**({"issuer": ISSUER, "client_id": "tenir", "client_secret": "un secret de test"} | changes))


@dataclass
class Invented:
    """`id_token`, `userinfo`, `metadata`: what it says otherwise than it should (None takes a claim away)."""

    issuer: str = ISSUER
    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    keys: list[dict[str, Any]] = field(default_factory=lambda: [public(rsa_key("one"), "one")])
    sign: Sign = signed
    sign_userinfo: Sign | None = None
    userinfo_type: str = "application/jwt"
    # Addresses asked, in order; an exception to raise instead of answering.
    asked: list[str] = field(default_factory=list)
    trouble: Exception | None = None
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def person_signs_in(self, url: str, *, subject: str = SUBJECT, **told: str) -> dict[str, str]:
        """What the browser brings back after somebody signed in at `url`."""
        asked = dict(parse_qsl(urlsplit(url).query, strict_parsing=True))
        assert asked["response_type"] == "code"
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked | {"sub": subject}
        return {"code": code, "state": asked["state"]} | told

    def fetch(self, url: str, *, data: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        self.asked.append(url)
        if self.trouble:
            raise self.trouble
        name = url.removeprefix(self.issuer)
        answers = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": lambda: _json({"keys": self.keys}),
            "/token": lambda: self._token(dict(parse_qsl((data or b"").decode())), headers or {}),
            "/userinfo": lambda: self._userinfo((headers or {}).get("Authorization", "")),
        }
        return answers[name]()

    def _metadata(self) -> Answer:
        told = {name: f"{self.issuer}/{path}" for name, path in ENDPOINTS.items()}
        return _json({"issuer": self.issuer, **told} | self.metadata)

    def _token(self, sent: dict[str, str], headers: dict[str, str]) -> Answer:
        asked = self._codes.pop(sent.get("code", ""), None)
        if asked is None or not _proves(sent, asked) or not _knows_secret(sent, headers):
            return _json({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": asked["sub"], "aud": asked["client_id"], "iat": now, "exp": now + 60}
        told = _without_none(claims | {"nonce": asked["nonce"]} | self.id_token)
        return _json({"access_token": asked["sub"], "token_type": "Bearer", "id_token": self.sign(told)})

    def _userinfo(self, authorization: str) -> Answer:
        subject = authorization.removeprefix("Bearer ")
        claims = {"iss": self.issuer, "sub": subject, "aud": "tenir", "email": EMAIL}
        token = (self.sign_userinfo or self.sign)(_without_none(claims | self.userinfo))
        return Answer(200, self.userinfo_type, token.encode())


ENDPOINTS = {
    "authorization_endpoint": "authorize",
    "token_endpoint": "token",
    "userinfo_endpoint": "userinfo",
    "jwks_uri": "jwks",
    "end_session_endpoint": "session/end",
}


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, algorithm="none")


def signed_with_public_key(claims: dict[str, Any]) -> str:
    """HS256, with what everybody can read taken for a shared secret: PyJWT refuses to make it, so by hand."""
    import hmac

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    known = rsa_key("one").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = _base64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "one"}).encode())
    text = f"{head}.{_base64(json.dumps(claims).encode())}"
    return f"{text}.{_base64(hmac.digest(known, text.encode(), 'sha256'))}"


def _proves(sent: dict[str, str], asked: dict[str, str]) -> bool:
    if sent.get("redirect_uri") != asked["redirect_uri"]:
        return False
    digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
    return "code_challenge" not in asked or asked["code_challenge"] == _base64(digest)


def _knows_secret(sent: dict[str, str], headers: dict[str, str]) -> bool:
    basic = base64.b64encode(b"tenir:un%20secret%20de%20test").decode()
    return sent.get("client_secret") == "un secret de test" or headers.get("Authorization") == f"Basic {basic}"


def _without_none(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if value is not None}


def _json(said: Any, status: int = 200) -> Answer:
    return Answer(status, "application/json", json.dumps(said).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
