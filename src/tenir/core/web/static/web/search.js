// Answers while one types; without it the form sends its words. An editable combobox with a list (ARIA 1.2, APG).
"use strict";

const WAIT = 150; // milliseconds without a key before asking

function make(name, attributes) {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
}

function combobox(input) {
  const id = `${input.id}-liste`;
  const list = make("ul", { id, class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: "" });
  const said = make("p", { class: "unseen", role: "status" });
  const tell = (name, value) => input.setAttribute(`aria-${name}`, value);
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  input.after(list, said);
  input.setAttribute("role", "combobox");
  tell("autocomplete", "list");
  tell("controls", id);

  function choose(number) {
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    options[active]?.setAttribute("aria-selected", "true");
    options[active]?.scrollIntoView({ block: "nearest" });
    tell("activedescendant", options[active]?.id ?? "");
  }

  function show(open) {
    list.hidden = !open;
    tell("expanded", open);
    choose(-1);
  }

  function fill(html) {
    list.innerHTML = html;
    options = [...list.children];
    options.forEach((option, number) => { option.id = `${id}-${number}`; });
    show(options.length > 0);
    said.textContent = options.length ? `${options.length} suggestion(s)` : "Aucune suggestion";
  }

  async function ask() {
    asked?.abort();
    const words = input.value;
    if (words.trim().length < 2) return show(false);
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggestions}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      if (answer.ok && words === input.value && document.activeElement === input) fill(await answer.text());
    } catch { /* another letter came, or the network is down: the form still works */ }
  }

  function move(step) {
    if (list.hidden) return ask();
    const stops = options.length + 1; // the field itself is one
    choose((active + 1 + step + stops) % stops - 1);
  }

  show(false);
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", () => { clearTimeout(timer); show(false); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape" && !list.hidden) show(false);
    else if (event.key === "Enter" && options[active]) location.assign(options[active].dataset.url);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => location.assign(event.target.closest("[data-url]").dataset.url));
}

for (const input of document.querySelectorAll("[data-suggestions]")) combobox(input);
