"""The OpenID Connect provider that the environment names, if any."""

from __future__ import annotations

from urllib.parse import urlsplit

from tenir.config.variables import Reader
from tenir.core.errors import BadInput
from tenir.outside import fetching
from tenir.outside.openid.client import KNOWN_ALGORITHMS, Client


def openid(reader: Reader) -> Client | None:
    """The client of OPENID_*, or None without an issuer; raises `BadInput` naming the variable and the remedy."""
    client = Client(
        issuer=reader.text("OPENID_ISSUER"),
        client_id=reader.text("OPENID_CLIENT_ID"),
        client_secret=reader.text("OPENID_CLIENT_SECRET"),
        label=reader.text("OPENID_LABEL"),
        scopes=tuple(reader.text("OPENID_SCOPES").split()),
        algorithms=_listed(reader, "OPENID_ALGORITHMS"),
        acr=_listed(reader, "OPENID_ACR"),
        amr=_listed(reader, "OPENID_AMR"),
        userinfo=reader.yes("OPENID_USERINFO"),
        pkce=reader.yes("OPENID_PKCE"),
    )
    if not client.issuer:
        return None
    _check(client)
    return client


def _listed(reader: Reader, name: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in reader.text(name).split(",") if word.strip())


def _check(client: Client) -> None:
    parts = urlsplit(client.issuer)
    if not fetching.is_safe(client.issuer) or parts.query or parts.fragment or "@" in parts.netloc:
        raise BadInput(
            f"«\u202f{client.issuer}\u202f» n'est pas une adresse https.",
            where="OPENID_ISSUER",
            remedy="Recopiez la valeur issuer que le fournisseur publie, par exemple https://fournisseur.example.org.",
        )
    for name, value in (("OPENID_CLIENT_ID", client.client_id), ("OPENID_CLIENT_SECRET", client.client_secret)):
        if not value:
            raise BadInput("la valeur manque.", where=name, remedy="Le fournisseur la donne à l'inscription du site.")
    if "openid" not in client.scopes:
        raise BadInput("openid manque.", where="OPENID_SCOPES", remedy="Écrivez par exemple openid email.")
    wrong = sorted(set(client.algorithms) - set(KNOWN_ALGORITHMS))
    if wrong or not client.algorithms:
        raise BadInput(
            f"la signature «\u202f{''.join(wrong[:1])}\u202f» n'est pas acceptée.",
            where="OPENID_ALGORITHMS",
            remedy=f"Choisissez parmi {', '.join(KNOWN_ALGORITHMS)}.",
        )
