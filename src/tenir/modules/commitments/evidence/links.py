"""Links given as proof: their form is looked at, the server never opens them."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import urlsplit

from tenir.core.errors import BadInput

LONGEST = 1000
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# Names that mean something on one machine or in one building only (RFC 6761, 6762, 8375, ICANN's .internal).
_PRIVATE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "test", "invalid", "onion")
_COPY = "Copiez l'adresse d'une page que tout le monde peut ouvrir."


def checked(text: str) -> str:
    """The link as it is kept; raises `BadInput` on one that a reader could not, or should not, follow."""
    text = text.strip()
    if len(text) > LONGEST or any(unicodedata.category(letter)[0] in "CZ" for letter in text) or "\\" in text:
        raise _refused("cette adresse est trop longue, ou contient des espaces ou des signes invisibles.")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise _refused("cette adresse n'est pas écrite comme il faut.") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise _refused("une adresse commence par https:// ou http://.")
    if "@" in parts.netloc:
        raise _refused("cette adresse contient un identifiant.")
    _refuse_private(_plain(host))
    return text


def host_of(link: str) -> str:
    """What a reader is told before following it; names in other scripts in their plain form (`xn--…`)."""
    return _plain(urlsplit(link).hostname or "")


def _plain(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise _refused("ce nom de site n'existe pas.") from error


def _refuse_private(host: str) -> None:
    address = _address(host)
    if address is not None:
        if not address.is_global or address.is_multicast:
            raise _refused("cette adresse mène à un réseau privé.")
        return
    labels = host.split(".")
    if not all(map(_LABEL.fullmatch, labels)):
        raise _refused("ce nom de site n'existe pas.")
    # Browsers read 0x7f.1, 2130706433 and 127.1 as addresses: a name ends with letters.
    if len(labels) < 2 or labels[-1] in _PRIVATE or not re.fullmatch(r"[a-z][a-z0-9-]*", labels[-1]):
        raise _refused("cette adresse mène à un réseau privé.")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


def _refused(sentence: str) -> BadInput:
    return BadInput(sentence, where="lien", remedy=_COPY)
