"""Names and levers printed in the columns beside commitments, which the text left at the end of lines or between them.

A mention is one name with the lines that bear it. A name may be cut over two lines (`Conseil` / `départemental 12`),
written badly by recognition (compared with the names that the same tables print well), or unknown to the genre
(learnt when it stands alone more than once).
"""

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tenir.engines.documents.french import fold, word_set
from tenir.engines.documents.recognisers.marks import is_noise, mark_of, opens_with_verb
from tenir.engines.documents.recognisers.protocol.names import (
    is_acronym,
    is_common,
    is_dangling,
    is_partner,
    opens_as_partner,
    split_names,
    without_article,
)
from tenir.engines.documents.sentences import unfinished

ALIKE = 70  # letters of 100 that a badly read name has in common with the name
ALIKE_SHORT = 88  # where it has five letters only
ALIKE_SEVERAL = 85  # where it has several words: a sentence may end with some of them
LONGEST = 8  # words of a name
MODELS = 80  # names compared with badly read ones
_ARTICLES = word_set("du des l au aux la le les un une cette ce ces leur leurs notre nos")
_PREPOSITIONS = word_set("de d avec par a et entre pour sur dans chez via")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a lever, the rank among the printed lines where it stands, and whether the line holds it alone."""

    name: str
    rank: int
    alone: bool
    lever: bool = False
    exact: bool = True


class Names:
    """What the tables of a document teach: names that stand alone again and again, and those of the genre met there."""

    def __init__(self, texts: list[str], *, levers: bool = False) -> None:
        before = ["", *texts]
        alone = Counter(
            bare(text)
            for text, above in zip(texts, before, strict=False)
            if _may_be_name(bare(text)) and not is_dangling(above)
        )
        met = alone + Counter(filter(None, map(_named_at_the_end, texts)))
        self.learnt = {
            name
            for name, times in met.items()
            if times >= 2 and not is_partner(name) and not (levers and is_acronym(name))
        }
        self.known = self.learnt | {name for name in alone if is_partner(name)}
        self._compare()

    def learn(self, mentions: list["Mention"]) -> None:
        """Names met whole elsewhere, even cut over two lines, tell what badly read ones stand for."""
        self.known |= {mention.name for mention in mentions if mention.exact and not mention.lever}
        self._compare()

    def _compare(self) -> None:
        """The names that badly read ones are compared with: a table has few, a trap has thousands."""
        self.models = sorted(self.known)[:MODELS]
        plains = {rank: fold(name) for rank, name in enumerate(self.models)}
        self.single = {rank: plain for rank, plain in plains.items() if " " not in plain and len(plain) >= 4}
        self.several = {rank: plain for rank, plain in plains.items() if " " in plain}

    def is_name(self, text: str) -> bool:
        return text in self.learnt or is_partner(text)

    def closest(self, text: str) -> str | None:
        """The known name that a badly read one stands for: one word with one, several with several."""
        plain = fold(text)
        if len(plain) < 5:
            return None
        models = self.several if " " in text else self.single
        alike = ALIKE_SEVERAL if " " in text else ALIKE if len(plain) >= 6 else ALIKE_SHORT
        found = process.extractOne(plain, models, scorer=fuzz.ratio, score_cutoff=alike)
        return self.models[found[2]] if found else None

    def completed(self, text: str) -> str | None:
        """The known name of which a text that stops short is the beginning."""
        if not is_dangling(text):
            return None
        return next((name for name in self.models if name.startswith(text + " ")), None)


def bare(text: str) -> str:
    """The text without the scattered signs that recognition puts before a name that stands alone."""
    words = text.split(" ")
    while len(words) > 1 and not any(len(word.strip(".,:;'’`‘-—–!()[]_|?")) > 1 for word in words[:1]):
        words.pop(0)
    return " ".join(words).strip(" .,:;|-—–_")


def _may_be_name(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 7
        and text[0].isupper()
        and 4 <= len(text) <= 60
        and not opens_with_verb(text)
        and not mark_of(text).kind
        and (len(words) == 1 or opens_as_partner(text))
    )


def _named_at_the_end(text: str) -> str:
    """The words with a capital that end a line, when the first one is a head of organisations (`Agence Blanche`)."""
    words = text.split(" ")
    at = len(words)
    while at > 1 and len(words) - at < LONGEST and words[at - 1][:1].isupper():
        at -= 1
    return next(
        (name for start in range(at, len(words) - 1) if opens_as_partner(name := " ".join(words[start:]))),
        "",
    )


@dataclass(slots=True)
class Beside:
    """The lines of a table, its mentions taken out of them. `texts[rank]` is what remains of each line."""

    texts: list[str]
    mentions: list[Mention]


def take_mentions(texts: list[str], names: Names, *, levers: bool) -> Beside:
    """Take out of each line the names that end it or fill it, and the lever before them."""
    beside = Beside(list(texts), [])
    taken = set[int]()
    for rank in range(len(texts)):
        if rank not in taken:
            _take(beside, rank, names, taken, levers)
    return beside


def _take(beside: Beside, rank: int, names: Names, taken: set[int], levers: bool) -> None:
    text = beside.texts[rank]
    following = next(iter(beside.texts[rank + 1 : rank + 2]), "")
    above = beside.texts[rank - 1] if rank else ""
    if listed := _listed(text, names, above):
        beside.mentions += [Mention(name, rank, alone=True) for name in listed]
        beside.texts[rank] = ""
        return
    start, name = _whole(text, names, above) or _tail(text, names, following) or (len(text), "")
    exact = True
    if cut := _cut_in_two(beside, rank, text, names, name):
        start, name, after, rest = cut
        beside.texts[after] = rest
        taken.add(after) if not rest else None
    elif not name and (guess := _guess(text, names)):
        start, name = guess
        exact = False
    if not name:
        _lever_alone(beside, rank, levers)
        return
    rest = _without_scatter(text[:start].rstrip(" ,|‘'"))
    rest = "" if is_noise(rest) or _only_marks(rest) else rest
    rest, lever = _lever_before(rest, following) if levers else (rest, "")
    if lever:
        beside.mentions.append(Mention(lever, rank, not rest, lever=True))
    beside.texts[rank] = rest
    if not (last := _same_just_before(beside.mentions, name, rank)) or (last.exact and exact):
        beside.mentions.append(Mention(without_article(name), rank, not rest, exact=exact))


def _listed(text: str, names: Names, above: str) -> list[str]:
    """The names of a line that holds nothing else, parted by commas, one of them known at least."""
    if (
        not 5 <= len(text) <= 160
        or not text[0].isupper()
        or not any(mark in text for mark in ",;/")
        or unfinished(above)
    ):
        return []
    listed = split_names(text)
    known = any(map(names.is_name, listed))
    alike = known and all(names.is_name(one) or opens_as_partner(one) or is_acronym(one) for one in listed)
    return [without_article(one) for one in listed] if alike and len(listed) > 1 else []


def _same_just_before(mentions: list[Mention], name: str, rank: int) -> Mention | None:
    """A name that recognition read twice, one line after the other, is one name."""
    return next((last for last in mentions[-2:] if last.name == without_article(name) and rank - last.rank <= 2), None)


def _without_scatter(text: str) -> str:
    """The text without the lone signs and letters that recognition strews before a column."""
    words = text.split(" ")
    end = len(words)
    while end and len(words[end - 1].strip(".,:;'’`‘-—–!()[]_|?")) <= 1 and words[end - 1] not in "ày":
        end -= 1
    signs = sum(not any(map(str.isalnum, word)) for word in words[end:])
    return " ".join(words[:end]) if signs >= 2 else text


def _only_marks(text: str) -> bool:
    return not any(len(word.strip(".,:;'’`‘-—–!()[]_|?")) > 2 for word in text.split())


def _whole(text: str, names: Names, above: str) -> tuple[int, str] | None:
    """A name that fills its line; one that only its head betrays must not go on with the line above."""
    name = bare(text)
    if names.is_name(name):
        return 0, name
    opens = opens_as_partner(name) and len(name) <= 50 and not name.endswith((".", ",", ":")) and not mark_of(text).kind
    return (0, name) if opens and not unfinished(above) else None


def _tail(text: str, names: Names, following: str) -> tuple[int, str] | None:
    """The longest name that ends the line and that no word of the sentence governs."""
    words = text.split(" ")
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        tail = " ".join(words[-size:])
        if names.is_name(tail) and not (_governed(words[-size - 1], tail) and _goes_on(following)):
            return len(text) - len(tail), tail
    return None


_LINKS = word_set(
    "de du des d et ou a au aux pour par en sur dans avec qui que dont afin ainsi notamment comme sous selon sans"
)


def _goes_on(following: str) -> bool:
    """Whether the next line may follow a name of the sentence; a bare noun in small letters may not."""
    word = fold(following).replace("'", " ").split(" ")[0]
    return not following[:1].islower() or word in _LINKS or word.endswith(("ee", "ees", "er", "ir"))


def _guess(text: str, names: Names) -> tuple[int, str] | None:
    """A name that stops short, or that recognition wrote badly: alone on its line, or at the end of it."""
    name, words = bare(text), text.split(" ")
    if complete := names.completed(name):
        return 0, complete
    if len(name.split()) <= 2 and (guess := names.closest(name.replace(" ", ""))):
        return 0, guess
    if several := _several_words(text, words, names):
        return several
    guess = names.closest(words[-1]) if len(words) > 1 else None
    if guess and not _governed(words[-2], words[-1]) and fold(words[-1]) != fold(guess):
        return len(text) - len(words[-1]), guess
    return None


def _several_words(text: str, words: list[str], names: Names) -> tuple[int, str] | None:
    """A name of several words badly read, that fills the line or ends it, from a capital on."""
    for size in range(min(LONGEST, len(words)), 1, -1):
        tail = " ".join(words[-size:])
        if not tail[:1].isupper() or (size < len(words) and _governed(words[-size - 1], tail)):
            continue
        if guess := names.closest(tail):
            return len(text) - len(tail), guess
    return None


def _governed(before: str, tail: str) -> bool:
    """Whether the sentence itself calls the name: `de la` Ville, `avec` Pôle emploi; but `avec` Ville is no French."""
    word = fold(before).rsplit("'", 1)[-1].strip("(")
    if not before.islower():
        return False
    if word in _ARTICLES:
        return not (word in ("la", "le", "du", "au") and fold(tail)[0] in "aeiou" and is_common(tail))
    return word in _PREPOSITIONS and not is_common(tail)


def _cut_in_two(beside: Beside, rank: int, text: str, names: Names, name: str) -> tuple[int, str, int, str] | None:
    """A name that goes on at the end of one of the next two lines: its start here, itself, that line and its rest."""
    words = text.split(" ")
    for after in range(rank + 1, min(rank + 3, len(beside.texts))):
        if names.is_name(bare(beside.texts[after])):
            continue
        own = _tail(beside.texts[after], names, "")
        next_words = beside.texts[after].split(" ")
        for size in range(min(4, len(words)), 0, -1):
            head = bare(" ".join(words[-size:])) if size == len(words) else " ".join(words[-size:])
            if not head[:1].isupper() or (name and len(head) < len(name)):
                continue
            found = _second_half(head, next_words, names, complete=names.is_name(head))
            if found and (own is None or own[0] >= len(found[1])):
                return len(text) - len(" ".join(words[-size:])), found[0], after, found[1]
    return None


def _second_half(head: str, words: list[str], names: Names, *, complete: bool) -> tuple[str, str] | None:
    for size in range(min(3, len(words)), 0, -1):
        tail = " ".join(words[-size:]).strip(" .")
        rest = " ".join(words[:-size])
        if not tail or not (tail[0].isupper() or tail.isdigit() or size == len(words)):
            continue
        if any(names.is_name(word) or is_acronym(word) for word in tail.split(" ")):
            continue
        if complete and not tail.isdigit():  # a whole name is continued by its number alone (`Département` / `12`)
            continue
        if is_partner(f"{head} {tail}") and not is_partner(tail) and not opens_with_verb(tail):
            return f"{head} {tail}", "" if is_noise(rest) else rest.rstrip()
    return None


def _lever_before(rest: str, following: str) -> tuple[str, str]:
    """The acronym between the words of the commitment and a name, unless the sentence itself calls it."""
    words = rest.split(" ")
    if not is_acronym(words[-1]):
        return rest, ""
    if len(words) > 1 and fold(words[-2]) in _ARTICLES | _PREPOSITIONS and _goes_on(following):
        return rest, ""
    kept = " ".join(words[:-1]).rstrip()
    return ("" if is_noise(kept) or _only_marks(kept) else kept), words[-1]


def _lever_alone(beside: Beside, rank: int, levers: bool) -> None:
    name = bare(beside.texts[rank])
    if levers and is_acronym(name):
        beside.mentions.append(Mention(name, rank, alone=True, lever=True))
        beside.texts[rank] = ""
