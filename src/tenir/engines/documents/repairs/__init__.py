"""Lines to repaired lines. What is changed or set aside is listed, with the line as it was; numbers never move."""

from tenir.engines.documents.repairs.layout import clean_spaces, drop_page_numbers, drop_running_lines, open_cells
from tenir.engines.documents.repairs.levels import mend_levels

__all__ = ["clean_spaces", "drop_page_numbers", "drop_running_lines", "mend_levels", "open_cells"]
