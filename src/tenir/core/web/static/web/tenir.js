/* Progressive enhancement only: every page works without this file. */
(function () {
  "use strict";
  var root = document.documentElement;

  /* Theme: a button at the foot of the page; three states, told in words. */
  var list = document.querySelector(".colophon-links");
  if (list) {
    var NEXT = { auto: "dark", dark: "light", light: "auto" };
    var WORDS = { auto: "Thème : système", dark: "Thème : sombre", light: "Thème : clair" };
    var button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    var state = root.dataset.theme || "auto";
    var show = function () {
      button.textContent = WORDS[state].replace(" :", "\u202f:");
      if (state === "auto") delete root.dataset.theme; else root.dataset.theme = state;
    };
    button.addEventListener("click", function () {
      state = NEXT[state];
      try {
        if (state === "auto") localStorage.removeItem("tenir-theme"); else localStorage.setItem("tenir-theme", state);
      } catch (error) { /* storage is closed: the choice holds for this page */ }
      show();
    });
    show();
    var item = document.createElement("li");
    item.appendChild(button);
    list.appendChild(item);
  }

  /* After a refused form, the reader starts at what is wrong. */
  var first = document.querySelector("[data-focus]:not(.specimen *)");
  if (first) first.focus();

  /* What is there to be copied gets a button that does it; without one, it is selected by hand. */
  document.querySelectorAll("[data-copy]").forEach(function (field) {
    var copy = document.createElement("button");
    copy.type = "button";
    copy.className = "button button-quiet";
    copy.textContent = "Copier";
    copy.setAttribute("aria-describedby", field.id);
    copy.addEventListener("click", function () {
      var done = function () { copy.textContent = "Copié"; };
      field.select();
      if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, function () {});
      else if (document.execCommand("copy")) done();
    });
    field.after(copy);
  });

  /* A form is sent once, however often its button is pressed; one that fetches a file may be sent again. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || "again" in form.dataset) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
})();
