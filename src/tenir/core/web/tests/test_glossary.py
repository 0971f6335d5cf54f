"""Acronyms explained where they stand: once a page, whole words, never in a link, and nothing is ever unescaped."""

from __future__ import annotations

import re

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.html import strip_tags

from tenir.core.web import glossary

NARROW = "\u202f"


def draw(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context, RequestFactory().get("/")))


def explained(html: str) -> list[str]:
    """The acronyms that became terms, in order."""
    drawn = draw("{% explained %}" + html + "{% endexplained %}")
    return re.findall(r'class="term"[^>]*>([^<]+)</button>', drawn)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>L'ANRU, puis l'ANRU</p>", ["ANRU"]),
        ("Les REP+ et les REP", ["REP+", "REP"]),
        ("BPI France prête", ["BPI France"]),
        ("anru, Anru, ANRUX, XANRU, ANRU2", []),
        ("État-ANRU (QPV)", ["ANRU", "QPV"]),
        ('<a href="/x">ANRU</a> ANRU', ["ANRU"]),
        ('<p title="ANRU">rien</p>', []),
        ("<a><b>ANRU</b> QPV</a><svg><title>ARS</title></svg><button>CAF</button>", []),
        ("<summary>ANRU</summary><code>QPV</code><!-- ARS -->", []),
        ("<br/>ANRU<br>", ["ANRU"]),
    ],
)
def test_first_whole_word_outside_links_is_explained(html: str, words: list[str]) -> None:
    assert explained(html) == words


def test_words_of_people_stay_escaped() -> None:
    evil = '<script>alert("QPV")</script> ANRU & <img src=x onerror=QPV>'
    html = draw("{% explained %}<p>{{ evil }}</p>{% endexplained %}", evil=evil)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert 'popovertarget="terme-anru"' in html


def test_text_is_the_same_once_meanings_are_taken_away() -> None:
    html = "<p>Les QPV, l'ANRU &amp; <a href='?a=QPV&amp;b=1'>la CAF</a></p>"
    drawn = draw("{% explained %}" + html + "{% endexplained %}")
    assert strip_tags(re.sub(r"<span popover.*?</span>", "", drawn)) == strip_tags(html)


def test_page_explains_a_word_once_across_its_parts() -> None:
    part = "{% explained %}ANRU{% endexplained %}"
    assert draw(part + part).count("popovertarget") == 1
    nested = "{% explained %}" + part + " ANRU{% endexplained %}"
    assert draw(nested).count("popovertarget") == 1


def test_every_term_has_its_own_anchor_and_a_meaning() -> None:
    keys = [term.key for term in glossary.terms()]
    assert len(set(keys)) == len(keys) > 80
    assert glossary.by_acronym()["REP+"].key != glossary.by_acronym()["REP"].key
    assert all(term.meaning and term.source for term in glossary.terms())


@pytest.mark.django_db
def test_glossary_page_gives_meaning_and_lines(client: Client) -> None:
    page = client.get("/glossaire/").content.decode()
    assert 'id="anru"' in page
    assert "Agence nationale pour la rénovation urbaine" in page
    assert "ligne 1003" in page
    assert '<a href="/glossaire/">Glossaire</a>' in client.get("/").content.decode()
