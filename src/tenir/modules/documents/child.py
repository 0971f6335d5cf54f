"""What the child process of `sandbox` does: count the pages of a document, or read it.

Loaded before the limits are set, in a process that knows no Django: the library of PDF is at hand once the doors are
closed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pypdfium2

from tenir.engines import documents
from tenir.engines.documents.readers.pdf.document import count_pages
from tenir.modules.documents.exchange import to_text

# Its functions are sought when it is loaded, not when they are called.
LIBRARY = pypdfium2.PYPDFIUM_INFO


def read(data: bytes, name: str) -> dict[str, Any]:
    """`{"answer": the whole reading}`, or `{"unreadable": …}`."""
    return _told(lambda: json.loads(to_text(documents.read(data, name=name))))


def count(data: bytes, name: str) -> dict[str, Any]:
    """`{"answer": pages of a PDF}`, or `{"unreadable": …}`."""
    return _told(lambda: count_pages(data, name))


def _told(work: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"answer": work()}
    except documents.UnreadableDocument as error:
        return {"unreadable": {"sentence": error.sentence, "where": error.where, "remedy": error.remedy}}
