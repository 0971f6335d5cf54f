"""Rules of the house that a reviewer should not have to remember."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/tenir"
PYTHON = [f for f in SOURCE.rglob("*.py") if "migrations" not in f.parts]
TEMPLATES = list(SOURCE.rglob("templates/**/*.html"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_stay_short() -> None:
    sizes = {str(f.relative_to(ROOT)): f.read_text(encoding="utf-8").count("\n") for f in PYTHON}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    long = [
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
        for file in PYTHON
        if "tests" not in file.parts
        for node in functions(file)
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_templates_carry_no_inline_style_or_script() -> None:
    # The Content-Security-Policy would block them; a person would see a bare page.
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    assert [str(f.relative_to(ROOT)) for f in TEMPLATES if inline.search(f.read_text(encoding="utf-8"))] == []


def test_pages_ask_nothing_of_third_parties() -> None:
    files = [*TEMPLATES, *SOURCE.rglob("static/**/*.css"), *SOURCE.rglob("static/**/*.js")]
    request = re.compile(
        r"(src|href)=\"(https?:)?//[^\"]+\.(js|css|woff2?|png|svg)|url\([\"']?https?:|@import|fetch\([\"']https?:"
    )
    assert [str(f.relative_to(ROOT)) for f in files if request.search(f.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_template_compiles(file: Path) -> None:
    name = str(file).split("/templates/")[1]
    assert get_template(name) is not None


def test_every_template_is_used() -> None:
    texts = "\n".join(f.read_text(encoding="utf-8") for f in [*PYTHON, *TEMPLATES])
    ours = [str(f).split("/templates/")[1] for f in TEMPLATES]
    # Django, allauth and the form renderer look these up by name.
    called_by_others = re.compile(r"^(account|allauth|django|socialaccount)/|^\d{3}\.html$")
    assert [name for name in ours if not called_by_others.match(name) and name not in texts] == []


def test_every_app_of_ours_has_a_summary() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("tenir.")]
    assert [config.name for config in ours if not getattr(config, "summary", "")] == []


def test_models_are_named_in_french_on_purpose() -> None:
    ours = [m for m in apps.get_models() if m.__module__.startswith("tenir.")]
    names = ("verbose_name", "verbose_name_plural")
    assert [m.__name__ for m in ours if not all(name in m._meta.original_attrs for name in names)] == []


def test_undefined_template_variable_fails() -> None:
    template = engines["django"].from_string("{{ not_given }}")
    with pytest.raises(AssertionError, match="not_given"):
        template.render({})
