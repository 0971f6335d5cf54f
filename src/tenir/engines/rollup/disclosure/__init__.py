"""What may be shown of figures that add up, so that no small count follows from all that is public.

    outcome = protect(cells, relations, ledger=published)
    outcome.decisions[key].text  # "124", or "s"

Cells and the sums that tie them go in, one decision for each cell comes out, with one sentence for whatever is hidden.
Pure: no Django, no clock, no solver. docs/explanation/disclosure.md tells the criterion and how it is proved.
"""

from tenir.engines.rollup.disclosure.model import (
    COMPANIES,
    COMPANY_AMOUNTS,
    HOUSEHOLDS,
    MARK,
    NO_RULE,
    PERSONS,
    SENTENCE,
    Cell,
    Decision,
    Finding,
    Inconsistent,
    Key,
    Outcome,
    Published,
    Reason,
    Relation,
    Rule,
    rounded,
    share,
)
from tenir.engines.rollup.disclosure.protection import protect

__all__ = [
    "COMPANIES",
    "COMPANY_AMOUNTS",
    "HOUSEHOLDS",
    "MARK",
    "NO_RULE",
    "PERSONS",
    "SENTENCE",
    "Cell",
    "Decision",
    "Finding",
    "Inconsistent",
    "Key",
    "Outcome",
    "Published",
    "Reason",
    "Relation",
    "Rule",
    "protect",
    "rounded",
    "share",
]
