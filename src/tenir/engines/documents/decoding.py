"""Bytes to text: refuse what no reader takes, then find the encoding, or refuse when in doubt."""

import codecs
import hashlib
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from tenir.engines.documents.errors import UnreadableDocument
from tenir.engines.documents.model import Source
from tenir.engines.documents.work import Work

LIMIT = 20 * 1024 * 1024  # bytes; the largest contracts with all their annexes are under 2 MB of text

PLAIN_TEXT = "enregistrez-le en texte brut (.txt, UTF-8) puis recommencez"
READABLE = "enregistrez-le en PDF, en .docx, en .odt ou en texte brut (.txt, UTF-8) puis recommencez"
_PHOTO = "passez-la à la reconnaissance de caractères (OCR), enregistrez le résultat en PDF puis recommencez"
OTHER_REMEDIES = {f"une image {kind}": _PHOTO for kind in ("PNG", "JPEG", "GIF", "TIFF")} | {
    "un document chiffré": "enregistrez-le sans mot de passe puis recommencez",
    "une archive ZIP": "sortez-en les documents et donnez-les un par un",
}


def unreadable(name: str, sentence: str, remedy: str, *, line: int | None = None) -> UnreadableDocument:
    where = f"« {name} »" if line is None else f"« {name} », ligne {line},"
    return UnreadableDocument(sentence=sentence, where=where, remedy=remedy)


def open_document(data: bytes, name: str) -> Work:
    """Refuse by size first, before anything is computed on the bytes."""
    if len(data) > LIMIT:
        size = f"{len(data) / 1024 / 1024:.1f}".replace(".", ",")
        sentence = f"pèse {size} Mo alors que la limite est de {LIMIT // 1024 // 1024} Mo"
        raise unreadable(name, sentence, "découpez le document ou n'en gardez que la partie utile")
    if not data.strip():
        raise unreadable(name, "est vide", "vérifiez le fichier choisi")
    return Work(source=Source(name=name, sha256=hashlib.sha256(data).hexdigest()), data=data)


# First bytes of what people send in place of text (libmagic's signatures).
SIGNATURES = (
    (b"%PDF-", "un PDF"),
    (b"PK\x03\x04", "une archive ZIP"),
    (b"\xd0\xcf\x11\xe0", "un ancien document Word, Excel ou PowerPoint"),
    (b"{\\rtf", "un document RTF"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF8", "une image GIF"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"7z\xbc\xaf", "une archive 7-Zip"),
)
ARCHIVES = (
    (b"word/", "un document Word (.docx)"),
    (b"xl/", "un classeur Excel (.xlsx)"),
    (b"ppt/", "une présentation PowerPoint (.pptx)"),
    (b"opendocument.text", "un document OpenDocument (.odt)"),
    (b"opendocument.spreadsheet", "un classeur OpenDocument (.ods)"),
)


def other_format(data: bytes) -> str | None:
    """What the bytes look like when they are not plain text."""
    found = next((label for signature, label in SIGNATURES if data.startswith(signature)), None)
    if found == "une archive ZIP":
        return next((label for inside, label in ARCHIVES if inside in data), found)
    if found and data.startswith(b"\xd0\xcf") and "EncryptedPackage".encode("utf-16-le") in data:
        return "un document chiffré (.docx, .xlsx ou .pptx)"
    if re.match(rb"\s*(?:<!doctype html|<html)", data[:1024], re.IGNORECASE):
        return "une page web (HTML)"
    return found


def _remedy(label: str) -> str:
    return OTHER_REMEDIES.get(label.split(" (")[0], READABLE)


def refuse_other_formats(work: Work) -> tuple[Work, str]:
    """What no reader took and is no text; work whose lines were read already has no bytes any more."""
    if label := other_format(work.data):
        sentence = f"ressemble à {label}, que Tenir ne lit pas"
        raise unreadable(work.source.name, sentence, _remedy(label))
    return work, ""


BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)


def decode(work: Work) -> tuple[Work, str]:
    """Bytes to text; nothing to do where a reader made lines of them."""
    if not work.data:
        return work, ""
    name, data = work.source.name, work.data
    encoding, text = _by_mark(name, data) or _by_form(data) or _by_plausibility(name, data)
    _refuse_control_characters(name, text)
    return replace(work, data=b"", encoding=encoding, text=text), f"Encodage reconnu : {encoding}."


def _by_mark(name: str, data: bytes) -> tuple[str, str] | None:
    for mark, codec, label in BOMS:
        if data.startswith(mark):
            try:
                return label, data.decode(codec)
            except UnicodeDecodeError as error:
                sentence = (
                    f"commence comme un texte {label} mais contient des octets qui ne le sont pas (octet {error.start})"
                )
                raise unreadable(name, sentence, PLAIN_TEXT) from error
    return None


def _by_form(data: bytes) -> tuple[str, str] | None:
    """UTF-16 shows by its zero bytes, all on one side of each pair; UTF-8 by being valid, rarely by chance."""
    for codec, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        if _half_zeros(data, high):
            try:
                return codec, data.decode(codec)
            except UnicodeDecodeError:
                return None
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _half_zeros(data: bytes, high: int) -> bool:
    pairs = len(data) // 2
    if len(data) % 2 or not pairs:
        return False
    zeros, others = data[high::2].count(0), data[1 - high :: 2].count(0)
    return zeros * 10 >= pairs * 6 and others * 100 <= pairs


CANDIDATES = (
    ("windows-1252", "cp1252"),
    ("iso-8859-15", "iso8859_15"),
    ("iso-8859-1", "latin_1"),
    ("mac-roman", "mac_roman"),
    ("cp850", "cp850"),
)
PLAUSIBLE = 0.5  # mean score of a character; French text read right scores 1 to 3, read wrong under 0
MARGIN = 0.6  # by how much a reading must beat the others, on the characters where they differ
SAMPLE = 300  # occurrences looked at for each byte value, so that 20 MB cost no more than 1


def _by_plausibility(name: str, data: bytes) -> tuple[str, str]:
    """Choose by how French the non-ASCII characters look between their neighbours.

    charset-normalizer was tried: it takes Mac Roman and CP850 for others on texts of a page.
    """
    sample = _contexts(data)
    readings = {codec: _scores(sample, codec) for _, codec in CANDIDATES}
    ranked = sorted(CANDIDATES, key=lambda pair: -_mean(readings[pair[1]], sample))
    label, best = ranked[0]
    if _mean(readings[best], sample) < PLAUSIBLE:
        sentence = (
            "est dans un encodage qui ne se laisse pas reconnaître, ou mêle plusieurs encodages, ou n'est pas du texte"
        )
        raise unreadable(name, sentence, PLAIN_TEXT, line=_line_of_first(data))
    for other_label, other in ranked[1:]:
        if (where := _rival(sample, readings, best, other)) is not None:
            sentence = f"se lit aussi bien en {label} qu'en {other_label}"
            raise unreadable(name, sentence, PLAIN_TEXT, line=data.count(b"\n", 0, data.find(where)) + 1)
    return label, data.decode(best)


def _contexts(data: bytes) -> Counter[bytes]:
    """Each non-ASCII byte with its two neighbours: up to `SAMPLE` occurrences of each value."""
    found: Counter[bytes] = Counter()
    padded = b" " + data + b" "
    for value in range(0x80, 0x100):
        byte, place = bytes((value,)), 0
        for _ in range(SAMPLE):
            place = padded.find(byte, place + 1)
            if place < 0:
                break
            found[padded[place - 1 : place + 2]] += 1
    return found


def _scores(sample: Counter[bytes], codec: str) -> dict[bytes, float]:
    return {context: _plausibility(context.decode(codec, "replace")) for context in sample}


def _mean(scores: dict[bytes, float], sample: Counter[bytes]) -> float:
    return sum(score * sample[context] for context, score in scores.items()) / sample.total()


def _rival(sample: Counter[bytes], readings: dict[str, dict[bytes, float]], best: str, other: str) -> bytes | None:
    """A context that both codecs read differently, when the other is about as plausible wherever they differ."""
    differ = [context for context in sample if _read(context, best) != _read(context, other)]
    if not differ:
        return None
    times = sum(sample[context] for context in differ)
    gain = sum((readings[best][context] - readings[other][context]) * sample[context] for context in differ)
    return differ[0].strip() if gain < MARGIN * times else None


@lru_cache(maxsize=4096)
def _read(context: bytes, codec: str) -> str:
    return context.decode(codec, "replace")


def _line_of_first(data: bytes) -> int:
    first = re.search(rb"[\x80-\xff]", data)
    return data.count(b"\n", 0, first.start() if first else 0) + 1


# How often a letter of French text carries each accent, roughly: é alone is half of them.
_LETTERS = (
    dict.fromkeys("é", 3.0) | dict.fromkeys("èàçê", 2.0) | dict.fromkeys("ùâîôûëïœ", 1.5) | dict.fromkeys("üæÿ", 0.5)
)
_CAPITALS = {letter.upper(): score / 2 for letter, score in _LETTERS.items()}


def _plausibility(context: str) -> float:
    """-2 (never so in French) to 3 for the middle one of three characters."""
    before, middle, after = context[0], context[1], context[2]
    if middle == "à":
        return _grave_a(before, after)
    if middle in _LETTERS:
        return _LETTERS[middle] if _is_plain(before) or _is_plain(after) else -0.5
    if middle in _CAPITALS:
        return _CAPITALS[middle] if not before.islower() and (after.isalpha() or before.isupper()) else -2.0
    return _sign(before, middle, after)


def _grave_a(before: str, after: str) -> float:
    """A word by itself, or the end of a few (`voilà`). The same byte of CP850 is `…` in Windows-1252."""
    if after.isalpha():
        return -1.0
    return 1.0 if before.isalpha() else 2.0


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _sign(before: str, middle: str, after: str) -> float:
    """A typographic sign where a French typist puts it (1 to 1.5), or not (-2)."""
    between_letters = before.isalpha() and after.isalpha()
    places = {
        "’‘": between_letters,
        "«“": not before.isalnum(),
        "»”": not after.isalnum(),
        "–—•·": not between_letters,
        "…": not between_letters,
        "€": before.isdigit() or before in " \xa0\u202f(" or after.isspace(),
        "°º": before in "nN" or before.isdigit(),
        "²³": before.isalnum(),
        "\xa0": not between_letters,
    }
    well = next((place for signs, place in places.items() if middle in signs), False)
    return (1.5 if middle in "’…" else 1.0) if well else -2.0


def _refuse_control_characters(name: str, text: str) -> None:
    """A text holds tabs, line ends, form feeds; a few strays are damage, more than one in a hundred is no text."""
    strays = len(_STRAYS.findall(text))
    if strays * 100 > len(text) or text.count("\x00") * 1000 > len(text):
        raise unreadable(name, "est un fichier binaire et non un texte", PLAIN_TEXT)


_STRAYS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
