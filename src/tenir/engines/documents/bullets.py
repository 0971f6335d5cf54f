"""What opens an item of a list: bullets of every sort, enumerators, and what OCR makes of them."""

import re
from typing import NamedTuple

from tenir.engines.documents.french import fold, word_set

# Arrows, discs, squares, ticks; private-use glyphs are how Symbol and Wingdings bullets leave a PDF or a Word file.
_GLYPHS = "•▪●◦‣■□◼◻◾◽◆◇◊♦✓✔✗✘❖❑❒►▶▸▹➢➤➔➜➙→⇒⮚⁃∙·○¤★☆⚫⬤\ue000-\uf8ff\ufffd"
_SURE = re.compile(rf"(?P<mark>[{_GLYPHS}]) ?(?=\S)")
_DASH = re.compile(r"(?P<mark>[-–—−‐‑]) (?=\S)|(?P<glued>[-–—−])(?=[^\W\d_])")
_LETTER_O = re.compile(r"(?P<mark>[oO0]) (?=[^\W\d_]{2})")
_STAR = re.compile(r"(?P<mark>[*+»>]|>>) ?(?=[^\W_])")
# What a scan turns `•` into: a sign, or one or two letters, then a space and a capital.
_SCANNED = re.compile(r"(?P<mark>[^\w\s(\[\"“'’]{1,2}|[^\W\d_]) (?=[A-ZÀ-ÖØ-Þ])")
_ENUMERATOR = re.compile(
    r"(?P<open>\()?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5}|[A-Z])"
    r"(?P<close>\)|°|\.\)| ?[.:](?!\d)| ?[-–—])+ ?(?=\S)"
)


class Bullet(NamedTuple):
    """`mark` as printed (`glyph` families are told apart by it), and where the words begin."""

    mark: str
    start: int

    def words(self, text: str) -> str:
        return text[self.start :].strip()


def bullet_of(text: str) -> Bullet | None:
    """A bullet that leaves no doubt: a glyph, a dash and a space, the letter `o` that Word prints, a star."""
    for pattern in (_SURE, _DASH, _LETTER_O, _STAR):
        if match := pattern.match(text):
            return Bullet(match.group("mark") or match.group("glued"), match.end())
    return None


def scanned_bullet_of(text: str) -> Bullet | None:
    """A mark that may be a bullet read wrong (`«`, `=`, `@`, one letter): only a list around it can tell."""
    if sure := bullet_of(text):
        return sure
    match = _SCANNED.match(text)
    if not match or (match["mark"] == "«" and "»" in text):
        return None
    return Bullet(match["mark"], match.end())


class Enumerator(NamedTuple):
    """`number` as printed (`1.2`, `a`, `iv`), and where the words begin."""

    number: str
    start: int

    def words(self, text: str) -> str:
        return text[self.start :].strip()


def enumerator_of(text: str) -> Enumerator | None:
    """`1.`, `1)`, `1.2 -`, `a)`, `(iv)`; a sentence that begins with a number is none."""
    match = _ENUMERATOR.match(text)
    return Enumerator(match["number"], match.end()) if match else None


def lone_glyph(text: str) -> bool:
    """Whether a line holds nothing but a mark: a drawn bullet or a picture that a scan left as a sign."""
    return len(text) <= 2 and not text.isdigit() and (len(text) < 2 or not text.isalnum())


# Endings of infinitives; an item of a list of promises begins with one, or with the noun of an action.
_INFINITIVE = re.compile(r"(?:s'|se |ne pas )?[a-z]{1,16}(?:er|ir|re)(?:-[a-z]+)?(?![a-z])")
_NOT_INFINITIVES = word_set(
    "hier cahier papier courrier quartier premier dernier entier metier chantier particulier foyer atelier mer cher"
    " leger fier pair air leur titre cadre autre entre notre votre contre lettre centre nombre membre septembre octobre"
    " novembre decembre offre ordre maire theatre livre registre filiere matiere maniere ministere arbre oeuvre"
    " manoeuvre chambre affaire territoire histoire memoire guerre terre frere mere pere guere outre par pour"
)
_ACTION_NOUNS = re.compile(
    r"(?:mise|mises|remise|prise|creation|deploiement|developpement|renforcement|ouverture|poursuite|lancement|signature|"
    r"elaboration|organisation|accompagnement|soutien|amelioration|maintien|mobilisation|generalisation|extension|"
    r"installation|implantation|recrutement|formation|financement|construction|rehabilitation|renovation|realisation|"
    r"animation|diffusion|experimentation|integration|valorisation|augmentation|doublement|reduction|suppression|"
    r"simplification|identification|nomination|designation|participation|affectation|reconduction|structuration|"
    r"consolidation|adaptation|acces|promotion|prevention|evaluation|coordination|definition|attribution|acquisition|"
    r"sensibilisation|transformation|amenagement|instauration|constitution|production|conduite|tenue|edition)(?![a-z])"
)


def begins_with_verb(words: str) -> bool:
    """Whether the words begin with an infinitive (`Créer`, `S'appuyer`, `Ne pas fermer`), adverb before or not."""
    plain = fold(words)
    match = _INFINITIVE.match(plain)
    if match and match[0] not in _NOT_INFINITIVES:
        return True
    adverb = re.match(r"[a-z]{2,14}(?:ment) ", plain) or re.match(r"(?:mieux|plus|davantage) ", plain)
    return bool(adverb and _INFINITIVE.match(plain, adverb.end()))


def begins_with_action(words: str) -> bool:
    """An infinitive, or the noun of an action (`Mise en place`, `Création`, `Déploiement`)."""
    return begins_with_verb(words) or bool(_ACTION_NOUNS.match(fold(words)))
