"""Files that are no plain text -> lines that know their page or their paragraph. One reader a format.

A reader takes bytes and gives back lines, or raises `UnreadableDocument`; what comes after does not know the format.
"""

from tenir.engines.documents.readers.formats import read_formatted
from tenir.engines.documents.readers.places import place_items

__all__ = ["place_items", "read_formatted"]
