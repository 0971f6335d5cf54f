"""Invented protocols printed in the layouts that texts leave, and read back."""

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.tests.contracts import Promise, Stake, printed, protocol
from tenir.engines.documents.tests.damage import damaged, without_accents
from tenir.engines.documents.tests.reference import alike

SEEDS = range(6)
LAYOUTS = ("beside", "cells", "columns", "labels")
BULLETS = ("-", "–", "▪", "➢", "o", "\uf0b7")


def items_of(text: str) -> tuple[Item, ...]:
    return read(text.encode(), name="inventé.txt").items


def of_kind(items: tuple[Item, ...], kind: Kind) -> list[Item]:
    return [item for item in items if item.kind is kind]


def share_found(items: tuple[Item, ...], kind: Kind, wanted: list[str]) -> float:
    """F1: each text wanted is found once."""
    left = [item.text for item in of_kind(items, kind)]
    count, found = len(left), 0
    for text in wanted:
        match = next((one for one in left if alike(one, text) >= 0.8), None)
        if match is not None:
            left.remove(match)
            found += 1
    return 2 * found / (count + len(wanted))


def scores_of(items: tuple[Item, ...], stakes: list[Stake]) -> dict[Kind, float]:
    wanted = {
        Kind.STRATEGIC_AXIS: [text for stake in stakes for text in stake.axes],
        Kind.PRIORITY: [text for stake in stakes for text in stake.priorities],
        Kind.RECOMMENDATION: [text for stake in stakes for text in stake.advice],
        Kind.COMMITMENT: [one.text for stake in stakes for one in stake.promises],
    }
    return {kind: share_found(items, kind, texts) for kind, texts in wanted.items()}


def mean_f1(items: tuple[Item, ...], stakes: list[Stake]) -> float:
    scores = scores_of(items, stakes)
    return sum(scores.values()) / len(scores)


def found_for(items: tuple[Item, ...], promise: Promise) -> Item:
    return max(of_kind(items, Kind.COMMITMENT), key=lambda item: alike(item.text, promise.text))


def names_f1(items: tuple[Item, ...], stakes: list[Stake], field: str) -> float:
    scores = []
    for promise in (one for stake in stakes for one in stake.promises):
        wanted = set(promise.partners if field == "partners" else filter(None, (promise.lever,)))
        read_names = set(getattr(found_for(items, promise), field))
        scores.append(2 * len(wanted & read_names) / (len(wanted) + len(read_names)) if wanted | read_names else 1.0)
    return sum(scores) / len(scores)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_layout_is_read_back(layout: str, seed: int) -> None:
    stakes = protocol(seed)
    assert mean_f1(items_of(printed(stakes, layout)), stakes) >= 0.98


@pytest.mark.parametrize(("layout", "least"), [("beside", 0.85), ("cells", 0.98), ("columns", 0.98), ("labels", 0.98)])
def test_partners_and_levers_are_those_printed(layout: str, least: float) -> None:
    for field in ("partners", "levers"):
        scores = [names_f1(items_of(printed(stakes, layout)), stakes, field) for stakes in map(protocol, SEEDS)]
        assert sum(scores) / len(scores) >= least


@pytest.mark.parametrize("bullet", BULLETS)
def test_any_bullet_will_do(bullet: str) -> None:
    stakes = protocol(1)
    assert mean_f1(items_of(printed(stakes, "beside", bullet=bullet)), stakes) >= 0.98


@pytest.mark.parametrize("layout", LAYOUTS)
def test_accents_may_be_lost(layout: str) -> None:
    stakes = protocol(2)
    assert mean_f1(items_of(without_accents(printed(stakes, layout))), stakes) >= 0.95


def test_prose_promises_nothing() -> None:
    stakes = [Stake(stake.title, stake.axes, stake.priorities, stake.advice) for stake in protocol(3)]
    assert of_kind(items_of(printed(stakes, "labels")), Kind.COMMITMENT) == []


BESIDE = """\
ENJEU 1 DU CONTRAT
DE VILLE DE PORT-AUBRY
HABITER SOUS LES ORMES
Axe(s) du Pacte du Canal Axe 2 : Les berges
1. Ouvrir la halle aux grains
Axes stratégiques 2. Planter des ormes le long
du contrat de ville du canal
3. Réparer le bac
e Tenir le marché avec les voisins
Priorités transversales
e Former les bateliers
ENGAGEMENTS 2030 - 2032
LEVIER(S) MOBILISE(S) PARTENAIRE(S)
Ouvrir un guichet des bateliers dans la halle avec les CPOR Région des
habitants du canal et des berges Deux Rives
o un guichet de jour
o un guichet de nuit Conseil
départemental 97
Ville de Port-Aubry
éparer la grande écluse avant l'hiver avec les mariniers
Etat
"""


def test_labels_among_lists_names_cut_in_two_and_lost_letters() -> None:
    items = items_of(BESIDE)
    axes, priorities = of_kind(items, Kind.STRATEGIC_AXIS), of_kind(items, Kind.PRIORITY)
    assert [(item.number, item.lines) for item in axes] == [("1", (5, 5)), ("2", (6, 7)), ("3", (8, 8))]
    assert [item.text for item in priorities] == ["Tenir le marché avec les voisins", "Former les bateliers"]
    first, second = of_kind(items, Kind.COMMITMENT)
    assert first.text == "Ouvrir un guichet des bateliers dans la halle avec les habitants du canal et des berges"
    assert first.sub_items == ("un guichet de jour", "un guichet de nuit")
    assert first.partners[:2] == ("Région des Deux Rives", "Conseil départemental 97")
    assert first.levers == ("CPOR",)
    assert second.text.startswith("éparer la grande écluse")
    assert second.confidence < 0.8 < first.confidence


UNNAMED = """\
ENJEU 1 : LES BERGES

Axes stratégiques
1. Ouvrir les berges aux promeneurs
2. Planter des saules

RAPPEL DU CONTEXTE

Les berges ont été fermées dix hivers durant, et la ville le regrette.

Ouvrir le chemin de halage aux promeneurs

Réparer les trois pontons de la rive nord
- le ponton des lavandières
- le ponton du bac

Planter des saules au pied du vieux moulin
"""


def test_commitments_that_no_heading_announces_are_doubtful() -> None:
    commitments = of_kind(items_of(UNNAMED), Kind.COMMITMENT)
    assert [item.lines for item in commitments] == [(11, 11), (13, 15), (17, 17)]
    assert commitments[1].sub_items == ("le ponton des lavandières", "le ponton du bac")
    assert all(item.confidence <= 0.7 for item in commitments)


def test_items_hang_under_their_stake() -> None:
    items = items_of(BESIDE)
    stake = next(item for item in items if item.heading_kind == "enjeu")
    assert (stake.number, stake.text) == ("1", "HABITER SOUS LES ORMES")
    inside = [item for item in items if item is not stake and item.kind is not Kind.FRAMEWORK]
    assert {item.parent for item in inside} == {stake.id}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_damaged_characters_cost_little(layout: str) -> None:
    """Two characters in a hundred, over ten protocols: each kind falls by at most five hundredths on average."""
    read_again = [
        scores_of(items_of(damaged(printed(protocol(seed), layout), 0.02, seed)), protocol(seed)) for seed in range(10)
    ]
    for kind in read_again[0]:
        assert sum(scores[kind] for scores in read_again) / len(read_again) >= 0.95


MIXED = """CONTRAT DU QUARTIER INVENTÉ

Axe 1 – Habiter

La Ville s'engage à :
• repeindre les halls des tours ;
• réunir les locataires tous les six mois ;

Axe 2 – Apprendre

Actions
Partenaires
Échéance

Ouvrir une classe dehors dans chaque école
Éducation nationale, Caisse inventée
Rentrée 2025

Doubler les heures d'aide aux devoirs
Centre social
2026
"""


def test_a_list_beside_a_table_keeps_its_own_title() -> None:
    """The table of the second part makes no protocol of the first, whose title is told once and holds its list."""
    items = items_of(MIXED)
    titles = {item.id: item.text for item in of_kind(items, Kind.HEADING)}
    assert sorted(titles.values()) == ["Apprendre", "Habiter"]
    promises = of_kind(items, Kind.COMMITMENT)
    assert [titles.get(item.parent or "") for item in promises] == ["Habiter", "Habiter", "Apprendre", "Apprendre"]
