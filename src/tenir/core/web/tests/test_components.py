"""Structure components: what they say, and that they escape what they are given."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.template import engines
from django.test import RequestFactory

from tenir.core.modules import Panel
from tenir.core.web import french
from tenir.core.web.templatetags import components


def draw(source: str, **context: object) -> str:
    """The source rendered as a template, on one line."""
    html = engines["django"].from_string(source).render(context, RequestFactory().get("/"))
    return re.sub(r"[ \n]+", " ", html)  # not split(): it takes narrow spaces for spaces


def test_block_component_keeps_its_content_and_escapes_its_title() -> None:
    html = draw("{% panel title %}<p>{{ text }}</p>{% endpanel %}", title="<i>", text="<b>")
    assert "&lt;i&gt;</h2>" in html
    assert "<p>&lt;b&gt;</p>" in html


@pytest.mark.parametrize(
    ("kind", "role", "word"),
    [
        ("note", "status", "À savoir"),
        ("success", "status", "C'est fait"),
        ("warning", "status", "Attention"),
        ("error", "alert", "Erreur"),
    ],
)
def test_alert_says_its_kind_in_words(kind: str, role: str, word: str) -> None:
    html = draw("{% alert kind %}x{% endalert %}", kind=kind).replace("&#x27;", "'")
    assert f'role="{role}"' in html
    assert word in html


def test_fact_without_value_is_said() -> None:
    html = draw("{% facts items %}", items=[("Échéance", None), ("Sites", 0)])
    assert "non renseigné" in html
    assert "<dd>0</dd>" in html


def test_citation_gives_source_day_and_lines() -> None:
    html = draw('{% citation "mots" source="Texte" date=day lines=lines %}', day=date(2019, 1, 22), lines=(427, 428))
    assert "«\u202fmots\u202f»" in html
    assert 'Texte, <time datetime="2019-01-22">22 janvier 2019</time>, lignes 427 à 428' in html


@pytest.mark.parametrize(("lines", "expected"), [((12, 12), "ligne 12"), ((12, 14), "lignes 12 à 14"), (None, "")])
def test_lines_in_words(lines: tuple[int, int] | None, expected: str) -> None:
    assert french.lignes(lines) == expected


@pytest.mark.parametrize(
    ("number", "pages", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (4, 12, [1, None, 3, 4, 5, None, 12]),
        (12, 12, [1, None, 11, 12]),
    ],
)
def test_pages_worth_a_link(number: int, pages: int, expected: list[int | None]) -> None:
    assert components.shown_pages(number, pages) == expected


def test_pagination_marks_the_page_and_offers_the_next() -> None:
    html = draw('{% pagination 1 2 "?page={page}" count=60 things="mesures" %}')
    assert 'href="?page=1" aria-current="page"' in html
    assert '<a href="?page=2" rel="next">Suivante</a>' in html
    assert "Précédente" not in html


def test_timeline_event_may_lack_all_but_date_and_title() -> None:
    html = draw("{% timeline events %}", events=[{"date": date(2019, 3, 1), "title": "Signé"}])
    assert "1er mars 2019" in html


def test_panels_of_modules_are_drawn_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(page: str, request: object, subject: object) -> list[components.modules.ShownPanel]:
        shown = Panel("home", "Premier", 1, "", "web/components/empty_state.html")
        return [components.modules.ShownPanel(shown, {"title": f"{page} {subject}", "content": ""})]

    monkeypatch.setattr(components.modules, "panels", said)
    html = draw('{% panels "home" 12 %}')
    assert '<h2 class="panel-title">Premier</h2>' in html
    assert "home 12" in html


def test_figure_says_what_it_does_not_know() -> None:
    html = draw('{% figure_with_source None "postes créés" %}')
    assert 'Postes créés\u202f: <span class="unknown">non renseigné</span>' in html
    assert html.count("non renseignée") == 3


def test_link_and_button_escape() -> None:
    html = draw("{% link_button text url %}{% button text name='a' value=url %}", text="<b>", url='"><script>')
    assert "<script>" not in html
    assert "<b>" not in html
