"""Obligations on someone named, in the prose of letters and agreements: `vous réunirez`, `le préfet devra`."""

import re
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from tenir.engines.documents.bullets import bullet_of
from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.french import counted, fold, word_set
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.paragraphs import Sentence, sentences_of
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.recognisers.lists.entries import entries_of
from tenir.engines.documents.recognisers.lists.sections import taken_lines
from tenir.engines.documents.work import Work

_ACTORS = (
    r"(?:sous-)?prefete?s?|maires?|presidente?s?|ministeres?|ministres?|commissariat|commissaires?|directions?|"
    r"directeurs?|directrices?|recteurs?|rectorat|procureurs?|services?|collectivites?|communes?|intercommunalites?|"
    r"metropoles?|agglomeration|delegues?|deleguee|referente?s?|comites?|bailleurs?|organismes?|associations?|"
    r"operateurs?|agences?|conseils?|partenaires|signataires|commissions?|regions?|departements?|etat|villes?|"
    r"entreprises|employeurs?|gestionnaires?|titulaires?|beneficiaires?|prestataires?|parties|caisse|porteurs?|"
    r"chefs?|responsables?|coordonnateurs?|coordinatrice|membres|elus|secretaires?|secretariat|gouvernement|cget|anct|"
    r"anru|epci|caf|dreal|ars|dgarss?"
)
_DETERMINER = r"(?:le|la|les|l'|chaque|tout|tous les|toutes les|un|une|ces|vos|ses|leurs)"
_ACTOR = re.compile(rf"^{_DETERMINER} ?(?:[a-z'-]+ ){{0,2}}?(?:{_ACTORS})\b")
_NO_DUTY = r"(?!terra\b|para\b|sera\b|auront\b|aura\b|seront\b)"
_WILL = re.compile(rf"(?:ne )?(?:s'|se |y |en |lui |leur |vous |nous )*{_NO_DUTY}[a-z]{{2,18}}r(?:a|ont)\b")
_I_WILL = re.compile(r"\bje (?:vous |le |la |les |m'|y |en )*(?P<verb>[a-z]{2,18}rai)\b")
_VOUS = re.compile(r"\bvous (?:vous |y |en |le |la |les |leur |lui |l'|ne )*(?P<verb>[a-z]{2,20}ri?ez)\b")
_ASKED = re.compile(
    r"\bvous (?:invite|demande|prie|saurais gre|charge)(?:ons|e)? (?:\S+ ){0,3}?(?:de |d'|a )|"
    r"\bil vous (?:est|sera) demande|\bil vous (?:appartient|revient|incombe)|"
    r"\bvous (?:etes|serez) (?:\w+ ){0,2}?(?:charges?|invites?|tenus?|garants?|responsables?)|\bvous devez\b|"
    r"\bj'attends (?:de|des|d'|que)|\bje (?:vous )?(?:demande|souhaite) que\b|"
    r"\bil (?:convient|importe) (?:\S+ )?(?:de |d'|que )(?!penser|rappeler|noter|souligner|preciser|saluer|constater)"
)
_MUST = re.compile(
    r"\b(?:devra|devront|doit|doivent|est tenue?|sont tenue?s|sera tenue?|seront tenue?s|"
    r"(?:est|sera|sont|seront) chargee?s? de|(?:a|ont) (?:la charge|l'obligation)|veille|veillent|veillera|veilleront|"
    r"s'oblige|s'obligent|rend compte|rendent compte|transmet|transmettent|s'assure|s'assurent)\b"
)
_NOT_FUTURE = word_set("aurez verrez trouverez constaterez noterez recevrez saurez comprendrez")
_MAY = re.compile(
    r"\bvous (?:le |la |les |y |en )*(?:pourrez|pouvez)\b|\bil pourra (?:vous )?etre\b|\bpourr(?:a|ont)\b"
)
_OTHERS = re.compile(r"\b(?:qui|que|dont)\b")
_LIST_END = 40  # lines below `vous veillerez à :` in which its list may stand
FAR = 160  # characters in which the verb of a third person must stand after its subject
LONGEST = 900  # characters of a sentence


class Found(NamedTuple):
    """Who is obliged, in our words, and whether the text obliges or only allows."""

    who: str
    form: str
    strict: bool


def find_duties(work: Work) -> tuple[Work, str]:
    """Sentences of prose that oblige; a letter that says `vous` also obliges whom it names in the future."""
    taken = taken_lines(work)
    sentences = [one for one in sentences_of(work.lines, lambda line: line.number in taken) if len(one.text) <= LONGEST]
    letter = sum(bool(_obliges_you(fold(one.text))) for one in sentences) >= 2
    numbers, items = count(1), list[Item]()
    for sentence in sentences:
        if found := obligation(sentence.text, letter=letter):
            items.append(_item(work, sentence, found, next(numbers)))
    told = f"{counted(len(items), 'obligation')} dans la prose." if items else ""
    return replace(work, items=(*work.items, *items)), told


def obligation(text: str, *, letter: bool) -> Found | None:
    """Who a sentence obliges, or None."""
    plain = fold(text)
    if text.endswith("?"):
        return None
    if said := _obliges_you(plain):
        return Found("le destinataire", said, strict=not _MAY.search(plain))
    if letter and (mine := _I_WILL.search(plain)):
        return Found("le signataire", mine[0], strict=True)
    if letter and (proposed := _MAY.search(plain)) and proposed[0].startswith("il "):
        return Found("le destinataire", proposed[0], strict=False)
    return _obliges_another(text, plain, letter=letter)


def _obliges_another(text: str, plain: str, *, letter: bool) -> Found | None:
    """A third person at the head of the sentence, and a verb that obliges it before any relative clause."""
    actor = _ACTOR.match(plain)
    if not actor:
        return None
    near = plain[actor.end() : actor.end() + FAR]
    verb = _MUST.search(near) or (_WILL.search(near) if letter else None)
    if not verb or _OTHERS.search(near[: verb.start()]):
        return None
    return Found(text[: actor.end()], verb[0], strict=not _MAY.search(near))


def _obliges_you(plain: str) -> str | None:
    for match in _VOUS.finditer(plain):
        if match["verb"] not in _NOT_FUTURE:
            return match[0]
    if asked := _ASKED.search(plain):
        return asked[0].strip()
    may = _MAY.search(plain)
    return may[0] if may and may[0].startswith("vous") else None


def _item(work: Work, sentence: Sentence, found: Found, number: int) -> Item:
    details, last = _details(work, sentence)
    confidence, why = weigh(
        Sign(0.5, True, f"obligation faite à {found.who} (« {found.form} »)"),
        Sign(0.3, found.strict, "forme qui oblige", "faculté plutôt qu'obligation", cap=0.6),
        Sign(0.2, sentence.text.endswith((".", ";", ":")), "phrase entière", "phrase sans fin", cap=0.7),
    )
    whole = " ".join((sentence.text, *details))
    lines = (work.lines[sentence.first].number, work.lines[last].number)
    return Item(
        f"duty-{number}",
        Kind.DUTY,
        sentence.text,
        lines,
        confidence,
        why,
        due=due_of(whole),
        periodicity=periodicity_of(whole),
        sub_items=details,
    )


def _details(work: Work, sentence: Sentence) -> tuple[tuple[str, ...], int]:
    """The list under `vous veillerez à :`, up to the first line that is no part of it."""
    if not sentence.text.endswith(":"):
        return (), sentence.last
    after = next((at for at in range(sentence.last + 1, len(work.lines)) if work.lines[at].text), None)
    if after is None or not bullet_of(work.lines[after].text):
        return (), sentence.last
    entries = entries_of(work.lines, after, min(len(work.lines), after + _LIST_END))
    return tuple(entry.text for entry in entries), entries[-1].last if entries else sentence.last
