"""Lists read, made into items: headings, objectives, commitments with their side."""

from collections import Counter
from dataclasses import dataclass, field, replace

from tenir.engines.documents.bullets import begins_with_action
from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.french import counted
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.promise_figures import promise_figures
from tenir.engines.documents.recognisers.lists.headings import Found, titles_between, unfold, whole
from tenir.engines.documents.recognisers.lists.model import Entry, Notes, Section, Sort
from tenir.engines.documents.recognisers.lists.sections import taken_lines
from tenir.engines.documents.sentences import balanced, unfinished
from tenir.engines.documents.sides import CITY, STATE
from tenir.engines.documents.work import Work

SIDE_WORDS = {STATE: "l'État", CITY: "la collectivité"}


def make_list_items(work: Work) -> tuple[Work, str]:
    """Every list in the order of the text; a `nous` that no State answers is nobody's side."""
    if not work.sections:
        return work, ""
    items = _Maker(work).items()
    promises = sum(item.kind is Kind.COMMITMENT for item in items)
    objectives = sum(item.kind is Kind.OBJECTIVE for item in items)
    told = f"{counted(promises, 'engagement')} et {counted(objectives, 'objectif')} reconnus dans des listes."
    return replace(work, items=(*work.items, *items)), told


@dataclass
class _Maker:
    work: Work
    found: list[Item] = field(default_factory=list)
    stack: list[tuple[str, str]] = field(default_factory=list)

    def items(self) -> list[Item]:
        self.taken = taken_lines(self.work)
        self.ranks = Counter[str]()
        self.used = {item.id for item in self.work.items}
        self.sides = {section.opener.side for section in self.work.sections}
        marks = Counter(one.mark for section in self.work.sections for one in section.entries if _of_actions(section))
        self.action_mark = marks.most_common(1)[0][0] if marks else ""
        place, objectives = 0, list[Item]()
        for section in self.work.sections:
            self._titles(place, section)
            if section.title or section.opener.sort is Sort.SIDE:
                objectives = []
            read = list(zip(section.entries, section.notes, strict=True))
            if section.opener.sort is Sort.OBJECTIVES:
                aims = [one for one in read if not self._is_action(section, one[0])]
                objectives = [self._item(Kind.OBJECTIVE, section, one, self._above()) for one in aims]
                self.found += objectives
                read = [one for one in read if self._is_action(section, one[0])]
            parent = objectives[0].id if len(objectives) == 1 else self._above()
            self.found += [self._item(Kind.COMMITMENT, section, one, parent) for one in read]
            place = section.entries[-1].last + 1
        return self.found

    def _is_action(self, section: Section, entry: Entry) -> bool:
        """Under objectives, an item with the mark of the actions elsewhere: the heading between was lost."""
        return bool(self.action_mark) and entry.mark == self.action_mark != section.entries[0].mark

    def _above(self) -> str | None:
        return self.stack[-1][1] if self.stack else None

    def _id(self, stem: str) -> str:
        """Stable and readable, never one that another recogniser has given."""
        while True:
            self.ranks[stem] += 1
            name = f"{stem}-{self.ranks[stem]}"
            if name not in self.used:
                return name

    def _titles(self, place: int, section: Section) -> None:
        """The titles since the list before; those that nothing stands under are kept only when they name themselves."""
        opener = section.opener
        lines = self.work.lines
        crossed = [at for at in range(place, opener.first) if lines[at].number in self.taken]
        titles = titles_between(lines, place, opener.first, section.title, self.taken)
        after = crossed[-1] if crossed else -1
        final = {title.style: rank for rank, title in enumerate(titles)}
        for rank, title in enumerate(titles):
            if crossed and title.first > after:
                self.stack.clear()
                crossed = []
            if title.named or (title.first > after and final[title.style] == rank):
                self._heading(title, opener.first)
        if crossed:
            self.stack.clear()

    def _heading(self, title: Found, opener: int) -> None:
        parent = unfold(self.stack, title.style)
        near = opener - title.last <= 4
        confidence, why = weigh(
            Sign(0.4, near or title.named, "juste au-dessus d'une liste" if near else f"se nomme ({title.style})"),
            Sign(
                0.2, title.style != "titre", "capitales" if not title.named else "mot de titre", "ni mot ni capitales"
            ),
            Sign(0.3, title.style != "capitales" or whole(title), "titre entier", "titre tronqué", cap=0.4),
            Sign(0.1, near, "", "loin d'une liste de promesses"),
        )
        lines = (self.work.lines[title.first].number, self.work.lines[title.last].number)
        kind = title.style if title.named else None
        item = Item(
            self._id("heading"),
            Kind.HEADING,
            title.text,
            lines,
            confidence,
            why,
            number=title.number,
            parent=parent,
            heading_kind=kind,
        )
        self.stack.append((title.style, item.id))
        self.found.append(item)

    def _item(self, kind: Kind, section: Section, read: tuple[Entry, Notes], parent: str | None) -> Item:
        entry, notes = read
        confidence, why = weigh(*self._signs(section, entry))
        lines = (self.work.lines[entry.first].number, self.work.lines[entry.last].number)
        whole_text = " ".join((entry.text, *entry.sub_items))
        return Item(
            self._id(kind.value),
            kind,
            entry.text,
            lines,
            confidence,
            why,
            number=entry.number,
            parent=parent,
            side=self._side(section),
            partners=notes.partners,
            levers=notes.levers,
            due=due_of(whole_text) or notes.due,
            periodicity=periodicity_of(whole_text) or notes.periodicity,
            figures=promise_figures(entry.text),
            sub_items=entry.sub_items,
        )

    def _side(self, section: Section) -> str | None:
        """`Nous` is the city's when the State is asked something in the same text."""
        side = section.opener.side
        alone = side == CITY and "nous" in section.opener.words.lower() and STATE not in self.sides
        return None if alone else side

    def _signs(self, section: Section, entry: Entry) -> tuple[Sign, ...]:
        opener = section.opener
        told = {Sort.OBJECTIVES: "objectifs", Sort.ACTIONS: "actions", Sort.SIDE: "engagements"}[opener.sort]
        side = self._side(section)
        return (
            Sign(0.3, opener.sure, f"sous une annonce d'{told}" if told[0] in "aeo" else "", "annonce aux mots abîmés"),
            Sign(0.2, bool(entry.mark), "puce ou numéro", "pas de puce", cap=0.9),
            Sign(
                0.2, begins_with_action(entry.text), "verbe d'action en tête", "pas de verbe d'action en tête", cap=0.75
            ),
            Sign(0.2, _whole(entry.text), "texte entier", "texte mal fermé ou très long", cap=0.7),
            Sign(
                0.1,
                side is not None or opener.sort is not Sort.SIDE,
                f"annoncé pour {SIDE_WORDS[side]}" if side else "",
                "on ne lit pas qui s'engage",
                cap=0.75,
            ),
        )


def _of_actions(section: Section) -> bool:
    return section.opener.sort is Sort.ACTIONS


def _whole(text: str) -> bool:
    return 8 <= len(text) <= 600 and balanced(text) and not (unfinished(text) and not text.endswith(","))
