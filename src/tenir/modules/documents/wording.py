"""What the command says: plan, doubts, outcome."""

from __future__ import annotations

from collections import Counter

from django.apps import apps

from tenir.engines.documents import Item, Kind, Reading
from tenir.modules.commitments.adoption.adopted import Adoption
from tenir.modules.commitments.descriptions import FrameworkDescription
from tenir.modules.commitments.enums import Level
from tenir.modules.documents.enums import KINDS

COLUMNS = ("sorte", "n°", "niveau", "lignes", "confiance", "texte")
# Characters of a progress bar.
BAR = 20
_TABLES = {
    "source": "texte",
    "framework": "cadre",
    "heading": "titre",
    "commitment": "engagement",
    "levelrecord": "niveau",
    "announcedindicator": "indicateur",
    "printedsummary": "ligne de résumé",
}


def counted(number: int, noun: str) -> str:
    """« 1 mesure », « 40 mesures »: the plural on the first word."""
    if number < 2:
        return f"{number} {noun}"
    first, _, rest = noun.partition(" ")
    return f"{number} {first}{'x' if first.endswith('au') else 's'}{' ' + rest if rest else ''}"


def recognised(reading: Reading, counts: Counter[Kind]) -> str:
    """« circulaire.txt : 42 mesures, 61 indicateurs reconnus sur 864 lignes. »"""
    told = ", ".join(counted(count, KINDS[kind]) for kind, count in counts.most_common())
    length = counted(reading.source.lines, "ligne") if reading.source.lines else _length(reading)
    return f"{reading.source.name}\u202f: {told}, dans {length}."


def advancing(name: str, rank: int, many: int) -> str:
    """« ████████░░░░░░░░░░░░ 8/20 plan.txt »: the text about to be read, after `rank` others."""
    full = rank * BAR // many
    return f"{'█' * full}{'░' * (BAR - full)} {rank}/{many} {name}"


def file_read(reading: Reading) -> str:
    """What the reader of a PDF or a Word document says: its length, the pages that are pictures; or nothing."""
    return next((note.sentence for note in reading.steps if note.step == "read_formatted"), "")


def _length(reading: Reading) -> str:
    """« 12 pages », « 40 paragraphes »."""
    if reading.source.paragraphs is not None:
        return counted(reading.source.paragraphs, "paragraphe")
    return counted(reading.source.pages or 0, "page")


def doubt(item: Item) -> str:
    """An item to look at before adopting, with its reason."""
    where = item.where or (f"page {item.page}" if item.page else "")
    where = where or (f"ligne {item.lines[0]}" if item.lines else "lieu inconnu")
    number = f" {item.number}" if item.number else ""
    share = int(item.confidence * 100 + 0.5)
    return f"À vérifier, {where}, {KINDS[item.kind]}{number} ({share}\u202f%)\u202f: {item.text}. {item.why}"


def explanation(reading: Reading) -> list[str]:
    """What each step did, what was repaired, why each item was recognised."""
    steps = [f"{note.stage}, {note.step}\u202f: {note.sentence}" for note in reading.steps]
    repairs = [
        f"ligne {one.line}\u202f: {one.why} «\u202f{one.before}\u202f» → «\u202f{one.after}\u202f»"
        for one in reading.repairs
    ]
    reasons = [f"{KINDS[item.kind]} {item.number or item.id}\u202f: {item.why}" for item in reading.items]
    return steps + repairs + reasons


def plan(description: FrameworkDescription) -> str:
    """What is about to be written."""
    counted_ones = [one for one in description.commitments if one.counted]
    levels = Counter(one.levels[-1].level for one in counted_ones if one.levels)
    told = ", ".join(f"{levels[level]} {level.label.lower()}" for level in Level if levels[level])
    more = len(description.commitments) - len(counted_ones)
    lines = [
        f"Cadre «\u202f{description.title}\u202f», adresse /cadres/{description.slug}/",
        f"{counted(len(counted_ones), description.noun)}"
        + (f" et {counted(more, 'sous-' + description.noun)}" if more else "")
        + (f"\u202f: {told}." if told else ", sans niveau."),
        *_named(description),
    ]
    return "\n".join(lines)


def _named(description: FrameworkDescription) -> list[str]:
    """Which partners and levers are known, which stay as the text prints them; nothing where it prints none."""
    parties = [party.organisation for one in description.commitments for party in one.parties]
    known = dict.fromkeys([*parties, *(code for one in description.commitments for code in one.levers)])
    printed = dict.fromkeys(name.words for one in description.commitments for name in one.printed_names)
    told = (("Partenaires et leviers reconnus", known), ("Gardés tels qu'imprimés", printed))
    return [f"{title}\u202f: {', '.join(names)}." for title, names in told if names]


def _noun(table: str) -> str:
    return _TABLES.get(table) or str(apps.get_model("commitments", table)._meta.verbose_name)


def outcome(adoption: Adoption, *, dry_run: bool) -> str:
    """What was done, or would be."""
    if not adoption.changed_anything:
        return f"{adoption.framework.slug}\u202f: déjà adopté à l'identique, rien à changer."
    parts = []
    for done, counts in (("créé", adoption.created), ("amendé", adoption.amended)):
        if counts:
            told = ", ".join(counted(count, _noun(table)) for table, count in counts.items())
            parts.append(f"{'à ' + ('créer' if done == 'créé' else 'amender') if dry_run else done}\u202f: {told}")
    note = " Essai\u202f: rien n'a été écrit." if dry_run else ""
    return f"{adoption.framework.slug}\u202f; {' ; '.join(parts)}.".replace(" ;", "\u202f;") + note
