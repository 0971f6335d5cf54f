/* A point chosen on the map fills in the form and sends it, by POST. Without this file one types the coordinates. */
(function () {
  "use strict";
  // Metres around the Earth; pixels that a finger covers; the zoom from which a point is worth asking about.
  var EARTH = 40075017, FINGER = 12, NEAR = 14;
  var form = document.querySelector("[data-position]");
  if (!form) return;

  document.addEventListener("tenir:map", function (event) {
    var told = event.detail, map = told.map;
    var cross = document.createElement("div");
    cross.className = "live-cross";
    told.canvas.append(cross);
    told.help.textContent = "Cliquez là où est l'adresse, ou amenez-la sous la croix avec les flèches du clavier, puis appuyez sur Entrée. " +
      "Plus la carte est proche, plus le point est précis\u202f; le point part à ce site, et rien n'en est gardé.";
    map.on("click", function (clicked) { choose(clicked.latlng); });
    told.canvas.addEventListener("keydown", function (pressed) {
      if (pressed.key !== "Enter" || pressed.target !== told.canvas) return;
      pressed.preventDefault();
      choose(map.getCenter());
    });
    showAsked();

    function choose(at) {
      if (map.getZoom() < NEAR) {
        map.setView(at, Math.min(map.getZoom() + 3, NEAR));
        return;
      }
      put("latitude", at.lat.toFixed(6));
      put("longitude", at.lng.toFixed(6));
      put("precision", Math.max(10, Math.ceil(FINGER * metres(at.lat))));
      form.requestSubmit();
    }

    // Of one pixel.
    function metres(latitude) { return EARTH * Math.cos(latitude * Math.PI / 180) / (256 * Math.pow(2, map.getZoom())); }

    // The point of the last question, and how well it is known.
    function showAsked() {
      var at = [number("latitude"), number("longitude")];
      if (isNaN(at[0]) || isNaN(at[1])) return;
      window.L.circleMarker(at, { radius: 5, className: "live-point", interactive: false }).addTo(map);
      window.L.circle(at, { radius: number("precision") || 10, className: "live-point", interactive: false }).addTo(map);
      map.setView(at, 15);
    }
  });

  function put(name, value) { form.elements[name].value = value; }
  function number(name) { return parseFloat(form.elements[name].value.replace(",", ".")); }
})();
