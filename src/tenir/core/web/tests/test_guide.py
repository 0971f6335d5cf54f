"""The guide is complete: every tag is listed, drawn and documented."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tenir.core.web import guide


def test_every_tag_is_in_the_guide_and_every_line_of_the_guide_is_a_tag() -> None:
    assert sorted(component.tag for component in guide.COMPONENTS) == sorted(guide.tags())


def test_a_tag_that_is_not_listed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from tenir.core.web.templatetags import components

    monkeypatch.setitem(components.register.tags, "forgotten", lambda parser, token: None)
    assert "forgotten" in guide.tags()


@pytest.mark.parametrize("component", guide.COMPONENTS, ids=lambda component: component.tag)
def test_example_uses_its_tag_and_purpose_is_a_sentence(component: guide.Component) -> None:
    assert f"{{% {component.tag} " in guide.source_of(component) or f"{{% {component.tag} %}}" in guide.source_of(
        component
    )
    assert component.purpose.endswith(".")


def test_everything_is_drawn_by_the_real_tags() -> None:
    groups = guide.drawn(RequestFactory().get("/guide/"))
    drawn = [item for _, items in groups for item in items]
    assert [item.tag for item in drawn if not item.html.strip()] == []
    assert len(drawn) == len(guide.COMPONENTS)


def test_reference_has_every_tag_and_filter_with_a_sentence() -> None:
    text = guide.reference()
    assert [name for name in guide.tags() if f"## `{name}`\n\n" not in text] == []
    assert [name for name in guide.filters() if f"- `{name}`: " not in text] == []
    assert "Arguments: `label`, `value`, `target`, `unit` ('')." in text
