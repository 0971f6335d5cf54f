"""A promise of a board as one line of HTML: plain strings in one pass, because a board shows a hundred of them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from tenir.core.web import french, signs
from tenir.modules.commitments.board.rows import MOST_HOLDERS, Row, due_words
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.sharing import newest_words

BAR = 120


def lines(rows: Iterable[Row], place: str = "") -> SafeString:
    """List items: level, number and title, holders, last news and due date, figure; `place` names the local level."""
    return SafeString("".join(_line(row, place) for row in rows))


def _line(row: Row, place: str) -> str:
    kind = " promise-detail" if row["parent_id"] else ""
    return (
        f'<li class="promise{kind}"><p class="promise-level">{signs.level_badge(row["shown_level"])}</p>'
        f'<div class="promise-words"><p>{_title(row)}</p>{_who(row)}{_here(row, place)}</div>'
        f'<p class="promise-news">{_news(row)}</p><p class="promise-figure">{_figure(row)}</p></li>\n'
    )


def _title(row: Row) -> str:
    number = f'<span class="promise-number">{escape(row["number"])}</span> ' if row["number"] else ""
    address = f"/cadres/{row['elsewhere_slug']}/{row['slug']}/" if row.get("elsewhere_slug") else f"{row['slug']}/"
    return f'{number}<a href="{escape(address)}">{escape(french.typographie(row["title"]))}</a>'


def _who(row: Row) -> str:
    said = []
    if row["holders"]:
        said.append(f"Porte\u202f: {_holders(row['holders'])}")
    if row["parent_number"]:
        counted = "" if row["counted"] else ", hors compte"
        said.append(f"précise le n° {escape(row['parent_number'])}{counted}")
    if row.get("elsewhere_title"):
        said.append(f"compté dans {escape(row['elsewhere_title'])}")
    return f'<p class="promise-who">{" · ".join(said)}</p>' if said else ""


def _holders(holders: list[tuple[str, str]]) -> str:
    links = [f'<a href="/organisations/{escape(slug)}/">{escape(name)}</a>' for name, slug in holders[:MOST_HOLDERS]]
    others = len(holders) - MOST_HOLDERS
    return french.liste_et([*links, *([french.accord(others, "autre")] if others > 0 else [])])


def _here(row: Row, place: str) -> str:
    if not place or not row["local_level"]:
        return ""
    return f'<p class="promise-who">À {escape(place)}\u202f: {signs.level_badge(row["local_level"])}</p>'


def _news(row: Row) -> str:
    on = Moment(row["shown_news_on"], row["shown_news_precision"]).words if row["shown_news_on"] else ""
    said = f"nouvelle\u202f: {on}" if on else "aucune nouvelle"
    waits = newest_words(row["shown_since"], row["shown_since_status"] or row["shown_status"])
    said += f", {waits}" if waits else ""
    parts = [f"{said} {signs.status_mark('muet')}" if row["silent"] else said]
    due = due_words(row)
    if due:
        mark = f" {signs.status_mark('en_retard')}" if row["late"] else ""
        parts.append(f' <span class="promise-due">échéance\u202f: {escape(due)}{mark}</span>')
    return "".join(parts)


def _figure(row: Row) -> str:
    return f"cible\u202f: {escape(row['figure'])}" if row["figure"] else ""


def mini_bar(counts: dict[str, int]) -> SafeString:
    """Counts by level as a small bar; the words stand beside it, so it is hidden from screen readers."""
    total = sum(counts.values())
    if not total:
        return SafeString("")
    known = [(level.code, counts.get(level.code, 0)) for level in signs.LEVELS]
    shown = [*known, ("unknown", total - sum(count for _, count in known))]
    drawn, done = [], 0
    for code, count in shown:
        if count:
            start, done = BAR * done // total, done + count
            drawn.append(f'<rect class="fill-{code}" x="{start}" width="{BAR * done // total - start}" height="8"/>')
    box = f'viewBox="0 0 {BAR} 8" width="{BAR}" height="8"'
    return SafeString(f'<svg class="mini-bar" {box} aria-hidden="true">{"".join(drawn)}</svg>')
