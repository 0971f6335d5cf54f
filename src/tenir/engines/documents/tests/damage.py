"""What happens to a text on its way: damaged characters, lost accents, other bullets. Same seed, same damage."""

import random
import unicodedata

CONFUSED = {
    "l": "I",
    "I": "l",
    "é": "e",
    "è": "é",
    "à": "a",
    "m": "rn",
    "c": "e",
    "e": "c",
    "u": "n",
    "o": "0",
    "1": "|",
}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def damaged(text: str, share: float, seed: int) -> str:
    """A share of the characters read as another, lost, or doubled; line ends stay."""
    chance = random.Random(seed)
    return "".join(_damage(one, chance) if one != "\n" and chance.random() < share else one for one in text)


def _damage(character: str, chance: random.Random) -> str:
    kind = chance.randrange(4)
    if kind == 0:
        return ""
    if kind == 1:
        return character * 2
    return CONFUSED.get(character, chance.choice(LETTERS)) if kind == 2 else chance.choice(LETTERS)


def without_accents(text: str) -> str:
    bare = unicodedata.normalize("NFD", text)
    return "".join(one for one in bare if not unicodedata.combining(one))


def with_bullet(text: str, mark: str) -> str:
    """Every bullet and arrow at the head of a line printed as another one."""
    lines = text.split("\n")
    return "\n".join(
        f"{mark} {line.lstrip()[1:].strip()}" if line.lstrip()[:1] in "•→" and line.strip() else line for line in lines
    )
