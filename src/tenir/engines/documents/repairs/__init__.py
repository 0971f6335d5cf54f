"""Lines to repaired lines. What is changed or set aside is listed, with the line as it was; numbers never move."""

from tenir.engines.documents.repairs.interruptions import drop_interruptions
from tenir.engines.documents.repairs.layout import clean_spaces, drop_page_numbers, drop_running_lines, open_cells
from tenir.engines.documents.repairs.letters import bring_letters_together, place_quotes
from tenir.engines.documents.repairs.levels import mend_levels
from tenir.engines.documents.repairs.lists import mark_tabbed_lists
from tenir.engines.documents.repairs.scans import mend_scans

__all__ = [
    "bring_letters_together",
    "clean_spaces",
    "drop_interruptions",
    "drop_page_numbers",
    "drop_running_lines",
    "mark_tabbed_lists",
    "mend_levels",
    "mend_scans",
    "open_cells",
    "place_quotes",
]
