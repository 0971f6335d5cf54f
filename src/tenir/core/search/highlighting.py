"""Showing in a text the words that were looked for."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tenir.core.search.acronyms import meant_by
from tenir.core.search.question import Question
from tenir.core.search.words import Word, composed, stem_term, words_of


def marked(text: str, question: Question) -> SafeString:
    """`text`, escaped, with `<mark>` round each word that the question leads to."""
    whole, parts, at = composed(text), [], 0
    for word in words_of(text):
        if any(asked.leads_to(term) for asked in question.words for term in _terms(word)):
            parts.append((whole[at : word.start], format_html("<mark>{}</mark>", word.printed)))
            at = word.end
    return format_html("{}{}", format_html_join("", "{}{}", parts), whole[at:])


def _terms(word: Word) -> set[str]:
    """The word's own, and those of what it stands for: « QPV » is marked for « quartier prioritaire »."""
    return {term for said in (word.folded, *meant_by([word])) for term in (said, stem_term(said))}
