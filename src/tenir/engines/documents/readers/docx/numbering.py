"""The automatic numbers of Word: what it prints before a paragraph and writes nowhere in it."""

import re
from dataclasses import dataclass, field, replace

from tenir.engines.documents.readers.docx.names import PREFIXES, number, value
from tenir.engines.documents.readers.docx.styles import Styles
from tenir.engines.documents.readers.story import Counters, bullet, letters, roman
from tenir.engines.documents.readers.xml import End, Event, Start, events

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered; `text` is `%1.%2)`."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class Model:
    """An abstract list: its levels by depth, or the style that holds them."""

    levels: dict[int, Level] = field(default_factory=dict)
    linked: str = ""


@dataclass(slots=True)
class Numbered:
    """A list in use: the model that it follows, the levels and first numbers of its own."""

    model: str = ""
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, and where each of them has come to."""

    def __init__(self, data: bytes, styles: Styles) -> None:
        self.styles = styles
        self.models: dict[str, Model] = {}
        self.lists: dict[str, Numbered] = {}
        self.counters: dict[str, Counters] = {}
        reader = _Reader(self)
        for event in events(data, PREFIXES) if data else ():
            reader.take(event)

    def depth_of(self, list_id: str, style: str) -> int:
        """The depth that a list gives to a style."""
        one = self.lists.get(list_id)
        levels = self._model(one)[1].levels if one else {}
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, list_id: str, depth: int) -> str:
        """What stands before the next paragraph of this list; the list moves on."""
        one = self.lists.get(list_id)
        if one is None:
            return ""
        name, model = self._model(one)
        levels = model.levels | one.levels
        level = levels.get(depth, Level())
        counters = self.counters.setdefault(name, Counters())
        if depth in one.starts:
            counters.pop(depth, None)
            start = one.starts.pop(depth)
        else:
            start = level.start
        counters.advance(depth, start)
        if level.form == "bullet":
            return bullet(depth)
        return (
            ""
            if level.form == "none"
            else _PLACE.sub(lambda place: _number(place, levels, counters, level), level.text)
        )

    def _model(self, one: Numbered, deepest: int = 5) -> tuple[str, Model]:
        """The model that a list follows, through the style that it may be linked to."""
        name = one.model
        for _ in range(deepest):
            model = self.models.get(name, Model())
            linked = self.lists.get(self.styles.of(model.linked).list_id or "") if model.linked else None
            if linked is None or linked.model == name:
                break
            name = linked.model
        return name, self.models.get(name, Model())


def _number(place: re.Match[str], levels: dict[int, Level], counters: Counters, here: Level) -> str:
    depth = int(place.group(1)) - 1
    level = levels.get(depth, Level())
    return _written(counters.get(depth, level.start), "decimal" if here.legal else level.form)


def _written(count: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return letters(count)
        case "upperLetter":
            return letters(count).upper()
        case "lowerRoman":
            return roman(count)
        case "upperRoman":
            return roman(count).upper()
        case "decimalZero":
            return f"{count:02}"
        case "ordinal":
            return f"{count}er" if count == 1 else f"{count}e"
        case "none":
            return ""
    return str(count)


class _Reader:
    """Follows `numbering.xml`."""

    def __init__(self, into: Numbering) -> None:
        self.into = into
        self.model, self.list = Model(), Numbered()
        self.levels = self.model.levels
        self.depth = 0

    def take(self, event: Event) -> None:
        """One event of the file."""
        if isinstance(event, Start):
            self._open(event)
        elif isinstance(event, End) and event.name == "w:num":
            self.list = Numbered()

    def _open(self, event: Start) -> None:
        match event.name:
            case "w:abstractNum":
                self.model = self.into.models[value(event, "w:abstractNumId")] = Model()
                self.levels = self.model.levels
            case "w:numStyleLink":
                self.model.linked = value(event)
            case "w:num":
                self.list = self.into.lists[value(event, "w:numId")] = Numbered()
                self.levels = self.list.levels
            case "w:abstractNumId":
                self.list.model = value(event)
            case "w:lvlOverride":
                self.depth = number(event, 0, "w:ilvl")
            case "w:startOverride":
                self.list.starts[self.depth] = number(event, 1)
            case "w:lvl":
                self.depth = number(event, 0, "w:ilvl")
                self.levels[self.depth] = Level()
            case _:
                self._describe(event)

    def _describe(self, event: Start) -> None:
        level = self.levels.get(self.depth)
        if level is None:
            return
        match event.name:
            case "w:start":
                level = replace(level, start=number(event, 1))
            case "w:numFmt":
                level = replace(level, form=value(event))
            case "w:lvlText":
                level = replace(level, text=value(event)[:100])
            case "w:pStyle":
                level = replace(level, style=value(event))
            case "w:isLgl":
                level = replace(level, legal=True)
        self.levels[self.depth] = level
