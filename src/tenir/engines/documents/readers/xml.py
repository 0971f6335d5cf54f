"""XML read as a stream: no document type, no entity, no tree in memory, limits of depth and of size."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

MOST_ELEMENTS = 2_000_000  # a text of 2,000 pages has 1,000,000
DEEPEST = 500
_CHUNK = 64 * 1024


class BadXml(Exception):
    """Not well formed, or beyond the limits, or with a document type of its own."""


class Start(NamedTuple):
    """An element begins; its name and those of its attributes are `prefix:local`."""

    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    """An element ends."""

    name: str


Event = Start | End | str


def events(data: bytes, prefixes: dict[str, str]) -> Iterator[Event]:
    """Elements and text in their order; a namespace that is not in `prefixes` has the prefix `?`.

    Raises `BadXml`. `xml.etree` would hold the whole tree; expat alone expands nothing once document types are refused.
    """
    stream = _Stream(prefixes)
    for start in range(0, len(data) or 1, _CHUNK):
        yield from stream.fed(data[start : start + _CHUNK], last=start + _CHUNK >= len(data))


class _Stream:
    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes, self.names = prefixes, dict[str, str]()
        self.waiting, self.depth, self.count = list[Event](), 0, 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.waiting.append
        self.parser.StartDoctypeDeclHandler = self._refuse

    def fed(self, chunk: bytes, *, last: bool) -> list[Event]:
        """What these bytes complete."""
        self.waiting.clear()
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise BadXml(str(error)) from error
        return list(self.waiting)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise BadXml("limits")
        self.waiting.append(Start(self._short(name), {self._short(key): value for key, value in attributes.items()}))

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.waiting.append(End(self._short(name)))

    def _short(self, name: str) -> str:
        known = self.names.get(name)
        if known is None:
            space, _, local = name.rpartition(" ")
            known = f"{self.prefixes.get(space, '?')}:{local}"
            if len(self.names) < 10_000:
                self.names[name] = known
        return known

    def _refuse(self, *declared: object) -> None:
        raise BadXml("document type")
