"""The talk with a provider: where to send a person, what their return is worth, where they sign out.

Everything of a provider lies on the origin of its issuer (scheme, host, port): an answer cannot send us elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tenir.outside import fetching
from tenir.outside.fetching import Answer, Unreachable
from tenir.outside.openid import tokens
from tenir.outside.openid.client import Client
from tenir.outside.openid.tokens import Keys, Refused

# Seconds: how long what the provider says of itself is kept, and how long a person may take to sign in there.
KEPT, PATIENCE = 3600, 15 * 60
Fetch = Callable[..., Answer]


class Declined(Exception):
    """The provider says that the person did not sign in; `code` is its word (RFC 6749, 4.1.2.1)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Attempt:
    """A sign-in under way: what its return must match. Kept in the session of the browser that began it."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    begun_at: float = field(default_factory=time.time)

    @property
    def is_over(self) -> bool:
        """Whether the person took too long."""
        return not 0 <= time.time() - self.begun_at <= PATIENCE

    @property
    def challenge(self) -> str:
        """What the provider is told of the verifier (RFC 7636, S256)."""
        return _base64(hashlib.sha256(self.verifier.encode()).digest())


@dataclass(frozen=True)
class Identity:
    """Who came: (issuer, subject) is the person; `email` is what the provider says, for their eyes only."""

    issuer: str
    subject: str
    email: str
    id_token: str = field(repr=False)


class Provider:
    """A provider as one client sees it; remembers for an hour what it says of itself. Safe between threads."""

    def __init__(self, client: Client, *, fetch: Fetch = fetching.fetch) -> None:
        self.client = client
        self._fetch = fetch
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}

    def sign_in_url(self, attempt: Attempt, *, back: str) -> str:
        """Where to send the person, who returns to `back`; raises `Unreachable`."""
        asked = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": back,
            "scope": " ".join(self.client.scopes),
            "state": attempt.state,
            "nonce": attempt.nonce,
        }
        if self.client.pkce:
            asked |= {"code_challenge": attempt.challenge, "code_challenge_method": "S256"}
        if claims := self._claims():
            asked["claims"] = json.dumps({"id_token": claims}, separators=(",", ":"))
        return _with(self._endpoint("authorization_endpoint"), asked)

    def identify(self, answer: Mapping[str, str], attempt: Attempt, *, back: str) -> Identity:
        """Who returned to `back` with `answer`; raises `Refused`, `Declined` or `Unreachable`."""
        self._check_return(answer, attempt)
        told = self._exchange(answer.get("code", ""), attempt, back)
        token = str(told.get("id_token", ""))
        claims = tokens.id_token(token, self.client, self._keys, nonce=attempt.nonce)
        if self.client.userinfo:
            claims = claims | self._userinfo(str(told.get("access_token", "")), subject=claims["sub"])
        return Identity(self.client.issuer, claims["sub"], str(claims.get("email", ""))[:254], token)

    def sign_out_url(self, id_token: str, *, back: str) -> str:
        """Where to send a person who leaves (RP-Initiated Logout 1.0); empty where the provider has no such place."""
        if not self._metadata().get("end_session_endpoint"):
            return ""
        asked = {"id_token_hint": id_token, "post_logout_redirect_uri": back, "state": secrets.token_urlsafe(32)}
        return _with(self._endpoint("end_session_endpoint"), asked)

    def _check_return(self, answer: Mapping[str, str], attempt: Attempt) -> None:
        if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
            raise Refused("wrong_state")
        if attempt.is_over:
            raise Refused("too_late")
        # RFC 9207: an answer of another provider, mixed up with ours on purpose.
        promised = self._metadata().get("authorization_response_iss_parameter_supported") is True
        if (promised or "iss" in answer) and answer.get("iss") != self.client.issuer:
            raise Refused("mixed_up_issuer")
        if "error" in answer:
            raise Declined(answer["error"][:100])

    def _exchange(self, code: str, attempt: Attempt, back: str) -> dict[str, Any]:
        sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        sent |= {"code_verifier": attempt.verifier} if self.client.pkce else {}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if "client_secret_post" in self._metadata().get("token_endpoint_auth_methods_supported", ()):
            sent |= {"client_id": self.client.client_id, "client_secret": self.client.client_secret}
        else:
            headers["Authorization"] = self._basic()
        answer = self._fetch(self._endpoint("token_endpoint"), data=urlencode(sent).encode(), headers=headers)
        if answer.status >= 500:
            raise Unreachable(f"token: status {answer.status}")
        if answer.status != 200:
            raise Refused("code_not_taken")
        return _object(answer)

    def _basic(self) -> str:
        pair = f"{quote(self.client.client_id, safe='')}:{quote(self.client.client_secret, safe='')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    def _userinfo(self, access_token: str, *, subject: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/jwt"}
        answer = self._fetch(self._endpoint("userinfo_endpoint"), headers=headers)
        if answer.status != 200:
            raise Unreachable(f"userinfo: status {answer.status}")
        if answer.content_type != "application/jwt":
            raise Refused("unsigned_userinfo")
        said = tokens.userinfo(answer.body.decode("ascii", "replace"), self.client, self._keys, subject=subject)
        return {name: said[name] for name in ("email",) if name in said}

    def _claims(self) -> dict[str, Any]:
        """What must be told in the ID token: the `claims` parameter, since ProConnect takes no other."""
        acr = {"acr": {"essential": True, "values": list(self.client.acr)}} if self.client.acr else {}
        return acr | ({"amr": {"essential": True}} if self.client.amr else {})

    def _endpoint(self, name: str) -> str:
        url = str(self._metadata().get(name, ""))
        if not self._is_of_issuer(url):
            raise Refused(f"{name}_elsewhere")
        return url

    def _is_of_issuer(self, url: str) -> bool:
        parts = urlsplit(url)
        return fetching.is_safe(url) and f"{parts.scheme}://{parts.netloc}" == self.client.origin

    def _metadata(self) -> dict[str, Any]:
        said = self._remembered(self.client.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if said.get("issuer") != self.client.issuer:
            raise Refused("another_issuer")
        return said

    def _keys(self, again: bool) -> Keys:
        keys = self._remembered(self._endpoint("jwks_uri"), again=again).get("keys")
        return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []

    def _remembered(self, url: str, *, again: bool = False) -> dict[str, Any]:
        with self._lock:
            until, said = self._kept.get(url, (0.0, {}))
        if again or time.monotonic() >= until:
            answer = self._fetch(url, headers={"Accept": "application/json"})
            if answer.status != 200:
                raise Unreachable(f"status {answer.status}")
            said = _object(answer)
            with self._lock:
                self._kept[url] = (time.monotonic() + KEPT, said)
        return said


def _object(answer: Answer) -> dict[str, Any]:
    try:
        said = json.loads(answer.body)
    except ValueError as error:
        raise Unreachable("the answer is not JSON") from error
    if not isinstance(said, dict):
        raise Unreachable("the answer is not a JSON object")
    return said


def _with(url: str, asked: dict[str, str]) -> str:
    # A space as %20: some providers do not read `+`.
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked, quote_via=quote)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
