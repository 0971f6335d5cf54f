"""What a scan misreads and what can be put right without a doubt: `I'accés` is `l'accès`, `<<` is `«`, `1|` is `11`."""

import re
from collections.abc import Callable

from tenir.engines.documents.french import counted
from tenir.engines.documents.model import Repair
from tenir.engines.documents.repairs.layout import apply
from tenir.engines.documents.work import Work

Change = str | Callable[[re.Match[str]], str]
_LETTER = "a-zàâäçéèêëîïôöùûüœ"
_VOWEL = "aeiouyhàâéèêîôûœAEIOUYHÀÂÉÈÊÎÔÛŒ"

# Signs: the article l' read as a capital i, a figure or a bar; guillemets typed or drawn.
_SIGNS: tuple[tuple[str, Change], ...] = (
    (rf"(?<![\w'’])[\[|]?[I|](?P<mark>['’]) ?(?=[{_VOWEL}])", r"l\g<mark>"),
    (rf"(?<![\w.,])1 ?(?P<mark>['’]) ?(?=[{_VOWEL}][{_LETTER}])", r"l\g<mark>"),
    (rf"(?<=\s)['’](?=[{_VOWEL}][{_LETTER}A-Z]{{2}})(?![^'’]*['’](?:\s|$|[.,;]))", "l'"),
    (r"(?<=\w)[’'][’'](?=\w)", "’"),
    (r"<< ?", "« "),
    (r" ?>>", " »"),
    (r"≪ ?", "« "),
    (r" ?≫", " »"),
    (r"(?<=\d)\|(?=\d| |$)|(?<![\w|])\|(?=\d)", "1"),
    (r"(?<!\S)\|(?=(?:a|e|es)\b)", "l"),
    (r"(?<!\S)\|l(?= )", "Il"),
    (rf"(?<=[{_LETTER}])[IJ](?=l?[{_LETTER}]{{2}})", "l"),
)
# Accents: no French word ends in -iére or -éme, and these words have no twin with another accent.
_ACCENTS: tuple[tuple[str, Change], ...] = (
    (r"(?<=i)ére(?=s?\b)", "ère"),
    (rf"(?<=[{_LETTER}]{{2}})éme(?=s?\b)", "ème"),
    (r"\b(?P<stem>[Aa]cc|[Ss]ucc|[Pp]roc|[Ee]xc|[Pp]rogr|[Tt]r|[Aa]pr|[Aa]upr)és\b", r"\g<stem>ès"),
    (r"\b(?P<stem>[Pp]r)és(?= d(?:e|es|u|['’]))", r"\g<stem>ès"),
    (r"\b(?P<stem>[Dd])és(?= (?:que|lors|le|la|\d|l['’]))", r"\g<stem>ès"),
    (r"\b(?P<stem>[MmPp]|[Ff]r)ére(?=s?\b)", r"\g<stem>ère"),
    (r"\b(?P<stem>[Mm])éme(?=s?\b)", r"\g<stem>ême"),
    (r"\b(?P<stem>[ÉEée])tre(?=\b)(?<=étre|Étre)", "être"),
    (r"(?P<stem>[Cc]onqu|[Ee]nqu|[Rr]equ)éte", r"\g<stem>ête"),
    (r"(?P<stem>[Cc]ompl|[Cc]oncr|[Dd]iscr)éte(?=s?\b)", r"\g<stem>ète"),
    (r"\b(?P<stem>man)?[Cc]euvr(?=e)", lambda match: f"{match['stem'] or ''}œuvr"),
    (r"\bcc?eur(?=s?\b)(?<=cceur)", "cœur"),
)
# `a` for `à`: set phrases in which the verb avoir cannot stand.
_AFTER = (
    r"[Gg]râce|[Jj]usqu['’]|[Ff]ace|[Qq]uant|[Cc]onformément|[Rr]elatif|[Rr]elatifs|[Rr]elative|[Rr]elatives|[Cc]ontribuer|"
    r"engageons|engagent|s['’]engage|[Aa]ccès|[Aa]ccéder|[Vv]isant|[Cc]orrespondant|[Aa]daptée?s?|[Dd]estinée?s?|[Dd]'ici|"
    r"d’ici|[Pp]articiper|[Vv]eiller|[Rr]épondre|[Rr]elier|[Ii]nciter|[Aa]ider|[Aa]ssocier|consacrés|parallèlement"
)
_BEFORE = (
    r"l['’](?:échelle|instar|échelon|issue|horizon|égard|occasion|ensemble|écoute|aide|intention)|destination|travers|partir|"
    r"compter|savoir|disposition|leur disposition|proximité|terme|moyen terme|long terme|mi-parcours"
)
_TO: tuple[tuple[str, Change], ...] = (
    (rf"\b(?P<before>{_AFTER}) a(?= (?!été|eu\b|permis|fait))", r"\g<before> à"),
    (rf"(?<![\w'’])(?<!\bil )(?<!\belle )(?<!\bon )(?<!\bqui )(?<!\by )a(?= (?:{_BEFORE})\b)", "à"),
    (r"(?<=engageons )a(?= ?:?$)|(?<=engagent )a(?= ?:?$)|(?<=engage )a(?= ?:?$)", "à"),
)
_CHANGES = tuple((re.compile(pattern), change) for pattern, change in (*_SIGNS, *_ACCENTS, *_TO))
_MAY_NEED = re.compile(
    r"[|<>≪≫]|[I1]\s?['’]|(?:\s|['’])['’]|é(?:re|me|s|te|tre)|[Éé]tre|euvr|ceur|[a-zé][IJ][a-z]|\ba\b"
)
LONGEST = 2000  # characters of a line looked into


def mend_scans(work: Work) -> tuple[Work, str]:
    """Only what has one reading; the line as it was stays in the list of repairs."""
    repairs = [
        Repair(line.number, line.text, mended, "lecture optique")
        for line in work.lines
        if line.text and not line.dropped and (mended := mended_scan(line.text)) != line.text
    ]
    sentence = f"Lecture optique corrigée dans {counted(len(repairs), 'ligne')}." if repairs else ""
    return apply(work, repairs), sentence


def mended_scan(text: str) -> str:
    """A line with the misread signs and accents put right."""
    if len(text) > LONGEST or not _MAY_NEED.search(text):
        return text
    for pattern, change in _CHANGES:
        text = pattern.sub(change, text)
    return text
