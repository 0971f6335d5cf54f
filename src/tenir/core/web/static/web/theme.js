/* Runs before the first paint: the theme that the person chose, if any. */
(function () {
  try {
    var chosen = localStorage.getItem("tenir-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (error) { /* storage is closed: the system's wish holds */ }
  document.documentElement.classList.add("js");
})();
