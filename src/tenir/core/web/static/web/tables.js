// Progressive only: without it, every tile of a map is reached by Tab and every table sorts and filters by plain links.
"use strict";

// A tile map is one stop of the Tab key; arrows then go to the nearest tile in their direction.
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function centre(tile) {
  const box = tile.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

function nearest(tiles, from, [dx, dy]) {
  const [x, y] = centre(from);
  let best = null;
  let least = Infinity;
  for (const tile of tiles) {
    const [tx, ty] = centre(tile);
    const ahead = (tx - x) * dx + (ty - y) * dy;
    const aside = Math.abs((tx - x) * dy) + Math.abs((ty - y) * dx);
    const cost = ahead + 3 * aside;
    if (ahead > 1 && cost < least) [best, least] = [tile, cost];
  }
  return best;
}

function moveByArrows(figure) {
  const tiles = [...figure.querySelectorAll("a.tile")];
  if (tiles.length < 2) return;
  const enter = (tile) => {
    for (const other of tiles) other.setAttribute("tabindex", other === tile ? "0" : "-1");
  };
  enter(tiles[0]);
  for (const tile of tiles) tile.addEventListener("focus", () => enter(tile));
  figure.addEventListener("keydown", (event) => {
    const from = event.target.closest("a.tile");
    const ends = { Home: tiles[0], End: tiles[tiles.length - 1] };
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = ends[event.key] || (DIRECTIONS[event.key] && nearest(tiles, from, DIRECTIONS[event.key]));
    if (!to && !DIRECTIONS[event.key]) return;
    event.preventDefault();
    if (to) to.focus();
  });
  const hint = figure.querySelector("[data-tile-hint]");
  if (hint) hint.hidden = false;
}

for (const figure of document.querySelectorAll("[data-tile-map]")) moveByArrows(figure);
