"""Links that people give as a proof: public addresses of the web. Nothing here asks the network for anything."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from tenir.core.errors import BadInput

_INSIDE = ("localhost", "local", "internal", "lan", "home", "intranet")


def checked(url: str) -> str:
    """The same link. Raises `BadInput` on what is no public address: another scheme, a password, this machine."""
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme not in ("http", "https") or not host:
        raise BadInput("ce lien n'est pas une adresse du web.", where="lien", remedy="Elle commence par https://.")
    if parts.username is not None or parts.password is not None:
        raise BadInput("ce lien contient un identifiant.", where="lien", remedy="Ôtez ce qui précède le signe @.")
    if not _is_public(host):
        raise BadInput(
            "ce lien mène à une machine fermée au public.",
            where="lien",
            remedy="Donnez une adresse publique.",
        )
    return url


def _is_public(host: str) -> bool:
    # Browsers read 127.1, 0x7f.1 or 2130706433 as addresses too; no name of the web ends in a number.
    last = host.rpartition(".")[2]
    if ":" in host or last.isdigit() or last.startswith("0x"):
        try:
            return ipaddress.ip_address(host).is_global
        except ValueError:
            return False
    return "." in host and last not in _INSIDE
