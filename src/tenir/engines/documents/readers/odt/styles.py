"""The lists of an OpenDocument text: what stands before each depth; the numbers of its headings."""

from dataclasses import dataclass, field

from tenir.engines.documents.readers.story import Counters, bullet, letters, roman
from tenir.engines.documents.readers.xml import Event, Start

PREFIXES = {
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0": name
    for name in ("office", "text", "table", "style", "drawing", "manifest")
}
_LEVELS = ("text:list-level-style-number", "text:list-level-style-bullet", "text:outline-level-style")
OUTLINE = "(outline)"


def number(event: Start, name: str, default: int) -> int:
    """An attribute that is a whole number under a million, or the default."""
    text = event.attributes.get(name, "").strip()
    return int(text) if text.isdecimal() and len(text) <= 6 else default


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth is numbered: format (`1`, `a`, `A`, `i`, `I` or nothing), what goes around, depths that show."""

    form: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    is_bullet: bool = False


@dataclass(slots=True)
class ListStyles:
    """The list styles of both files of a document, by name."""

    by_name: dict[str, dict[int, Level]] = field(default_factory=dict)
    current: dict[int, Level] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """One event of `styles.xml` or `content.xml`."""
        if not isinstance(event, Start):
            return
        if event.name == "text:list-style":
            self.current = self.by_name.setdefault(event.attributes.get("style:name", ""), {})
        elif event.name == "text:outline-style":
            self.current = self.by_name.setdefault(OUTLINE, {})
        elif event.name in _LEVELS:
            self.current[number(event, "text:level", 1)] = _level(event)

    def label(self, style: str, depth: int, counters: Counters, start: int | None) -> str:
        """What stands before the next paragraph at this depth (from 1); the list moves on."""
        levels = self.by_name.get(style, {})
        level = levels.get(depth, Level())
        if start is not None:
            counters.pop(depth, None)
        counters.advance(depth, level.start if start is None else start)
        if level.is_bullet:
            return bullet(depth - 1)
        if not level.form:
            return ""
        shown = range(max(depth - level.shown + 1, 1), depth + 1)
        parts = [_written(counters.get(one, 1), levels.get(one, level).form) for one in shown]
        return f"{level.before}{'.'.join(part for part in parts if part)}{level.after}"


def _level(event: Start) -> Level:
    given = event.attributes.get
    return Level(
        form=given("style:num-format", ""),
        before=given("style:num-prefix", "")[:20],
        after=given("style:num-suffix", "")[:20],
        shown=number(event, "text:display-levels", 1),
        start=number(event, "text:start-value", 1),
        is_bullet=event.name == "text:list-level-style-bullet",
    )


def _written(count: int, form: str) -> str:
    match form:
        case "a" | "A":
            text = letters(count)
        case "i" | "I":
            text = roman(count)
        case _:
            return str(count) if form else ""
    return text.upper() if form.isupper() else text
