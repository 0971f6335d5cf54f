"""Numbers that count a list one by one: those that damage has changed or lost are told by their neighbours."""

from collections.abc import Sequence


def filled(numbers: Sequence[int | None]) -> list[int | None]:
    """The same numbers, with those out of sequence or unread (None) replaced where one number alone is missing."""
    found = list[int | None]()
    before = 0
    for rank, number in enumerate(numbers):
        after = next((one for one in numbers[rank + 1 :] if one is not None), None)
        number = _told_by(before, number, after)
        found.append(number)
        before = number if number is not None else before
    return found


def _told_by(before: int, number: int | None, after: int | None) -> int | None:
    if number is not None and before < number and (after is None or number < after):
        return number
    if after == before + 2 or (number is None and (after is None or after > before + 1)):
        return before + 1
    return number
