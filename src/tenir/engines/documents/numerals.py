"""Numbers written in words, as French policy texts write them."""

import re

_NAMES = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
)
_UNITS = _NAMES.split()
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}
_ABOUT = {
    "huitaine": 8,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}


def _below_hundred() -> dict[str, int]:
    """`vingt et un` to `quatre-vingt-dix-neuf`, with hyphens everywhere (the reform of 1990) or as before it."""
    words = {word: value for value, word in enumerate(_UNITS)} | {"une": 1}
    for ten, value in _TENS.items():
        words[ten] = value
        top = 20 if ten in ("soixante", "quatre-vingt") else 10
        for unit in range(1, top):
            words[f"{ten}-{_UNITS[unit]}"] = value + unit
            words[f"{ten} et {_UNITS[unit]}"] = words[f"{ten}-et-{_UNITS[unit]}"] = value + unit
    return words | {"quatre-vingts": 80}


_WORDS = _below_hundred()
_LONGEST_FIRST = sorted(_WORDS, key=len, reverse=True)
SMALL_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_LONGEST_FIRST)})"
_HUNDREDS = rf"(?:(?:(?:{'|'.join(_LONGEST_FIRST)}) )?(?:cents?|mille)(?: (?:{'|'.join(_LONGEST_FIRST)}))?)"
WRITTEN = rf"(?:{_HUNDREDS}|{'|'.join(word for word in _LONGEST_FIRST if word not in ('un', 'une', 'zero'))})"
ABOUT = rf"(?:un|une|deux|trois|quatre|quelques) (?:{'|'.join(_ABOUT)})s?"
_SCALED = re.compile(rf"(?:(?P<times>{'|'.join(_LONGEST_FIRST)}) )?(?P<scale>cents?|mille)(?: (?P<rest>.+))?")


def small_number(text: str) -> int | None:
    """`six`, `vingt et un`, `12` as a number; folded text."""
    return int(text) if text.isdigit() else _WORDS.get(text)


def written_number(text: str) -> int | None:
    """`deux cents`, `mille`, `cent vingt` and what `small_number` knows; folded text."""
    if (value := small_number(text)) is not None:
        return value
    match = _SCALED.fullmatch(text)
    if not match:
        return None
    scale = 1000 if match["scale"] == "mille" else 100
    rest = _WORDS.get(match["rest"], 0) if match["rest"] else 0
    return _WORDS.get(match["times"] or "un", 1) * scale + rest


def about_number(text: str) -> int | None:
    """`une soixantaine` is 60, `deux dizaines` 20; `quelques` counts for nothing known."""
    times, _, noun = text.partition(" ")
    factor, value = _WORDS.get(times), _ABOUT.get(noun.rstrip("s"))
    return factor * value if factor and value else None
