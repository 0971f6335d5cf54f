"""The marks of a workbook in the old binary format (XLS): what its cells hold besides their values.

A container of streams (read by olefile), one of which is a run of records: two bytes say which, two how long it is.
Record numbers and layouts: Microsoft's [MS-XLS] and [MS-CFB]. Values themselves are left to the library of `reading`.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from tenir.core.errors import BadInput
from tenir.core.sandbox import damaged
from tenir.modules.indicators.importing.cells import name
from tenir.modules.indicators.importing.marks import ERROR, Marks

SIGNATURE = b"\xd0\xcf\x11\xe0"
# Excel 97 and later; Excel 5 and 95.
_STREAMS = ("Workbook", "Book")
_FORMULA, _END, _PASSWORD, _SHEET, _START = 0x0006, 0x000A, 0x002F, 0x0085, 0x0809
_MANY, _WRONG, _MERGED = 0x00BD, 0x0205, 0x00E5
# A number, a text (its own, shared, with formats), a truth or an error, a small number.
_FILLED = frozenset((0x0203, 0x0204, 0x00FD, 0x00D6, _WRONG, 0x027E))
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
Record = tuple[int, bytes]


def marks(data: bytes) -> list[Marks]:
    """Of each sheet, in the order of the workbook. Raises `BadInput` on what is no workbook, or has a password."""
    stream = _stream(data)
    try:
        starts = _starts(stream)
        return [_of_sheet(_records(stream, start)) for start in starts]
    except (struct.error, IndexError) as error:
        raise damaged() from error


def _stream(data: bytes) -> bytes:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if container.exists("EncryptedPackage"):  # a workbook of today, wrapped
                raise _protected()
            found = next((one for one in _STREAMS if container.exists(one)), None)
            if found is None:
                raise BadInput("ce n'est pas un classeur.", remedy="Envoyez un tableau au format XLSX, ODS ou CSV.")
            stream = bytes(container.openstream(found).read())
            if len(stream) < container.get_size(found):
                raise damaged()
            return stream
    except (OSError, ValueError, LookupError, TypeError, struct.error) as error:
        raise damaged() from error


def _protected() -> BadInput:
    return BadInput("le fichier est protégé par un mot de passe.", remedy="Enregistrez-le sans mot de passe.")


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """From the opening record of a part to its closing one; parts within it (charts) are passed over."""
    depth = 0
    while depth or start >= 0:
        kind, size = struct.unpack_from("<HH", stream, start)
        body = stream[start + 4 : start + 4 + size]
        if len(body) < size or (kind != _START and not depth):
            raise IndexError(start)
        depth += (kind == _START) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, body
        start += 4 + size


def _starts(stream: bytes) -> list[int]:
    """Where the part of each sheet begins."""
    found = []
    for kind, body in _records(stream, 0):
        if kind == _PASSWORD:
            raise _protected()
        if kind == _SHEET:
            found.append(struct.unpack_from("<I", body)[0])
    return found


def _of_sheet(records: Iterator[Record]) -> Marks:
    found = Marks()
    for kind, body in records:
        if kind == _FORMULA:
            _formula(found, body)
        elif kind in _FILLED:
            row, column = struct.unpack_from("<HH", body)
            found.reach(row + 1, column)
            if kind == _WRONG and body[7]:
                _error(found, row, column, body[6])
        elif kind == _MANY:
            found.reach(struct.unpack_from("<H", body)[0] + 1, struct.unpack_from("<H", body, len(body) - 2)[0])
        elif kind == _MERGED:
            found.merged += _merged(body)
    return found


def _formula(found: Marks, body: bytes) -> None:
    """One a cell, those of a formula filled down or over an area too; its last result says when it is an error."""
    row, column = struct.unpack_from("<HH", body)
    found.reach(row + 1, column)
    found.formulas.append(name(row + 1, column))
    if body[6] == 2 and body[12:14] == b"\xff\xff":
        _error(found, row, column, body[8])


def _error(found: Marks, row: int, column: int, code: int) -> None:
    found.errors[row + 1, column] = _ERRORS.get(code, ERROR)


def _merged(body: bytes) -> list[str]:
    (count,) = struct.unpack_from("<H", body)
    areas = (struct.unpack_from("<4H", body, 2 + 8 * rank) for rank in range(count))
    return [f"{name(top + 1, left)}:{name(bottom + 1, right)}" for top, bottom, left, right in areas]
