/* « Utiliser ma position »: fills in the form and sends it. Without this file one types the coordinates. */
(function () {
  "use strict";
  var form = document.querySelector("[data-position]");
  if (!form || !navigator.geolocation || !window.isSecureContext) return;
  var button = document.createElement("button");
  var said = document.createElement("p");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = "Utiliser ma position";
  said.className = "help";
  said.setAttribute("role", "status");
  form.before(button, said);

  function put(name, value) { form.elements[name].value = value; }

  button.addEventListener("click", function () {
    button.disabled = true;
    said.textContent = "Recherche de votre position…";
    navigator.geolocation.getCurrentPosition(function (found) {
      put("latitude", found.coords.latitude.toFixed(6));
      put("longitude", found.coords.longitude.toFixed(6));
      put("precision", Math.ceil(found.coords.accuracy));
      button.disabled = false;
      said.textContent = "";
      form.requestSubmit();
    }, function () {
      button.disabled = false;
      said.textContent = "Votre position n'a pas été donnée. Tapez une adresse ou des coordonnées.";
    }, { enableHighAccuracy: true, timeout: 15000 });
  });
})();
