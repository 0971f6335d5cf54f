"""Opens what spreadsheets write (XLSX, ODS, XLS), in a child process (`core.sandbox`): knows no Django."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.sandbox import damaged


@contextmanager
def opened(data: bytes, *, save: str) -> Iterator[Any]:
    """The workbook; `save` is the advice when these bytes are none. Raises `BadInput`, whatever the library says."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        yield CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, LookupError, ValueError, OSError) as error:
        raise BadInput("ce n'est pas un classeur lisible.", remedy=save) from error
    except BaseException as error:
        # What the library did not foresee in a damaged file: it says so by an exception that is no `Exception`.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged() from error
