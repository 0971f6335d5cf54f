"""What this site is for a provider. Light: settings read it before anything else is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

# Signatures that only the provider can make. Never `none`, never HS*: with those, whoever knows what the client knows,
# or nothing at all, could sign.
KNOWN_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")


@dataclass(frozen=True)
class Client:
    """A client that a provider knows. `acr` and `amr`: one of these must be told of each sign-in; empty: any."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "Se connecter avec ProConnect"
    scopes: tuple[str, ...] = ("openid", "email")
    algorithms: tuple[str, ...] = ("RS256", "ES256")
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()
    pkce: bool = True
    # Whether the provider's signed userinfo is asked for; an unsigned one is never taken.
    userinfo: bool = True

    @property
    def origin(self) -> str:
        """Scheme, host and port of the provider: all of it lies there."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"
