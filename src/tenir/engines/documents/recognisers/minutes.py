"""Minutes of a meeting: what was decided, by whom it is to be done and when. Free discussion gives nothing.

A decision is told as one: under a title (`Relevé de décisions`), after a label (`Décision :`), or in a sentence whose
verb decides (`Il est décidé de`, `Le comité valide`), neither denied, nor wished, nor told of the past.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.figures import title_figures
from tenir.engines.documents.french import counted, fold, is_upper
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.recognisers.genre import is_minutes
from tenir.engines.documents.recognisers.marks import is_noise, joined, mark_of, opens_with_verb
from tenir.engines.documents.recognisers.protocol.grid import names_in
from tenir.engines.documents.recognisers.protocol.names import opens_as_partner, split_names, without_article
from tenir.engines.documents.recognisers.side_by_side import Cells, Grid, find_grids
from tenir.engines.documents.work import Line, Work

_TITLE = re.compile(
    r"(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])[.)] ?-? ?)?(?:les |principales )?(?:releve (?:de|des) )?"
    r"(?:decisions?(?: prises?| actees?| de la seance| du comite)?|conclusions? et suites|suites? a donner|"
    r"actions? a (?:mener|conduire|engager|faire)|points? actes?|plan d'actions?|arbitrages?) ?:?"
)
_LABEL = re.compile(
    r"(?:decisions?|arbitrage|action a mener|action|suite a donner|a faire|acte|conclusion)"
    r"(?: ?(?:n ?° ?)?(?P<number>\d{1,2}(?:\.\d{1,2})?))? ?(?:[:–—]|-(?= )) ?(?=\S)"
)
_BODY = (
    r"(?:le |la |l'|les )?(?:comite|copil|cotech|cotec|conseil|assemblee|commission|bureau|membres|partenaires|"
    r"participants|signataires|elus|instance|groupe|president|presidente|maire|prefet|prefete|assistance|reunion)"
    r"(?: [a-z'-]+){0,6}?"
)
_DECIDES = (
    r"(?:(?:decide|valide|approuve|acte|adopte|arrete|enterine|mandate|confie)(?:nt)?|retiennent|retient|conviennent|"
    r"convient)"
)
_DECIDED = r"(?:decide|convenu|acte|arrete|valide|adopte|approuve|retenu|enterine|entendu)e?s?"
_SENTENCE = re.compile(
    rf"(?:(?:apres|a l'issue|au terme|suite a|en conclusion|enfin|a l'unanimite|par ailleurs|en consequence)"
    rf"[^.;:]{{0,80}}, ?)?"
    rf"(?:(?:il est|il a ete|il est donc|il a donc ete|il est egalement|est|sont|a ete|ont ete) (?:\w+ )?{_DECIDED}"
    rf"|{_BODY} (?:\w+ment )?{_DECIDES}(?: que| de| d'|,| l[ae']| les| un| une| a )"
    rf"|{_BODY} (?:a|ont) (?:\w+ment )?{_DECIDED}"
    rf"|(?:on|nous) (?:decidons|decide|actons|acte|convenons|validons))\b"
)
_PASSIVE = re.compile(
    rf"^[^.;:?]{{4,140}} (?:est|sont|a ete|ont ete) (?:\w+ment )?{_DECIDED}"
    rf"(?: a l'unanimite| par (?:le|la|les) [a-z ]{{3,40}}| en seance)?\.?$"
)
_DENIED = re.compile(
    r"\?|\b(?:n'a pas|n'ont pas|n'est pas|ne sont pas|aucune? (?:decision|arbitrage)|pas ete|avait (?:ete )?|avaient |"
    r"si le|s'il est|serait|pourrait|pourraient|devrait|souhaite|souhaitent|demande si|propose(?:nt)? (?:de|que)|"
    r"rappelle|rappellent|sera decide|seront decide|reste a decider|a la seance precedente|"
    r"lors de la (?:derniere|precedente)|"
    r"en attente de decision|avant de decider|reporte[e]?)\b"
)
_WHO = re.compile(
    r"(?:responsables?|resp\.?|qui|pilotes?|porteurs?|en charge|referents?|charges? de l'action|suivi par|"
    r"a la charge de|confie[e]?s? a) ?:? ?(?P<who>[^;.()\n]{3,80})"
)
_NOTE = re.compile(r"[(\[](?P<note>[^()\[\]]{3,120})[)\]]\s*\.?$")
_SUBJECT = re.compile(
    r"(?P<who>(?:la |le |les |l'|m\. |mme |mm\. |mmes )?[^\W\d_][^,;:.]{1,60}?) "
    r"(?:se charge|s'engage|est charge|sont charg|transm|prepar|organis|present|redig|envoi|enverr|assur|"
    r"pilot|coordonn|finance|met\b|mettr|ouvr|reun|saisi|engage|lance|adress|communiqu|propos|fourni|versera|verse\b)"
)


@dataclass(slots=True)
class _Decision:
    number: str
    parts: list[str]
    first: int
    last: int
    told: str  # how the text says that it is a decision
    who: list[str]
    due: str | None = None

    @property
    def text(self) -> str:
        return joined(self.parts)


def read_minutes(work: Work) -> tuple[Work, str]:
    """Decisions of a document that says it is minutes."""
    if not is_minutes(work.lines):
        return work, ""
    grids = [grid for grid in find_grids(work) if _of_decisions(work, grid)]
    decisions = [_from_cells(cells) for grid in grids for cells in grid.rows]
    decisions += _Reader(_outside(work.lines, grids)).read()
    decisions = [decision for decision in decisions if 12 <= len(decision.text) <= 900]
    items = tuple(_item(decision, rank) for rank, decision in enumerate(sorted(decisions, key=_first), start=1))
    return replace(work, items=(*work.items, *items)), f"{counted(len(items), 'décision')} de réunion." if items else ""


def _first(decision: _Decision) -> int:
    return decision.first


def _of_decisions(work: Work, grid: Grid) -> bool:
    """A table of decisions names who is in charge or when beside them."""
    return "partners" in grid.columns or "due" in grid.columns


def _from_cells(cells: Cells) -> _Decision:
    number = cells.text("number").strip(" .")
    main = [mark_of(text).text for text in cells.columns.get("text", [])]
    who = names_in(cells.columns.get("partners", []))
    due = cells.text("due") or None
    return _Decision(number, main, cells.first, cells.last, "tableau de décisions", who, due)


def _outside(lines: tuple[Line, ...], grids: list[Grid]) -> list[Line]:
    inside = {place for grid in grids for place in range(grid.first, grid.last + 1)}
    return [line for place, line in enumerate(lines) if place not in inside and not line.dropped]


class _Reader:
    """Paragraph by paragraph; a title of decisions holds until another title."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.titled = False
        self.found: list[_Decision] = []

    def read(self) -> list[_Decision]:
        for block in _paragraphs(self.lines):
            self._read(block)
        return self.found

    def _read(self, block: list[Line]) -> None:
        text = joined([line.text for line in block])
        mark = mark_of(text)
        words = mark.text if mark.kind else text
        label = _LABEL.match(fold(words))
        if _TITLE.fullmatch(fold(text)):
            self.titled = True
        elif _is_title(block, mark.kind):
            self.titled = False
        elif self._who_alone(words):
            return
        elif label and len(words) > label.end() + 8:
            self._add(block, label["number"] or "", words[label.end() :], "annoncée par le mot « décision »")
        elif self.titled and (mark.kind or opens_with_verb(words)):
            if not _DENIED.search(fold(words)):
                self._add(block, mark.label, words, "sous un titre de décisions")
        else:
            for told, lines in _located(_told(words), text, block):
                self._add(lines, "", told, "verbe qui décide")

    def _who_alone(self, words: str) -> bool:
        """`Responsable : …`, `Échéance : …` on a line of their own, under the decision."""
        plain = fold(words)
        attribute = re.match(
            r"(?:responsables?|qui|pilotes?|porteurs?|echeances?|delais?|calendrier|quand) ?: ?", plain
        )
        if not attribute or not self.found:
            return False
        last = self.found[-1]
        if plain.startswith(("echeance", "delai", "calendrier", "quand")):
            last.due = last.due or due_of(words) or words[attribute.end() :].strip(" .")
        else:
            last.who = split_names(words[attribute.end() :])
        return True

    def _add(self, block: list[Line], number: str, words: str, told: str) -> None:
        decision = _Decision(number, [words], block[0].number, block[-1].number, told, _who(words))
        self.found.append(decision)


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Lines that belong together: a blank line, a bullet, a label or a title on its own parts them."""
    blocks: list[list[Line]] = []
    blank = True
    for line in lines:
        if not line.text:
            blank = True
            continue
        if blank or not blocks or _parts(line, blocks[-1][-1]):
            blocks.append([])
        if not is_noise(line.text):
            blocks[-1].append(line)
        blank = False
    return [block for block in blocks if block]


def _parts(line: Line, before: Line) -> bool:
    mark = mark_of(line.text)
    if _numbered_title(before) and line.text[0].isupper():
        return True
    if mark.kind and not (mark.kind == "bullet" and mark.text[:1].islower() and line.text[0].isalpha()):
        return True
    return bool(
        _LABEL.match(line.plain)
        or _TITLE.fullmatch(line.plain)
        or _TITLE.fullmatch(before.plain)
        or is_upper(before.text) != is_upper(line.text)
        or re.match(r"(?:responsables?|qui|pilotes?|porteurs?|echeances?|delais?) ?:", line.plain)
    )


def _numbered_title(line: Line) -> bool:
    mark = mark_of(line.text)
    short = len(line.text) <= 80 and line.text[-1] not in ".,;:"
    return mark.kind == "number" and short and not opens_with_verb(mark.text)


def _is_title(block: list[Line], mark: str) -> bool:
    text = block[0].text
    if len(block) > 1 or len(text) > 90 or text[-1] in ".;,":
        return False
    numbered = mark == "number" and not opens_with_verb(mark_of(text).text) and not _told(mark_of(text).text)
    return (
        is_upper(text) or numbered or (mark == "" and text[0].isupper() and len(text.split()) <= 8 and ":" not in text)
    )


def _located(found: list[str], text: str, block: list[Line]) -> list[tuple[str, list[Line]]]:
    """Sentences of a paragraph with the lines that bear them."""
    starts = list(accumulate((len(line.text) + 1 for line in block), initial=0))
    located, at = list[tuple[str, list[Line]]](), 0
    for sentence in found:
        at = max(at, text.find(sentence, at))
        first = bisect_right(starts, at) - 1
        last = bisect_right(starts, at + len(sentence) - 1) - 1
        located.append((sentence, block[first : last + 1] or block[-1:]))
    return located


def _told(words: str) -> list[str]:
    """The sentences of a paragraph whose verb decides."""
    found = list[str]()
    for sentence in re.split(r"(?<=[a-zà-ÿ)»\d][.;!?]) +(?=[A-ZÉÈÀÎÔL«])", words):
        plain = fold(sentence)
        if not _DENIED.search(plain) and (_SENTENCE.match(plain) or _PASSIVE.match(plain)):
            found.append(sentence.strip())
    return found


def _who(words: str) -> list[str]:
    """Who is to do it: told in brackets, after a label, or the subject of the sentence."""
    note = _NOTE.search(words)
    if note and (names := [name for name in re.split(r"[,;–]| - ", note["note"]) if _is_name(name.strip())]):
        return [without_article(_after_label(name.strip())) for name in names]
    match = _WHO.search(fold(words))
    if match:
        told = words[match.start("who") : match.end("who")]
        return [name for name in split_names(re.split(r", ?(?:avant|d'ici|pour|au plus)", told)[0]) if _is_name(name)]
    clause = re.sub(r"^[^,]{0,60}? (?:que|qu['’])\s?", "", words)
    subject = _SUBJECT.match(fold(clause))
    who = clause[subject.start("who") : subject.end("who")].strip() if subject else ""
    short = len(who.split()) <= 6 and not re.search(rf"\b{_DECIDES}\b", fold(who))
    return [without_article(who)] if who and short and _is_name(who) else []


def _after_label(name: str) -> str:
    return re.sub(r"^(?:[Rr]esponsables?|[Rr]esp\.?|[Pp]ilotes?|[Pp]orteurs?|[Rr]éférents?)\s?:\s?", "", name)


_PERSON = re.compile(r"(?:M\.|Mme|Mmes|MM\.|Mr|Monsieur|Madame|Dr) [A-ZÉ]")


def _is_name(name: str) -> bool:
    bare = without_article(_after_label(name))
    known = opens_as_partner(bare[:1].upper() + bare[1:]) or bool(_PERSON.match(name))
    return (
        known or (bare.isupper() and 2 <= len(bare) <= 10) or (bare[:1].isupper() and name != bare and len(bare) < 30)
    )


def _item(decision: _Decision, rank: int) -> Item:
    text = decision.text.strip()
    due = due_of(text) or (_due(decision.due) if decision.due else None)
    confidence, why = weigh(
        Sign(0.6, True, decision.told),
        Sign(0.2, bool(decision.who), "responsable lu", "responsable non lu"),
        Sign(0.2, due is not None, "échéance lue", "échéance non lue"),
    )
    return Item(
        f"decision-{rank}",
        Kind.DECISION,
        text,
        (decision.first, decision.last),
        max(confidence, 0.7),
        why,
        number=decision.number or None,
        partners=tuple(dict.fromkeys(decision.who)),
        due=due,
        periodicity=periodicity_of(text),
        figures=title_figures(text),
    )


def _due(words: str) -> str:
    return due_of(f"échéance : {words}") or words.strip(" .")
