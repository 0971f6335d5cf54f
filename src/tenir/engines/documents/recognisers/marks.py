"""What opens a line in a list: a bullet whatever its glyph, a number, a verb in the infinitive; and what is no text."""

import re
from typing import NamedTuple

from tenir.engines.documents.french import fold, word_set
from tenir.engines.documents.recognisers.mending import damaged_verb, lost_its_first_letter

# Glyphs of word processors, private-use ones included, and what recognition makes of them (`e`, `o`, `°©`, `«`).
_GLYPHS = "-–—•▪●■□◦‣⁃*+»>➢➤➔→✓✔❖·=¢©°~"
_BULLET = re.compile(rf"(?:[{_GLYPHS}\uf000-\uf8ff\u25a0-\u25ff\u2700-\u27bf]{{1,3}} ?|[eoO°] (?=\S))(?! ?\d+ ?%)")
_PERCENT_BULLET = re.compile(r"[oe°•▪*+-][©°]? (?=\d+ ?%)")
_NUMBER = re.compile(
    r"(?:(?:engagement|action|mesure|objectif|priorite|axe|preconisation|recommandation)s? ?(?:n ?° ?)?)?"
    r"(?P<label>(?:\d{1,2}(?:\.\d{1,2}){0,2}|[ivx]{1,4})(?: ?bis)?) ?(?:[.)°:/]|[-–](?= )) ?(?=\S)(?!\d)"
)

# Nouns and adjectives that end as infinitives do.
_NO_VERB = word_set(
    "premier dernier atelier quartier chantier foyer dossier cahier courrier calendrier papier metier"
    " loyer financier particulier regulier singulier janvier fevrier hier entier leger etranger danger"
    " escalier palier levier sanitaire loisir avenir souvenir plaisir desir mer fer hiver cher boulanger"
    " sentier pilier immobilier mobilier routier familier hospitalier officier conseiller policier"
    " infirmier ouvrier cancer panier clavier gibier verger accord accords maire livre lettre paire article"
)
_VERB_IN_RE = re.compile(
    r"(?:mettre|prendre|rendre|endre|ondre|ordre|perdre|eindre|aindre|oindre|faire|suivre|vivre|truire|duire|crire|clure|aitre|oitre|^lire|elire|teindre|"
    r"joindre|traindre|battre|rompre|plaire|soudre|traire|nuire|etre|^dire|redire|predire|interdire)$"
)
_NO_VERB_IN_RE = word_set("ordre desordre cendre gendre affaire maitre")
_WORD = re.compile(r"[^\W\d_]+")


class Mark(NamedTuple):
    """What opens a line: `kind` is `number`, `bullet` or empty; `label` the number; `text` what follows."""

    kind: str
    label: str
    text: str


def mark_of(text: str) -> Mark:
    """The mark at the head of a line. `«` is a bullet when nothing closes it; two bullets in a row are one."""
    if match := _PERCENT_BULLET.match(text):
        return Mark("bullet", "", text[match.end() :])
    rest = text
    for _ in range(3):
        match = _BULLET.match(rest)
        end = match.end() if match else _open_quote(rest)
        if not end or not rest[end:].strip():
            break
        rest = rest[end:].lstrip(" \\|")
    if rest != text:
        return Mark("bullet", "", rest)
    if number := _NUMBER.match(fold(text)):
        return Mark("number", text[number.start("label") : number.end("label")], text[number.end() :].lstrip())
    return Mark("", "", text)


_LOST_MARK = re.compile(
    r"(?:[^\W_]{1,2}[.)°]? |[^\W_]{0,2}[.)°])(?=[A-ZÉÈÊÀÎÔ][^\W\d_]{2})|[^\w\s]{1,3} ?(?=[^\W\d_]{3})"
    r"|[b-zB-Z] (?=[^\W\d_]{3})"
)


def after_lost_mark(text: str) -> str:
    """What follows a mark that damage made another sign or letter (`u Former`, `|. Ouvrir`), before a verb only."""
    match = _LOST_MARK.match(text)
    rest = text[match.end() :] if match else ""
    lone = text[1:2] == " " and is_infinitive(rest.split(" ", 1)[0])
    return rest if rest and (lone or opens_with_verb(rest) or damaged_opening(rest)) else ""


def damaged_opening(text: str) -> bool:
    """A small letter where the first letter of a verb was lost or is another (`outenir`, `bormer`)."""
    return text[:1].islower() and lost_its_first_letter(fold(text[:40]).split(" ", 1)[0])


def _open_quote(text: str) -> int:
    quote = text.startswith(("« ", "<< ", "≪ ", "«\u202f", "«\u00a0")) or (text[:1] == "«" and text[1:2].isupper())
    return (3 if text.startswith("<<") else 1) if quote and text.count("«") > text.count("»") else 0


def is_infinitive(word: str) -> bool:
    """Whether a word reads as a verb in the infinitive, by its ending: `Créer`, `Ouvrir`, `Mettre`, `Promouvoir`."""
    plain = fold(word)
    if len(plain) < 4 or plain in _NO_VERB or not plain.isalpha():
        return False
    if plain.endswith("oir"):
        return plain.endswith(("voir", "valoir", "vouloir"))
    if plain.endswith(("er", "ir")):
        return True
    return plain not in _NO_VERB_IN_RE and bool(_VERB_IN_RE.search(plain))


def opens_with_verb(text: str) -> bool:
    """Whether a text opens with a capital infinitive, a reflexive one (`S'engager`) or a negated one (`Ne pas`)."""
    head = text[:40].replace("’", "'")
    if head.startswith(("S'", "Se ", "Ne pas ")):
        head = head.split("'" if head[1] == "'" else " ", 1)[1].removeprefix("pas ")
        return bool(head) and is_infinitive(_first(head))
    word = _first(head)
    if not word[:1].isupper() or not head.startswith(word):
        return _opens_with_damage(head)
    return (not word.isupper() and (is_infinitive(word) or _damaged_verb(word))) or _opens_with_damage(head)


def _opens_with_damage(head: str) -> bool:
    """`S0utenir`, `iOuvrir`: a figure in the word, a letter before its capital."""
    word = head.split(" ", 1)[0].rstrip(",;.:")
    if word[:1].islower() and word[1:2].isupper():
        word = word[1:]
    return len(word) >= 4 and word[:1].isupper() and not word.isupper() and _damaged_verb(word)


def _damaged_verb(word: str) -> bool:
    plain = fold(word)
    return plain not in _NO_VERB and damaged_verb(plain)


def _first(text: str) -> str:
    match = _WORD.search(text)
    return match.group() if match else ""


def mostly_capitals(text: str) -> bool:
    """Capitals, but for the few letters that damage has made small."""
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return capitals >= 2 and capitals >= small * 4


def is_noise(text: str) -> bool:
    """Whether a line is what recognition made of a drawing or of a cell beside it: few letters, scattered."""
    letters = sum(map(str.isalpha, text))
    return letters < 2 or (len(text) > 6 and letters * 2 < len(text.replace(" ", ""))) or not _WORDY.search(text)


_WORDY = re.compile(r"[^\W\d_]{3,}|^[A-ZÉ]{2}|\d")


def without_junk(text: str) -> str:
    """The text without the words that no language has (three signs or more inside a word)."""
    words = text.split(" ")
    kept = [word for word in words if not _is_junk(word)]
    return text if len(kept) == len(words) else " ".join(kept)


def _is_junk(word: str) -> bool:
    signs = sum(not character.isalnum() for character in word[1:-1])
    return len(word) >= 8 and signs >= 3 and "/" not in word[3:-3] and "." not in word


_HYPHENS = ("-", "\u2010", "\u00ad")


def joined(parts: list[str]) -> str:
    """Lines of one item in one text; a word cut by a hyphen at the end of its line is whole again."""
    text = ""
    for part in filter(None, (part.strip() for part in parts)):
        if text.endswith(_HYPHENS) and len(text) > 1 and text[-2].isalpha() and part[0].islower():
            text = text[:-1] + part
        else:
            text = f"{text} {part}" if text else part
    return text.strip()
