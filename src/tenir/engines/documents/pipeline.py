"""The steps of a reading, in their order. Read this list to know what happens to a document; add a line to widen it.

Each step is a function `Work -> (Work, sentence)` in the file of its stage; the sentence says in French what it did and
is kept in `Reading.steps`. A step that has nothing to do says nothing. A step raises `UnreadableDocument` or nothing.
"""

from tenir.engines.documents import blocks, decoding, lines, readers, repairs, tree
from tenir.engines.documents.french import typeset
from tenir.engines.documents.model import Reading, StepNote
from tenir.engines.documents.recognisers import acronyms, duties, minutes, naming, pledges, summary, titles
from tenir.engines.documents.recognisers.followup_table import cells, header, items, levels, rows
from tenir.engines.documents.recognisers.lists import items as list_items
from tenir.engines.documents.recognisers.lists import sections
from tenir.engines.documents.recognisers.measures import items as measures
from tenir.engines.documents.recognisers.protocol import items as protocol
from tenir.engines.documents.work import Step, Work

STAGES: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("fichier", (readers.read_formatted,)),
    ("décodage", (decoding.refuse_other_formats, decoding.decode)),
    ("lignes", (lines.split_lines,)),
    (
        "réparations",
        (
            repairs.bring_letters_together,
            repairs.place_quotes,
            repairs.clean_spaces,
            repairs.open_cells,
            repairs.drop_page_numbers,
            repairs.drop_running_lines,
            repairs.drop_interruptions,
            repairs.mark_tabbed_lists,
            repairs.mend_scans,
            repairs.mend_levels,
        ),
    ),
    ("blocs", (blocks.group_blocks,)),
    ("récapitulatif", (summary.find_summary,)),
    (
        "tableau de suivi",
        (header.find_headers, levels.find_levels, rows.follow_numbers, cells.read_cells, items.make_items),
    ),
    ("titre du document", (naming.name_document,)),
    ("compte rendu", (minutes.read_minutes,)),
    ("mesures", (measures.read_measures,)),
    ("protocole", (protocol.read_protocol,)),
    ("sigles", (acronyms.read_acronyms,)),
    ("listes de promesses", (sections.find_openers, sections.read_lists, list_items.make_list_items)),
    ("parties", (titles.find_titles,)),
    ("phrases", (pledges.find_pledges, duties.find_duties, titles.place_under_titles)),
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
