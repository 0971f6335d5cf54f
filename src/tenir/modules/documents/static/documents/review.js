/* Reviewing by keyboard. Every gesture is a form or a link of the page: this file presses them, and puts the answer in
   place without loading the page again. When an answer is not a plain yes, the form is sent as if this file were not
   there, so that errors and conflicts are the server's own pages. */
(function () {
  "use strict";
  var desk = document.querySelector("[data-review]");
  var card = document.getElementById("element");
  if (!desk || !card) return;
  var said = document.getElementById("dit");
  var list = document.getElementById("liste");
  var source = document.querySelector(".source");
  var keys = document.querySelector(".review-switch");
  var help = document.getElementById("aide");
  var queue = Promise.resolve(), waiting = 0;
  var wide = window.matchMedia("(min-width: 1000px)");

  function announce(words) {
    if (!said || !words) return;
    said.textContent = "";
    setTimeout(function () { said.textContent = words; }, 60);
  }

  function into(box, inside) {
    /* Scrolls a pane without moving the page. */
    if (!box || !inside || !wide.matches) return;
    var top = inside.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (top < 8 || top > box.clientHeight - 72) box.scrollTop += top - box.clientHeight / 3;
  }

  function light() {
    var item = card.querySelector("[data-item]");
    if (!item) return;
    var first = Number(item.dataset.first), last = Number(item.dataset.last);
    source.querySelectorAll(".lit").forEach(function (line) { line.classList.remove("lit"); });
    for (var n = first; n && n <= last; n++) {
      var line = document.getElementById("l" + n);
      if (line) line.classList.add("lit");
    }
    into(source, document.getElementById("l" + first));
    if (!list) return;
    list.querySelectorAll("[aria-current]").forEach(function (row) { row.removeAttribute("aria-current"); });
    var row = document.getElementById("e" + item.dataset.item);
    if (row) { row.setAttribute("aria-current", "true"); into(list, row); }
  }

  function missing(answer) {
    /* The item is on another page of the list, or outside the lines that are shown. */
    var probe = document.createElement("div");
    probe.innerHTML = answer.card;
    var item = probe.querySelector("[data-item]"), first = item && Number(item.dataset.first);
    return String(answer.page) !== desk.dataset.page || (first && !document.getElementById("l" + first));
  }

  function show(answer) {
    if (missing(answer)) { location.assign(answer.url); return; }
    Object.keys(answer.rows).forEach(function (key) {
      var row = document.getElementById("e" + key);
      if (row) row.innerHTML = answer.rows[key];
    });
    document.getElementById("avancement").innerHTML = answer.status;
    card.innerHTML = answer.card;
    card.scrollTop = 0;
    history.replaceState(null, "", answer.url);
    light();
    card.focus({ preventScroll: true });
    var words = card.querySelector("h2");
    var refused = card.querySelector("[role=alert]");
    /* Why a gesture was refused is read aloud by itself, and is brought in sight. */
    if (refused) { refused.scrollIntoView({ block: "nearest" }); return; }
    announce((answer.said ? answer.said + " " : "") + (words ? words.textContent : ""));
  }

  function ask(url, options, otherwise) {
    options.headers = { "X-Requested-With": "tenir-review" };
    options.credentials = "same-origin";
    return fetch(url, options)
      .then(function (answer) {
        if (!answer.ok || answer.redirected) throw new Error("not a plain yes");
        return answer.json();
      })
      .then(show)
      .catch(otherwise);
  }

  function go(link) {
    if (link) return ask(link.href, {}, function () { location.assign(link.href); });
  }

  function send(form, button) {
    if (!form) return;
    var data = new FormData(form);
    if (button && button.name) data.append(button.name, button.value);
    return ask(form.action, { method: "POST", body: data }, function () {
      if (button && button.name) {
        var hidden = document.createElement("input");
        hidden.type = "hidden"; hidden.name = button.name; hidden.value = button.value;
        form.appendChild(hidden);
      }
      form.submit();
    });
  }

  /* One gesture after the other, however fast the keys come. */
  function then(act) {
    waiting += 1;
    desk.setAttribute("aria-busy", "true");
    queue = queue.then(act).catch(function () {}).then(function () {
      waiting -= 1;
      if (!waiting) desk.removeAttribute("aria-busy");
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-parts")) return;
    event.preventDefault();
    event.stopPropagation();
    var button = event.submitter;
    then(function () { return send(form, button); });
  }, true);

  desk.addEventListener("click", function (event) {
    var link = event.target.closest(".item-title a, [data-way]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !wide.matches) return;
    event.preventDefault();
    then(function () { return go(link); });
  });

  function decide(value) {
    return function () {
      var form = card.querySelector(".card-decide");
      return form && send(form, form.querySelector("[value=" + value + "]"));
    };
  }

  function unfold(key) {
    return function () {
      var part = card.querySelector("[data-key=" + key + "]");
      if (!part) return;
      part.open = true;
      part.querySelector("textarea, select").focus();
    };
  }

  function way(name) { return function () { return go(card.querySelector("[data-way=" + name + "]")); }; }

  var ACTS = {
    j: way("after"), ArrowDown: way("after"), k: way("before"), ArrowUp: way("before"),
    a: decide("accepted"), r: decide("refused"), e: unfold("e"), m: unfold("m"), s: unfold("s"),
    f: function () { var form = card.querySelector("[data-join]"); if (form) form.requestSubmit(); },
    u: function () { return send(document.querySelector("[data-undo]")); },
    "?": function () { help.showModal(); }
  };
  var active = true;
  try { active = localStorage.getItem("tenir-touches") !== "non"; } catch (error) { /* storage is closed */ }

  function tell() {
    keys.textContent = active ? "Touches actives" : "Touches éteintes";
    keys.setAttribute("aria-pressed", String(active));
  }

  document.addEventListener("keydown", function (event) {
    var writing = event.target.closest("input, textarea, select");
    if (writing && event.key === "Escape") { card.focus(); return; }
    if (writing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { writing.form.requestSubmit(); return; }
    var act = ACTS[event.key];
    if (!act || !active || writing || event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) return;
    if (event.key.length > 1 && event.target.closest(".source, .review-list")) return;
    event.preventDefault();
    then(act);
  });

  if (keys) {
    tell();
    keys.addEventListener("click", function () {
      active = !active;
      try { localStorage.setItem("tenir-touches", active ? "oui" : "non"); } catch (error) { /* for this page only */ }
      tell();
    });
  }

  /* Lines selected in the text are proposed for a new item. */
  document.addEventListener("selectionchange", function () {
    var picked = document.getSelection(), add = document.querySelector(".review-add");
    if (!add || picked.isCollapsed || !source.contains(picked.anchorNode)) return;
    var ends = [picked.anchorNode, picked.focusNode].map(function (node) {
      var line = (node.nodeType === 1 ? node : node.parentNode).closest(".source li");
      return line ? Number(line.id.slice(1)) : 0;
    }).filter(Boolean).sort(function (a, b) { return a - b; });
    if (ends.length) { add.elements.first.value = ends[0]; add.elements.last.value = ends[ends.length - 1]; }
  });

  light();
  var wrong = card.querySelector("[data-focus]");
  /* A refused gesture is told at the top of the page: it stays in sight. */
  var refused = document.querySelector(".alert[role=alert]");
  if (!wrong && /[?&]element=/.test(location.search)) card.focus({ preventScroll: wide.matches || !!refused });
})();
