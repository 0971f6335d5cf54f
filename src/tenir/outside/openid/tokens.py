"""Whether a signed statement is the provider's, for this client, about now (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from typing import Any

import jwt

from tenir.outside.openid.client import KNOWN_ALGORITHMS, Client

# Seconds that two clocks may differ.
LEEWAY = 30
# Which sort of key (RFC 7518) a sort of signature needs: a public key is never taken for a shared secret.
_KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
Keys = list[dict[str, Any]]
# The provider's keys; told True, it asks the provider again.
KeySource = Callable[[bool], Keys]


class Refused(Exception):
    """An answer of the provider, or one that claims to be, is not to be believed. `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def id_token(token: str, client: Client, keys: KeySource, *, nonce: str) -> dict[str, Any]:
    """The claims of an ID token made for the sign-in that chose `nonce`; raises `Refused`."""
    claims = _verified(token, client, keys, required=("iss", "aud", "sub", "exp", "iat"))
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise Refused("wrong_nonce")
    _check_party(claims, client)
    _check_assurance(claims, client)
    return claims


def userinfo(token: str, client: Client, keys: KeySource, *, subject: str) -> dict[str, Any]:
    """The claims of a signed userinfo answer about `subject`; raises `Refused`."""
    claims = _verified(token, client, keys, required=("iss", "aud", "sub"))
    if claims["sub"] != subject:
        raise Refused("another_subject")
    return claims


def _verified(token: str, client: Client, keys: KeySource, *, required: Iterable[str]) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        algorithm = str(header.get("alg"))
        if algorithm not in client.algorithms or algorithm not in KNOWN_ALGORITHMS:
            raise Refused("wrong_algorithm")
        key = _key(header, algorithm, keys)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=client.client_id,
            issuer=client.issuer,
            leeway=LEEWAY,
            options={"require": list(required)},
        )
    except jwt.PyJWTError as error:
        raise Refused(type(error).__name__) from error
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise Refused("unusable_subject")
    return claims


def _key(header: dict[str, Any], algorithm: str, keys: KeySource) -> jwt.PyJWK:
    """The provider's key for this header; keys that are not known yet are asked for, once."""
    for again in (False, True):
        suited = [key for key in keys(again) if _suits(key, header.get("kid"), algorithm)]
        if len(suited) == 1:
            return jwt.PyJWK(suited[0], algorithm=algorithm)
    raise Refused("unknown_key")


def _suits(key: dict[str, Any], kid: object, algorithm: str) -> bool:
    return (
        key.get("kty") == _KEY_TYPES[algorithm[:2]]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    )


def _check_party(claims: dict[str, Any], client: Client) -> None:
    """A token for several audiences, or made for another party, says so in `azp`."""
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if (several or "azp" in claims) and claims.get("azp") != client.client_id:
        raise Refused("another_party")


def _check_assurance(claims: dict[str, Any], client: Client) -> None:
    if client.acr and claims.get("acr") not in client.acr:
        raise Refused("weak_acr")
    told = claims.get("amr")
    if client.amr and not set(client.amr) & set(told if isinstance(told, list) else ()):
        raise Refused("weak_amr")
