"""The steps of a reading, in their order. Read this list to know what happens to a document; add a line to widen it.

Each step is a function `Work -> (Work, sentence)` in the file of its stage; the sentence says in French what it did and
is kept in `Reading.steps`. A step that has nothing to do says nothing. A step raises `UnreadableDocument` or nothing.
"""

from tenir.engines.documents import blocks, decoding, lines, readers, repairs, tree
from tenir.engines.documents.french import typeset
from tenir.engines.documents.model import Reading, StepNote
from tenir.engines.documents.recognisers import summary
from tenir.engines.documents.recognisers.followup_table import cells, header, items, levels, rows
from tenir.engines.documents.work import Step, Work

STAGES: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("fichier", (readers.read_formatted,)),
    ("décodage", (decoding.refuse_other_formats, decoding.decode)),
    ("lignes", (lines.split_lines,)),
    ("réparations", (repairs.clean_spaces, repairs.open_cells, repairs.drop_page_numbers, repairs.drop_running_lines)),
    ("blocs", (blocks.group_blocks,)),
    ("récapitulatif", (summary.find_summary,)),
    (
        "tableau de suivi",
        (header.find_headers, levels.find_levels, rows.follow_numbers, cells.read_cells, items.make_items),
    ),
    ("arbre", (tree.add_summary_figures, tree.cross_check, tree.order_items)),
    ("places", (readers.place_items,)),
)


def run(work: Work) -> Reading:
    """Hand the work from step to step and keep what each one says."""
    notes = list[StepNote]()
    for stage, steps in STAGES:
        for step in steps:
            work, sentence = step(work)
            if sentence:
                notes.append(StepNote(stage, getattr(step, "__name__", "?"), typeset(sentence)))
    return Reading(work.source, work.items, work.encoding, tuple(notes), work.repairs, work.text)
