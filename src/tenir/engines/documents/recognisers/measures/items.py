"""Measures, their key figures and their local illustrations, as items."""

from dataclasses import replace

from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.french import counted, fold
from tenir.engines.documents.model import Figure, Item, Kind
from tenir.engines.documents.recognisers.measures.anchors import Told, find_measures
from tenir.engines.documents.recognisers.measures.quantities import quantities
from tenir.engines.documents.recognisers.measures.stories import Paragraph, paragraphs, place_of, sentences
from tenir.engines.documents.work import Line, Work


def read_measures(work: Work) -> tuple[Work, str]:
    """Measures told one by one; a document with a follow-up table has its measures there."""
    told = [] if work.tables else find_measures(work.lines)
    if not told:
        return work, ""
    items = [*_meetings(work, told)]
    for rank, measure in enumerate(told, start=1):
        items += _items(work, measure, rank)
    examples = sum(item.kind is Kind.ILLUSTRATION for item in items)
    sentence = f"Liste de {counted(len(told), 'mesure')}, {counted(examples, 'illustration')}."
    return replace(work, items=(*work.items, *items)), sentence


def _meetings(work: Work, told: list[Told]) -> list[Item]:
    """The meetings that decided, each once, where it is named first."""
    found = dict[str, Item]()
    for measure in told:
        for name in measure.meetings:
            line = work.lines[measure.anchor].number
            confidence, why = weigh(Sign(1.0, True, "instance nommée sous le titre des mesures"))
            key = f"instance-{_slug(name)}"
            item = Item(key, Kind.HEADING, name, (line, line), confidence, why, heading_kind="instance")
            found.setdefault(key, item)
    return list(found.values())


def _items(work: Work, told: Told, rank: int) -> list[Item]:
    lines = work.lines[told.anchor + 1 : told.last + 1]
    story = paragraphs(tuple(lines))
    key = f"measure-{rank}"
    examples = _examples(story)
    illustrated = {number for one in examples for number in range(one.first, one.last + 1)}
    figures = _figures([one for one in story if one.first not in illustrated], key)
    measure = _measure(work.lines, told, key, figures)
    return [measure, *figures, *(_illustration(one, key, n) for n, one in enumerate(examples, start=1))]


def _measure(lines: tuple[Line, ...], told: Told, key: str, figures: list[Item]) -> Item:
    confidence, why = weigh(
        Sign(0.5, bool(told.meetings), f"décidée par : {', '.join(told.meetings)}", "instance non lue"),
        Sign(0.4, told.upper, "titre en capitales", "titre sans capitales", cap=0.8),
        Sign(0.1, len(told.title) <= 160, "", "titre long"),
    )
    parent = f"instance-{_slug(told.meetings[0])}" if told.meetings else None
    found = tuple(dict.fromkeys(figure for item in figures for figure in item.figures))
    span = (lines[told.first].number, lines[told.anchor].number)
    return Item(key, Kind.MEASURE, told.title, span, confidence, why, parent=parent, figures=found)


def _examples(story: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs about one place; those that follow under the same title, without another place, belong to it."""
    found = list[Paragraph]()
    goes_on = False
    for rank, paragraph in enumerate(story):
        if (rank or paragraph.title) and place_of(paragraph):
            found.append(paragraph)
            goes_on = bool(paragraph.title)
        elif goes_on and not paragraph.title and not paragraph.bullet:
            last = found[-1]
            text = f"{last.text} {paragraph.text}"
            found[-1] = Paragraph(last.title, text, last.first, paragraph.last, bullet=False)
        else:
            goes_on = False
    return found


def _illustration(paragraph: Paragraph, parent: str, rank: int) -> Item:
    place = place_of(paragraph)
    confidence, why = weigh(
        Sign(0.6, bool(place), f"un lieu : {place}"),
        Sign(0.4, bool(paragraph.title) or fold(paragraph.text).startswith(("a ", "en ", "dans ")), "en tête du récit"),
    )
    text = f"{paragraph.title}. {paragraph.text}" if paragraph.title else paragraph.text
    figures = tuple(dict.fromkeys(figure for one in sentences(text) for figure in quantities(one)))
    lines = (paragraph.first, paragraph.last)
    key = f"illustration-{parent}-{rank}"
    return Item(key, Kind.ILLUSTRATION, text, lines, confidence, why, parent=parent, figures=figures)


def _figures(story: list[Paragraph], parent: str) -> list[Item]:
    """One item a sentence that counts something; the title of a paragraph is a sentence too."""
    found = list[Item]()
    for paragraph in story:
        for sentence in filter(None, [paragraph.title, *sentences(paragraph.text)]):
            if figures := quantities(sentence):
                found.append(_figure(sentence, figures, paragraph, f"figure-{parent}-{len(found) + 1}", parent))
    return found


def _figure(sentence: str, figures: tuple[Figure, ...], told: Paragraph, key: str, parent: str) -> Item:
    confidence, why = weigh(
        Sign(0.7, True, "nombre suivi de ce qu'il compte"),
        Sign(0.3, len(figures) == 1, "un seul nombre", "plusieurs nombres dans la phrase"),
    )
    lines = (told.first, told.last)
    return Item(
        key, Kind.FIGURE, sentence, lines, confidence, why, parent=parent, figures=figures, due=due_of(sentence)
    )


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
