"""The styles of a Word document: which are headings, which are numbered."""

from dataclasses import dataclass

from tenir.engines.documents.readers.docx.names import PREFIXES, number, value
from tenir.engines.documents.readers.xml import Start, events

_DEEPEST = 20  # styles based on styles


@dataclass(slots=True)
class Style:
    """One style; what is `None` comes from the style that it is based on."""

    name: str = ""
    based_on: str = ""
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None


class Styles:
    """Styles by their identifier."""

    def __init__(self, data: bytes) -> None:
        self.by_id: dict[str, Style] = {}
        current = Style()
        for event in events(data, PREFIXES) if data else ():
            if isinstance(event, Start):
                current = self._read(event, current)

    def _read(self, event: Start, current: Style) -> Style:
        match event.name:
            case "w:style":
                current = self.by_id[value(event, "w:styleId")] = Style()
            case "w:name":
                current.name = value(event).lower()
            case "w:basedOn":
                current.based_on = value(event)
            case "w:numId":
                current.list_id = value(event)
            case "w:ilvl":
                current.depth = number(event, 0)
            case "w:outlineLvl":
                current.outline = number(event, 9)
        return current

    def of(self, style_id: str) -> Style:
        """The style with what it takes from those that it is based on."""
        whole, current = Style(), style_id
        for _ in range(_DEEPEST):
            one = self.by_id.get(current)
            if one is None:
                break
            whole.name = whole.name or one.name
            whole.list_id = one.list_id if whole.list_id is None else whole.list_id
            whole.depth = one.depth if whole.depth is None else whole.depth
            whole.outline = one.outline if whole.outline is None else whole.outline
            current = one.based_on
        return whole
