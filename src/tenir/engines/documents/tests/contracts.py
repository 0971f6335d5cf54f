"""Invented protocols, and the ways in which a text leaves their tables. Places, bodies and promises exist nowhere."""

import random
from dataclasses import dataclass, field

VERBS = (
    "Ouvrir",
    "Planter",
    "Créer",
    "Réparer",
    "Tenir",
    "Offrir",
    "Repeindre",
    "Construire",
    "Accueillir",
    "Promouvoir",
    "Mettre",
    "Étendre",
    "Former",
)
THINGS = (
    "un atelier de cerfs-volants",
    "une fontaine à eau sur la place du Grand Orme",
    "douze bacs de menthe au pied des tours",
    "la passerelle des Deux Hérons",
    "un orgue de barbarie à la bibliothèque",
    "le lavoir de la rue des Tisserands",
    "des nichoirs à mésanges dans les cours d'école",
    "une fête des lampions chaque hiver",
    "un marché aux graines avec les jardiniers du coteau",
    "les bancs de la promenade des Aulnes",
    "une piste de patins derrière la halle",
    "la salle des cartes marines aux lycéens",
)
PURPOSES = (
    "",
    "pour que les voisins se croisent",
    "afin de rendre la rue plus douce",
    "en lien avec les jardiniers du quartier",
    "dans le cadre du printemps des hérons",
)
PARTNERS = (
    "Ville de Port-Aubry",
    "Etat",
    "Région des Deux Rives",
    "Conseil départemental 97",
    "Agence Ormelune",
    "CAF",
    "Bailleurs sociaux",
    "Chambres consulaires",
)
LEVERS = ("CPOR", "FNAM", "PLUM", "")
TITLES = ("HABITER SOUS LES ORMES", "APPRENDRE PAR LE VENT", "TRAVAILLER AU BORD DE L'EAU")


@dataclass(frozen=True)
class Promise:
    text: str
    partners: tuple[str, ...]
    lever: str = ""
    due: str = ""
    subs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stake:
    title: str
    axes: tuple[str, ...]
    priorities: tuple[str, ...]
    advice: tuple[str, ...]
    promises: tuple[Promise, ...] = field(default=())


def sentence(chance: random.Random) -> str:
    return " ".join(filter(None, (chance.choice(VERBS), chance.choice(THINGS), chance.choice(PURPOSES))))


def sentences(chance: random.Random, count: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[sentence(chance)] = None
    return tuple(found)


def promise(chance: random.Random, text: str) -> Promise:
    partners = tuple(chance.sample(PARTNERS, chance.randint(1, 3)))
    subs = sentences(chance, 2) if chance.random() < 0.2 else ()
    subs = tuple(sub[0].lower() + sub[1:] for sub in subs)
    return Promise(text, partners, chance.choice(LEVERS), chance.choice(("fin 2031", "juin 2032", "")), subs)


def protocol(seed: int) -> list[Stake]:
    """Three stakes of a protocol; the same seed gives the same one."""
    chance = random.Random(seed)
    texts = iter(sentences(chance, 60))
    stakes = []
    for title in TITLES:
        axes = tuple(next(texts) for _ in range(chance.randint(3, 4)))
        priorities = tuple(next(texts) for _ in range(3))
        advice = tuple(next(texts) for _ in range(3))
        promises = tuple(promise(chance, next(texts)) for _ in range(chance.randint(4, 6)))
        stakes.append(Stake(title, axes, priorities, advice, promises))
    return stakes


def wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def printed(stakes: list[Stake], table: str, *, bullet: str = "•") -> str:
    """The whole protocol, its commitments as the layout named by `table` leaves them."""
    layout = {"beside": beside, "cells": one_cell_a_line, "columns": side_by_side, "labels": with_labels}[table]
    parts = ["PROTOCOLE DE PORT-AUBRY", "", "INTRODUCTION", "", *wrapped(PROSE, 80), ""]
    for rank, stake in enumerate(stakes, start=1):
        parts += [f"ENJEU {rank} DU CONTRAT", stake.title, ""]
        parts += ["Axes stratégiques", *(f"{n}. {axe}" for n, axe in enumerate(stake.axes, start=1)), ""]
        parts += ["Priorités transversales", *(f"{bullet} {text}" for text in stake.priorities), ""]
        parts += ["RAPPEL DU CONTEXTE", "", *wrapped(PROSE, 80), "", "LES PRÉCONISATIONS DE L'ÉVALUATION", ""]
        parts += ["Vie des rues", *(f"{bullet} {text}" for text in stake.advice), ""]
        parts += layout(stake, bullet)
    return "\n".join(parts) + "\n"


PROSE = (
    "Depuis trois hivers, les rues de Port-Aubry changent de visage et les habitants y tiennent. Les ormes plantés au"
    " bord du canal ont grandi, la halle a rouvert, et la ville s'est engagée avec ses voisins à poursuivre cet effort"
    " sans rien promettre de plus ici."
)


def beside(stake: Stake, bullet: str) -> list[str]:
    """Names end the lines of the commitment, or stand alone under it when there are more of them than lines."""
    parts = ["ENGAGEMENTS 2030 - 2032", "", "LEVIER(S) MOBILISE(S) PARTENAIRE(S)", ""]
    for one in stake.promises:
        lines = wrapped(one.text, 60)
        names = list(one.partners)
        if one.lever:
            names[0] = f"{one.lever} {names[0]}"
        texts = [*lines, *(f"o {sub}" for sub in one.subs)]
        parts += [f"{text} {name}" for text, name in zip(texts, names, strict=False)]
        parts += texts[len(names) :] + names[len(texts) :] + [""]
    return parts


def one_cell_a_line(stake: Stake, bullet: str) -> list[str]:
    """Each line of each cell on its own, cell after cell, as the reading order of some files goes."""
    parts = ["ENGAGEMENTS", "LEVIERS", "PARTENAIRES", ""]
    for one in stake.promises:
        parts += [*wrapped(one.text, 60), *(f"o {sub}" for sub in one.subs)]
        parts += [one.lever] if one.lever else []
        parts += one.partners
    return [*parts, ""]


def side_by_side(stake: Stake, bullet: str) -> list[str]:
    """Five columns, as a text extraction that keeps the layout leaves them."""
    widths = (6, 46, 12, 30, 12)
    heads = ("N°", "Engagements", "Leviers", "Partenaires", "Échéance")
    parts = ["ENGAGEMENTS 2030 - 2032", "", _columns(heads, widths)]
    for rank, one in enumerate(stake.promises, start=1):
        text = [*wrapped(one.text, 42), *(f"- {sub}" for sub in (part for sub in one.subs for part in [sub[:40]]))]
        cells = [[str(rank)], text, [one.lever], list(one.partners), [one.due]]
        for line in range(max(map(len, cells))):
            parts.append(_columns([cell[line] if line < len(cell) else "" for cell in cells], widths))
    return [*parts, ""]


def _columns(cells: list[str] | tuple[str, ...], widths: tuple[int, ...]) -> str:
    return "".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def with_labels(stake: Stake, bullet: str) -> list[str]:
    """Names after a label under each commitment."""
    parts = ["NOS ENGAGEMENTS", ""]
    for one in stake.promises:
        parts += [*wrapped(one.text, 70), *(f"{bullet} {sub}" for sub in one.subs)]
        parts += [f"Partenaires : {', '.join(one.partners)}"]
        parts += (
            ([f"Leviers : {one.lever}"] if one.lever else []) + ([f"Échéance : {one.due}"] if one.due else []) + [""]
        )
    return parts
