/* Rows of a form are added on the spot; without this file the same button asks the server for one more. */
(function () {
  "use strict";
  document.querySelectorAll("[data-rows]").forEach(function (rows) {
    var prefix = rows.dataset.rows;
    var total = rows.querySelector("[name='" + prefix + "-TOTAL_FORMS']");
    var most = Number(rows.querySelector("[name='" + prefix + "-MAX_NUM_FORMS']").value);
    var list = rows.querySelector("ol");
    rows.querySelector("[data-more]").addEventListener("click", function (event) {
      var last = list.querySelector("[data-row]:last-child");
      var number = Number(total.value);
      if (!last || number >= most) return;
      event.preventDefault();
      var fresh = last.cloneNode(true);
      fresh.querySelectorAll(".field-error").forEach(function (error) { error.remove(); });
      fresh.querySelectorAll(".field-wrong").forEach(function (cell) { cell.classList.remove("field-wrong"); });
      fresh.querySelectorAll("[id], [name], [for]").forEach(function (node) {
        ["id", "name", "for"].forEach(function (name) {
          var value = node.getAttribute(name);
          if (value) node.setAttribute(name, value.replace(/-\d+-/, "-" + number + "-"));
        });
        node.removeAttribute("aria-invalid");
        node.removeAttribute("aria-describedby");
        if (node.tagName === "INPUT") node.value = "";
      });
      list.appendChild(fresh);
      total.value = String(number + 1);
      fresh.querySelector("input, select").focus();
    });
  });
})();
