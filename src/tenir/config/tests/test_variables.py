"""A setting cannot exist without its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tenir.config import environment, variables
from tenir.config.variables import VARIABLES, Reader


class Spy(Mapping[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values_, self.asked = values, set[str]()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.values_[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_)

    def __len__(self) -> int:
        return len(self.values_)


def test_every_declared_variable_is_read(tmp_path: Path) -> None:
    spy = Spy({"TENIR_DATA": str(tmp_path)})
    environment.read(spy)
    declared = {variable.name for variable in VARIABLES}
    assert declared <= spy.asked
    assert spy.asked - declared <= {f"{variable.name}_FILE" for variable in VARIABLES if variable.secret}


def test_undeclared_variable_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        Reader({"SURPRISE": "1"}).text("SURPRISE")


def test_reference_explains_each_variable() -> None:
    page = variables.reference()
    for variable in VARIABLES:
        assert f"## `{variable.name}`\n" in page
        assert variable.meaning
    assert "`SECRET_KEY_FILE`" in page
    assert "Required in production." in page
    assert " :" not in page.replace("\u202f:", "")
