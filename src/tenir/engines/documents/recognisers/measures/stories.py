"""What is told of a measure: paragraphs, some with a title of their own, some about one place only."""

import re
from dataclasses import dataclass

from tenir.engines.documents.french import fold, is_upper, word_set
from tenir.engines.documents.recognisers.marks import is_noise, joined, mark_of
from tenir.engines.documents.work import Line

SHORTEST = 25  # characters of a paragraph


@dataclass(frozen=True, slots=True)
class Paragraph:
    title: str
    text: str
    first: int
    last: int
    bullet: bool


_PLACE = r"[A-ZÉÈÀÎÔ][\w’']*(?:[- ](?:sur|en|le|la|les|de|du|des|d['’]|l['’]|et|sous)?[- ]?[A-ZÉÈÀÎÔ][\w’']*)*"
_AT = re.compile(
    rf"(?:(?<![\w’'])(?<!confiée )(?<!confié )(?<!remise )(?<!remis )(?<!attribué )(?:[ÀàAa]|En|en)[ \u00a0]"
    rf"(?!(?:France|Europe|Outre)\b)(?P<at>{_PLACE})(?![\w’'])"
    rf"|\((?P<in>[A-Z][a-zà-ÿ]+(?:[ -][\w’']+){{1,4}}|[A-Z][a-zà-ÿ]{{6,20}})\)"
    rf"|(?i:dans|région|département|ville|commune|métropole|agglomération|académie|quartier|communauté)"
    rf"[ \u00a0](?:le |la |les |l['’]|de la |de l['’]|des |du |de |d['’])?(?:région |département )?(?P<of>{_PLACE})"
    rf"|^(?P<head>{_PLACE})[ \u00a0]?: )"
)
# Nouns that French prints with a capital and that are no places; acronyms are left out by their form.
_NO_PLACE = word_set(
    "etat gouvernement republique ministre president premier prefet ville villes cadre cite cites fonds"
    " loi conseil comite education nationale justice apres depuis grace cette ces ce cet partir travers"
    " titre pole emploi garantie jeunes initiative association associations agence plan programme pacte"
    " contrat"
)


def paragraphs(lines: tuple[Line, ...]) -> list[Paragraph]:
    """Blank lines part paragraphs; so do bullets; a line that stops short before a capital may be a title."""
    found = list[Paragraph]()
    block: list[Line] = []
    for line in [*lines, Line(0, "", "")]:
        if line.dropped:
            continue
        bullet = bool(line.text) and mark_of(line.text).kind == "bullet"
        if (not line.text or bullet) and block:
            found += _of_block(block)
            block = []
        if line.text and not is_upper(line.text) and (block or not is_noise(line.text)):
            block.append(line)
    return found


def _of_block(block: list[Line]) -> list[Paragraph]:
    mark = mark_of(block[0].text)
    head = 0 if mark.kind == "bullet" else _title_lines(block)
    title = joined([line.text for line in block[:head]])
    text = joined([mark.text if mark.kind == "bullet" else block[0].text, *(line.text for line in block[1:])][head:])
    if len(text) + len(title) < SHORTEST:
        return []
    return [Paragraph(title, text, block[0].number, block[-1].number, mark.kind == "bullet")]


def _title_lines(block: list[Line]) -> int:
    """How many lines at the head of a paragraph are its title: no stop at their end, a capital after them."""
    for size in (1, 2):
        if len(block) <= size:
            return 0
        last, after = block[size - 1].text, block[size].text
        whole = len(last) < 0.8 * max(len(line.text) for line in block) or _closes(last)
        if last[-1] not in ".,;:-" and after[0].isupper() and whole and not _calls(last):
            return size
    return 0


def _closes(text: str) -> bool:
    return not _calls(text) and text[-1] not in ".,;:-"


def _calls(text: str) -> bool:
    word = fold(text).replace("'", " ").split(" ")[-1]
    return word in word_set("de du des d la le les l et ou a au aux en par pour sur dans avec un une qui que")


def place_of(paragraph: Paragraph) -> str:
    """The place that a paragraph is about: named in its title, or in its first sentence; empty when none is."""
    for text in (paragraph.title, _first_sentence(paragraph.text)):
        for match in _AT.finditer(text):
            place = next(filter(None, match.groups()), "")
            words = [word for word in re.split(r"[ '’-]", place) if word]
            if words and not place.isupper() and not all(fold(word) in _NO_PLACE for word in words[:1]):
                return place
    return ""


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[a-zà-ÿ)»])[.] ?(?=[A-ZÉÀ])", text, maxsplit=1)[0]


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[\w)»…%€][.!?]) (?=[A-ZÉÈÀÎÔ«\d])", text) if part.strip()]
