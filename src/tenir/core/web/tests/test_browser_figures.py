"""Figures and tables of the guide in a real browser: targets, keys, scales, letters that never overlap."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import WIDTHS, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OVERLAPS = """() => {
  const found = [];
  for (const chart of document.querySelectorAll(".line-chart")) {
    const texts = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [first, a] of texts) for (const [second, b] of texts) {
      // Boxes of lines of text are taller than their letters.
      const across = a.left < b.right && b.left < a.right;
      const down = a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
      if (first < second && across && down) found.push([first, second]);
    }
  }
  return found;
}"""


def focused(page: Any) -> str:
    """Accessible name of what the keyboard is on."""
    name = page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent")
    return str(name).strip()


def test_tiles_of_a_phone_are_large_enough_to_touch(visit: Visitor) -> None:
    page = visit("/guide/", width=375)
    boxes = "tiles => tiles.map(t => t.getBoundingClientRect()).map(t => [t.width, t.height])"
    sizes = page.locator("a.tile rect").evaluate_all(boxes)
    assert len(sizes) == 2 * 107
    assert min(size for pair in sizes for size in pair) >= 24


@pytest.mark.parametrize("width", WIDTHS)
def test_letters_of_charts_never_overlap(visit: Visitor, width: int) -> None:
    page = visit("/guide/", width=width)
    assert page.locator(".line-chart text").count() > 10
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_of_one_chart_share_one_scale(visit: Visitor, width: int) -> None:
    page = visit("/guide/", width=width)
    for chart in page.locator(".bars").all():
        spans = chart.locator("svg.bar").evaluate_all(
            "bars => bars.map(b => b.getBoundingClientRect()).map(b => [Math.round(b.left), Math.round(b.width)])"
        )
        assert len(spans) > 3
        assert len({tuple(span) for span in spans}) == 1


def test_arrows_go_from_a_tile_to_its_neighbour(visit: Visitor) -> None:
    page = visit("/guide/")
    page.locator("a.tile[aria-label^='Paris']").first.focus()
    seen = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(focused(page).split("\u202f")[0])
    assert seen == ["Seine-Saint-Denis (93)", "Paris (75)", "Val-de-Marne (94)", "Paris (75)", "Oise (60)"]


def test_map_is_one_stop_of_the_tab_key(visit: Visitor) -> None:
    page = visit("/guide/")
    page.locator("a.tile[aria-label^='Paris']").first.focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Voir les chiffres"


def test_arrow_towards_the_sea_stays_where_it_is(visit: Visitor) -> None:
    page = visit("/guide/")
    page.locator("a.tile[aria-label^='Finistère']").first.focus()
    page.keyboard.press("ArrowLeft")
    assert focused(page).startswith("Finistère")


def test_without_javascript_a_link_leads_past_the_map(visit: Visitor) -> None:
    page = visit("/guide/", javascript=False)
    skip = page.get_by_role("link", name="Passer la carte").first
    assert page.locator("a.tile[tabindex]").count() == 0
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Voir les chiffres"


def test_table_sorts_by_a_plain_link(visit: Visitor) -> None:
    page = visit("/guide/", javascript=False)
    page.get_by_role("link", name="Réalisé").click()
    assert page.url.endswith("?tri=part")
    table = page.locator("#exemple table")
    assert table.locator("[aria-sort=ascending]").inner_text().startswith("Réalisé")
    assert table.locator("tbody th").first.inner_text() == "Réserver un dixième des heures d'insertion"


def test_table_on_a_phone_names_each_cell(visit: Visitor) -> None:
    page = visit("/guide/", width=375)
    cell = page.locator("#exemple tbody td").first
    assert page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle()) == '"N°"'
    assert page.locator("#exemple .table-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")


def test_paper_keeps_the_fills(visit: Visitor) -> None:
    page = visit("/guide/")
    page.emulate_media(media="print")
    tile = page.locator(".tile.value-5 rect").first
    assert tile.evaluate("tile => getComputedStyle(tile).printColorAdjust") == "exact"
