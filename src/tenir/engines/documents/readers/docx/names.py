"""Names of the XML of Word, in its two editions."""

from tenir.engines.documents.readers.xml import Start

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}


def value(event: Start, name: str = "w:val") -> str:
    """An attribute, empty when it is not there."""
    return event.attributes.get(name, "")


def number(event: Start, default: int, name: str = "w:val") -> int:
    """An attribute that is a whole number under a million, or the default."""
    text = value(event, name).strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) <= 6 else default


def is_on(event: Start) -> bool:
    """Whether a switch such as `<w:vanish/>` is on."""
    return value(event) not in ("0", "false", "off")
