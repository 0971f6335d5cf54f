/* « Carte détaillée »: a map that one can move, made when somebody asks for it. Without this file the drawing stays.
   What it shows is said by `territories/live.html`; `tenir:map` is sent to the page when a map is ready. */
(function () {
  "use strict";
  // Names of communes, and links to places, are written up to so many.
  var NAMES = 40, LISTED = 24;
  var parts = 0;

  document.querySelectorAll("[data-live-map]").forEach(offer);

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function offer(place) {
    var told = place.dataset;
    var button = element("button", "button button-quiet", told.button);
    var line = element("p", "actions");
    var said = element("p", "help");
    var shown = null;
    button.type = "button";
    said.setAttribute("role", "status");
    line.append(button);
    place.append(line, said);
    if (told.host) said.textContent = "Le fond de carte vient de " + told.host + ", qui voit quelle partie de la carte vous regardez.";

    function show(visible) {
      var drawing = told.instead && document.getElementById(told.instead);
      shown.hidden = !visible;
      if (drawing) drawing.classList.toggle("live-printed", visible);
      button.textContent = visible ? "Fermer la carte" : told.button;
      button.setAttribute("aria-expanded", String(visible));
    }

    button.addEventListener("click", function () {
      if (shown) return show(shown.hidden);
      button.disabled = true;
      fetched(told).then(function () {
        shown = element("div", "live-map");
        place.append(shown);
        show(true);
        start(place, shown, told);
      }, function () {
        said.textContent = "La carte n'a pas pu être chargée. Vérifiez votre connexion, puis recommencez.";
      }).then(function () { button.disabled = false; });
    });
  }

  // The library and the styles, once for a page.
  function fetched(told) {
    return Promise.all([
      load("link", { rel: "stylesheet", href: told.leafletStyle }),
      load("link", { rel: "stylesheet", href: told.style }),
      window.L ? null : load("script", { src: told.leaflet })
    ]);
  }

  function load(tag, attributes) {
    return new Promise(function (done, failed) {
      var made = Object.assign(document.createElement(tag), attributes);
      made.onload = done;
      made.onerror = function () { made.remove(); failed(); };
      document.head.append(made);
    });
  }

  function start(place, shown, told) {
    var L = window.L;
    var canvas = element("div", "live-canvas");
    var help = element("p", "help", "Au clavier\u202f: les flèches déplacent la carte, + et − la rapprochent et l'éloignent.");
    var count = element("p", "live-count");
    var list = element("ul", "places live-list");
    var id = "carte-" + (parts += 1);
    help.id = id;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", "Carte\u202f: " + told.name);
    canvas.setAttribute("aria-describedby", id);
    count.setAttribute("role", "status");
    shown.append(canvas, help, count, list);

    var map = L.map(canvas, {
      attributionControl: false, zoomControl: false, maxZoom: 18, minZoom: 3, zoomSnap: 0.5, maxBounds: [[-85, -180], [85, 180]],
      scrollWheelZoom: false, fadeAnimation: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches
    });
    L.control.zoom({ zoomInTitle: "Rapprocher", zoomOutTitle: "Éloigner" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    // The wheel scrolls the page until somebody is in the map.
    map.on("focus", function () { map.scrollWheelZoom.enable(); });
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
    ground(map, told);
    jumps(map, shown, canvas, told);
    ["around", "own", "main"].forEach(function (name, rank) { map.createPane(name).style.zIndex = 350 + rank; });
    map.fitBounds(corners(told.box.split(",").map(Number)), { maxZoom: 15 });

    var layers = [aroundIt(told), main(told, map, count, list)];
    if (told.own) layers.push(own(told));
    function refresh() { layers.forEach(function (layer) { layer.refresh(map); }); }
    map.on("moveend", refresh);
    refresh();
    canvas.focus({ preventScroll: true });
    place.dispatchEvent(new CustomEvent("tenir:map", { bubbles: true, detail: { map: map, canvas: canvas, help: help } }));
  }

  function corners(box) { return [[box[1], box[0]], [box[3], box[2]]]; }

  function ground(map, told) {
    if (!told.tiles) return;
    // Leaflet reads these words as HTML.
    var words = element("span", "", told.attribution).innerHTML;
    window.L.tileLayer(told.tiles, { maxZoom: 18, attribution: words }).addTo(map);
    window.L.control.attribution({ prefix: false }).addTo(map);
  }

  function jumps(map, shown, canvas, told) {
    var known = JSON.parse(told.jumps || "[]");
    if (!known.length) return;
    var line = element("p", "live-jumps");
    var label = element("label", "", "Aller à ");
    var select = element("select");
    known.forEach(function (one) { select.append(new Option(one[0])); });
    select.addEventListener("change", function () { map.fitBounds(corners(known[select.selectedIndex][1])); });
    label.append(select);
    line.append(label);
    shown.insertBefore(line, canvas);
  }

  /* Contours are asked by the cells of a grid, never by what is exactly in view: moving a little asks nothing, everybody
     asks the same addresses, and none of them tells more than the ten kilometres around where somebody looked. */
  function cell(map) {
    var cells = Math.pow(2, Math.max(0, Math.min(zoomOf(map) - 1, 11)));
    var wide = 360 / cells, high = 180 / cells, seen = map.getBounds();
    function down(value, side, edge) { return Math.max(-edge, Math.floor(value / side) * side); }
    function up(value, side, edge) { return Math.min(edge, Math.ceil(value / side) * side); }
    return [
      down(seen.getWest(), wide, 180), down(seen.getSouth(), high, 90), up(seen.getEast(), wide, 180), up(seen.getNorth(), high, 90)
    ].map(function (one) { return one.toFixed(5); }).join(",");
  }

  function zoomOf(map) { return Math.round(map.getZoom()); }

  function detail(map) { return zoomOf(map) > 12 ? 14 : zoomOf(map); }

  function inView(told, kind, map) {
    var asked = new URLSearchParams({ kind: kind, box: cell(map), zoom: detail(map) });
    if (told.day) asked.set("on", told.day);
    return told.contours + "?" + asked;
  }

  /* A layer that follows the map: `address(map)` is where its contours are; `draw(group, features, map)`
     puts them there; `after(map)` says what is in view. */
  function following(address, draw, after) {
    var group = window.L.featureGroup(), asked = null, waiting = null;
    function put(map, features) {
      group.clearLayers();
      draw(group.addTo(map), features, map);
      if (after) after(map, group);
    }
    return {
      refresh: function (map) {
        var wanted = address(map);
        if (wanted === asked) return after && !waiting ? after(map, group) : null;
        asked = wanted;
        if (waiting) waiting.abort();
        var mine = waiting = new AbortController();
        fetch(wanted, { signal: mine.signal }).then(function (answer) {
          if (!answer.ok) throw new Error(answer.status);
          return answer.json();
        }).then(function (found) {
          if (waiting !== mine) return;
          waiting = null;
          put(map, found.features);
        }).catch(function (error) {
          if (error.name === "AbortError") return;
          waiting = asked = null;
          if (after) after(map, null);
        });
      }
    };
  }

  function shapes(features, options) {
    var L = window.L;
    return L.geoJSON({ type: "FeatureCollection", features: features }, {
      pane: options.pane,
      interactive: Boolean(options.interactive),
      style: function (feature) { return { className: options.tone(feature), pane: options.pane }; },
      pointToLayer: function (feature, at) {
        return L.circleMarker(at, { radius: 3.5, pane: options.pane, interactive: Boolean(options.interactive) });
      }
    });
  }

  function each(group, act) {
    group.eachLayer(function (layer) { if (layer.eachLayer) each(layer, act); else act(layer); });
  }

  function inSight(map, group) {
    var seen = map.getBounds(), found = [];
    if (group) each(group, function (layer) {
      if (seen.intersects(layer.getBounds ? layer.getBounds() : layer.getLatLng().toBounds(1))) found.push(layer);
    });
    return found;
  }

  function name(text) { return element("span", "", text); }

  // Limits of départements from afar, of communes from near, with their names when there is room.
  function aroundIt(told) {
    return following(function (map) {
      return inView(told, zoomOf(map) < 11 ? "departement" : "commune", map);
    }, function (group, features) {
      group.addLayer(shapes(features, { pane: "around", tone: function () { return "ground-commune"; } }));
    }, function (map, group) {
      var seen = inSight(map, group), named = zoomOf(map) > 6 && seen.length <= NAMES;
      if (group) each(group, function (layer) {
        if (!named || seen.indexOf(layer) < 0) return layer.unbindTooltip();
        if (!layer.getTooltip()) layer.bindTooltip(name(layer.feature.properties.name), { permanent: true, direction: "center", className: "live-name" });
      });
    });
  }

  // The place of the page, its other generations dashed.
  function own(told) {
    return following(function (map) {
      return told.own + "?zoom=" + detail(map);
    }, function (group, features) {
      group.addLayer(shapes(features, { pane: "own", tone: function (feature) {
        return feature.properties.generation === told.generation ? "ground-own" : "ground-older";
      } }));
    });
  }

  function main(told, map, count, list) {
    return following(function (where) {
      return inView(told, told.kind, where);
    }, function (group, features) {
      var others = features.filter(function (one) { return one.properties.kind + " " + one.properties.code !== told.code; });
      group.addLayer(shapes(others, { pane: "main", interactive: !told.chooses, tone: function () { return "ground-qpv"; } }));
      if (!told.chooses) each(group, function (layer) {
        layer.bindTooltip(name(layer.feature.properties.name), { sticky: true });
        layer.on("click", function () { window.location.assign(page(told, layer)); });
      });
    }, function (where, group) { tell(told, where, group, count, list); });
  }

  // What is in view, in words and links: the map for whoever does not see it.
  function tell(told, map, group, count, list) {
    list.replaceChildren();
    if (!group) {
      count.textContent = "Les contours n'ont pas pu être chargés. Déplacez la carte pour recommencer.";
      return;
    }
    var words = told.words.split("|"), found = inSight(map, group);
    var others = told.code && told.code.startsWith(told.kind + " ") ? "Autour\u202f: " : "Dans cette vue\u202f: ";
    count.textContent = others + (found.length ? found.length.toLocaleString("fr-FR") : "aucun" + (words[0].startsWith("cité") ? "e" : "")) + " " + words[found.length > 1 ? 1 : 0] +
      (found.length > LISTED ? ". Rapprochez la carte pour en avoir la liste." : ".");
    if (found.length > LISTED) return;
    found.sort(function (one, other) { return one.feature.properties.name.localeCompare(other.feature.properties.name, "fr"); });
    found.forEach(function (layer) { list.append(row(told, layer)); });
  }

  function page(told, layer) {
    var place = layer.feature.properties;
    return told.page.replace("SORTE", place.kind).replace("CODE", encodeURIComponent(place.code));
  }

  function row(told, layer) {
    var place = layer.feature.properties, line = element("li"), link = element("a", "", place.name);
    function mark(on) {
      var drawn = layer.getElement();
      if (drawn) drawn.classList.toggle("live-marked", on);
    }
    link.href = page(told, layer);
    ["focus", "mouseenter"].forEach(function (event) { link.addEventListener(event, function () { mark(true); }); });
    ["blur", "mouseleave"].forEach(function (event) { link.addEventListener(event, function () { mark(false); }); });
    line.append(link, place.is_invented ? " (inventé)" : "");
    return line;
  }
})();
