"""Where a text is followed on the ground: by département for a wide one, by its own places for a local one.

The map is the tile map of the site (`core/web/tilemap.py`). A local text has none as long as Tenir holds no outlines of
its places: a map whose shapes are guessed would say something false. `content.Ground.map` is where one goes then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, F, Q

from tenir.core.places import tree
from tenir.core.places.models import PlaceKind
from tenir.core.web import french, tilemap, tiles
from tenir.core.web.quantities import Unit
from tenir.modules.commitments.board.tree import Part
from tenir.modules.commitments.models import Application, Commitment, Framework
from tenir.modules.commitments.standing import counted_as
from tenir.modules.governance.dossier.content import Ground, Shade, Stake

WIDE = (PlaceKind.NATION, PlaceKind.REGION)
# A table that is longer is read on the pages of the places.
MOST_PLACES = 40
UNIT = Unit("engagement suivi", "engagements suivis")
NO_OUTLINES = (
    "Il n'y a pas de carte de ces lieux : leurs contours ne sont pas dans Tenir. Le tableau dit ce qu'elle dirait."
)


def of(frameworks: Sequence[Framework]) -> dict[int, Ground]:
    """By text, those that have something to say; four queries whatever their number."""
    wide = [one for one in frameworks if one.place.kind in WIDE]
    local = [one for one in frameworks if one.place.kind not in WIDE]
    return {**_wide(wide), **_local(local)}


def _wide(frameworks: Sequence[Framework]) -> dict[int, Ground]:
    """How many promises of each text every département follows in its own places."""
    applied = Application.objects.filter(commitment__framework__in=frameworks, commitment__counted=True)
    applied = applied.exclude(place__kind__in=WIDE).order_by()
    names = ("commitment__framework", "place", "commitment")
    rows = list(applied.values_list(*names).annotate(invented=Count("pk", filter=Q(is_invented=True))))
    codes = tree.departements_around({place for _, place, _, _ in rows})
    followed: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    invented = {framework for framework, _, _, count in rows if count}
    for framework, place, commitment, _ in rows:
        for code in codes.get(place, ()):
            if code in tiles.NAMES:
                followed[framework][code].add(commitment)
    return {one.pk: _mapped(one, followed[one.pk], one.pk in invented) for one in frameworks}


def _mapped(framework: Framework, followed: dict[str, set[int]], is_invented: bool) -> Ground:
    if not followed:
        return Ground(
            "Aucun département ne suit encore d'engagement de ce texte sur place : il n'y a rien à cartographier."
        )
    values = {code: len(those) for code, those in followed.items()}
    title = f"Engagements suivis sur place, par département : {framework.short_title}"
    drawn = tilemap.build(values, title=title, unit=UNIT)
    most, name = max((count, tiles.NAMES[code]) for code, count in values.items())
    many = french.accord(len(values), "département suit", "départements suivent")
    sentence = f"{many} sur place des engagements de ce texte, jusqu'à {french.nombre(most)} ({name})."
    return Ground(sentence, drawn, tuple(_shades(drawn, values)), is_invented=is_invented)


def _shades(drawn: tilemap.TileMap, values: Mapping[str, int]) -> Iterable[Shade]:
    """Each class of the map as a line of the table beside it, each of its tiles with its figure."""
    for key in drawn.legend:
        if key.bars is not None:
            of = sorted((tile.name, values[tile.code]) for tile in drawn.tiles if tile.tone == key.tone)
            names = [f"{name} ({french.nombre(count)})" for name, count in of]
            yield Shade(french.accord(key.bars, "petite barre", "petites barres"), key.words, tuple(names))


def _local(frameworks: Sequence[Framework]) -> dict[int, Ground]:
    """How the promises of a local text stand in the smaller places that it names, or that apply them."""
    counts: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for framework, place, level, status, count in [*_own(frameworks), *_applied(frameworks)]:
        counts[framework][place][counted_as(level, status)] += count
    return {one.pk: _tabled(one, counts[one.pk]) for one in frameworks}


def _own(frameworks: Sequence[Framework]) -> Iterable[tuple[int, str, str, str, int]]:
    rows = Commitment.objects.filter(framework__in=frameworks, counted=True)
    rows = rows.exclude(place=F("framework__place")).order_by()
    names = ("framework", "place__name", "level", "level_status")
    return rows.values_list(*names).annotate(Count("pk"))


def _applied(frameworks: Sequence[Framework]) -> Iterable[tuple[int, str, str, str, int]]:
    rows = Application.objects.filter(commitment__framework__in=frameworks, commitment__counted=True).order_by()
    names = ("commitment__framework", "place__name", "level", "level_status")
    return rows.values_list(*names).annotate(Count("pk"))


def _tabled(framework: Framework, counts: dict[str, Counter[str]]) -> Ground:
    if not counts:
        where = framework.place.name
        return Ground(f"Ce texte ne nomme pas de lieu plus petit que {where} : il n'y a rien à cartographier.")
    names = sorted(counts)
    told = tuple(_stake(framework, name, counts[name]) for name in names[:MOST_PLACES])
    many = french.accord(len(names), "lieu nommé ou suivi", "lieux nommés ou suivis")
    return Ground(f"{many} par ce texte.", places=told, places_left_out=len(names) - len(told), missing=NO_OUTLINES)


def _stake(framework: Framework, name: str, counts: Counter[str]) -> Stake:
    told = Part(key="", title=name, own_counts=dict(counts), noun=framework.noun).sentence
    return Stake(name, f"{told}.", dict(counts))
