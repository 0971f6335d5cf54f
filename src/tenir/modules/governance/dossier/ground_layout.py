"""Where a text is followed on the ground, as blocks: a sentence, then a map with its numbers, or places one by one."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.web import french
from tenir.core.web.tilemap import TileMap
from tenir.modules.governance.dossier.blocks import Bar, Block, Heading, Map, Paragraph, Table
from tenir.modules.governance.dossier.content import Ground, Text

HOW_TO_READ = (
    "Une case par département, à peu près à sa place. Plus elle est foncée et plus elle a de petites barres pleines, "
    "plus il suit d'engagements ; en pointillé, aucun n'y est suivi. Le tableau dit les mêmes nombres."
)
MADE_UP = "Une partie de ces suivis est inventée pour la démonstration."


def ground_blocks(text: Text) -> Iterator[Block]:
    """Nothing where nobody asked for it."""
    ground = text.ground
    if ground is None:
        return
    yield Heading("Sur le terrain", 2)
    yield Paragraph(ground.sentence)
    if ground.is_invented:
        yield Paragraph(MADE_UP, "notice")
    if ground.map is not None:
        yield from _mapped(ground, ground.map)
    if ground.places:
        yield _placed(text, ground)
    if ground.places_left_out:
        yield Paragraph(f"{french.accord(ground.places_left_out, 'autre lieu', 'autres lieux')} en ligne.", "small")
    if ground.missing:
        yield Paragraph(ground.missing, "small")


def _mapped(ground: Ground, drawn: TileMap) -> Iterator[Block]:
    yield Map(
        drawn.title,
        drawn,
        f"Carte de France par département. {ground.sentence} Le tableau qui suit en donne tous les nombres.",
    )
    yield Paragraph(HOW_TO_READ, "small")
    rows = [(one.sign, one.figure, french.liste_et(one.names)) for one in ground.shades]
    yield Table(
        "Les nombres de la carte", ("Signe", "Engagements suivis", "Départements et territoires"), (16, 30, 54), rows
    )


def _placed(text: Text, ground: Ground) -> Block:
    rows = [(one.title, one.sentence, Bar(one.counts, one.sentence)) for one in ground.places]
    return Table(f"Lieu par lieu : {text.title}", ("Lieu", "Où il en est", "Répartition"), (28, 44, 28), rows)
