"""A file of people to counts by zone, and nothing else: no row is kept, nothing is written.

    found = count(stream, Columns("longitude", "latitude", sex="sexe"), [Layer("qpv", index)], precision=20)

`stream` is bytes of CSV in any usual encoding and separator, gzip or not. Memory does not grow with the file. Only the
named columns are looked at. What cannot be counted is counted apart, by its reason, with its first line numbers.
"""

from tenir.engines.localisation.counting.count import count
from tenir.engines.localisation.counting.model import Bands, Columns, Counts, Fault, Layer
from tenir.engines.localisation.counting.places import figures
from tenir.engines.localisation.counting.protecting import Line, Table, protected, tables

__all__ = ["Bands", "Columns", "Counts", "Fault", "Layer", "Line", "Table", "count", "figures", "protected", "tables"]
