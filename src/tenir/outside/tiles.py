"""Pictures that may lie under a map: the browsers of visitors ask a service for them, this site never does."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Tiles:
    """A template of addresses with `{z}`, `{x}` and `{y}`, and the words that its service asks for."""

    template: str
    attribution: str

    @property
    def origin(self) -> str:
        """What the Content-Security-Policy lets pictures come from."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The name of the service, for whoever looks at the map."""
        return urlsplit(self.template).hostname or ""
