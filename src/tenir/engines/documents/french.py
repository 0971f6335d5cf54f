"""French as it is printed: folding for comparison, level phrases, months, typography of our own sentences."""

import re
import unicodedata

from tenir.engines.documents.model import LEVEL_LABELS, Level

NARROW = "\u202f"


def _folded(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


# One character to one character, so that a position found in the folded text is the position in the printed text.
_FOLD = {code: _folded(chr(code)) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
_FOLD |= dict.fromkeys(map(ord, "’‘ʼ´′"), "'")
_FOLD |= dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_FOLD |= dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_FOLD[ord("º")] = "°"


def fold(text: str) -> str:
    """The text without accents or capitals; apostrophes, dashes and spaces made plain; always of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


# Words may be cut by a line end. Spaces have been made single before: no repetition here, nothing to backtrack on.
_GAP = "[ \n]"
LEVEL_PHRASE = re.compile(
    rf"(?<![a-z0-9])(?:"
    rf"(?P<objectif_atteint>objectifs?{_GAP}atteints?)"
    rf"|(?P<en_voie_de_finalisation>en{_GAP}voie{_GAP}de{_GAP}finalisation)"
    rf"|en{_GAP}cours{_GAP}de{_GAP}(?:(?P<en_cours_de_deploiement>deploiement)|(?P<en_cours_de_lancement>lancement))"
    rf")(?![a-z0-9])"
)


def level_of(match: re.Match[str]) -> Level:
    """The level that a match of `LEVEL_PHRASE` stands for."""
    return Level(match.lastgroup or "")


MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_DATE = re.compile(rf"(?:(?<!\d)(\d{{1,2}})(?:er)? )?\b({'|'.join(MONTHS)}) ((?:19|20)\d\d)\b")


def printed_date(plain: str) -> str | None:
    """The last date printed in a folded text, as `2019-01-22`, or `2019-01` when no day is given."""
    dates = list(_DATE.finditer(plain))
    if not dates:
        return None
    day, month, year = dates[-1].groups()
    text = f"{year}-{MONTHS.index(month) + 1:02}"
    return f"{text}-{int(day):02}" if day and 1 <= int(day) <= 31 else text


def is_upper(text: str) -> bool:
    """Whether the letters are capitals (at least two of them, and nine in ten: `n°` in a line of capitals)."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals >= 2 and capitals >= small * 9


_TITLE_WORDS = (
    "annexe",
    "tableau",
    "plan ",
    "programme",
    "contrat",
    "convention",
    "circulaire",
    "document",
    "version",
    "page",
)

_LEVEL_WORDS = frozenset(word for label in LEVEL_LABELS.values() for word in fold(label).split())


def reads_as_title(text: str, plain: str) -> bool:
    """Whether a line looks like the title of a document: capitals, a date, or the word that titles begin with.

    Part of a level cut over two lines (`EN VOIE DE` / `FINALISATION`) is no title.
    """
    if _LEVEL_WORDS.issuperset(plain.split()):
        return False
    return is_upper(text) or plain.startswith(_TITLE_WORDS) or printed_date(plain) is not None


_NARROW_BEFORE = re.compile(r" (?=[;:!?%»])")
_NARROW_AFTER = re.compile(r"(?<=«) ")


def typeset(sentence: str) -> str:
    """Put the narrow no-break spaces of French typography into a sentence of ours written with plain spaces."""
    return _NARROW_AFTER.sub(NARROW, _NARROW_BEFORE.sub(NARROW, sentence))


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one sentence."""
    return frozenset(words.split())


def counted(number: int, singular: str, plural: str = "") -> str:
    """`1 ligne`, `12 lignes`; zero is singular in French."""
    return f"{number} {singular if number < 2 else plural or singular + 's'}"
