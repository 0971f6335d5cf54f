/* A file given as proof leaves as soon as it is chosen, in pieces, and goes on after a cut (tus 1.0.0). Without this
   file, or where it fails, the form sends the whole file like any other. */
(function () {
  "use strict";
  var form = document.querySelector("[data-deposits]");
  if (!form || !window.fetch || !window.URL) return;
  var PIECE = 256 * 1024;
  var WAITS = [1, 2, 5, 10, 20];
  var GONE = [404, 410];
  var input = form.querySelector("input[type=file]");
  var arrived = form.querySelector("[data-deposit]");
  var progress = form.querySelector("[data-progress]");
  var csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  var turn = 0;
  var running = false;
  var sendWhenDone = false;

  /* What the server refused for good: trying again would change nothing. */
  function Refused(sentence) { this.sentence = sentence; }

  function say(text) { if (progress.textContent !== text) progress.textContent = text; }

  function base64(bytes) {
    var text = "";
    bytes.forEach(function (byte) { text += String.fromCharCode(byte); });
    return btoa(text);
  }

  async function ask(method, url, headers, body) {
    var told = Object.assign({ "Tus-Resumable": "1.0.0", "X-CSRFToken": csrf }, headers);
    return fetch(url, { method: method, headers: told, body: body, credentials: "same-origin", cache: "no-store" });
  }

  async function refuse(answer) {
    if (answer.status >= 500) throw new Error(String(answer.status));
    var plain = (answer.headers.get("Content-Type") || "").indexOf("text/plain") === 0;
    throw new Refused(plain ? await answer.text() : "Le dépôt a été refusé. Rechargez la page, puis réessayez.");
  }

  async function begin(file) {
    var name = base64(new TextEncoder().encode(file.name));
    var answer = await ask("POST", form.dataset.deposits, {
      "Upload-Length": String(file.size),
      "Upload-Metadata": "filename " + name,
    });
    if (answer.status !== 201) await refuse(answer);
    return answer.headers.get("Location");
  }

  /* How much has arrived; -1 for a deposit that is over or forgotten. */
  async function standing(url) {
    var answer = await ask("HEAD", url, {});
    if (GONE.indexOf(answer.status) >= 0) return -1;
    if (!answer.ok) await refuse(answer);
    return Number(answer.headers.get("Upload-Offset"));
  }

  async function add(url, file, offset) {
    var piece = await file.slice(offset, offset + PIECE).arrayBuffer();
    var headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
    /* Browsers sum on secure pages only. */
    if (window.crypto && crypto.subtle) {
      headers["Upload-Checksum"] = "sha256 " + base64(new Uint8Array(await crypto.subtle.digest("SHA-256", piece)));
    }
    var answer = await ask("PATCH", url, headers, piece);
    if (answer.status === 204 || answer.status === 409) return Number(answer.headers.get("Upload-Offset"));
    if (answer.status === 460) return offset;
    /* Another tab finished it, or a day went by. */
    if (GONE.indexOf(answer.status) >= 0) return -1;
    return refuse(answer);
  }

  /* A page that is closed in the middle finds its deposit again. */
  function keyOf(file) {
    return "tenir-depot " + [form.dataset.deposits, file.name, file.size, file.lastModified].join(" ");
  }
  function recall(key) { try { return localStorage.getItem(key); } catch (error) { return null; } }
  function note(key, url) {
    try {
      if (url) localStorage.setItem(key, url); else localStorage.removeItem(key);
    } catch (error) { /* storage is closed: the deposit goes on in this page alone */ }
  }

  function pause(seconds) {
    return new Promise(function (done) {
      var timer = setTimeout(end, seconds * 1000);
      window.addEventListener("online", end);
      function end() {
        clearTimeout(timer);
        window.removeEventListener("online", end);
        done();
      }
    });
  }

  async function deposit(file, mine) {
    var key = keyOf(file);
    var url = recall(key);
    var cuts = 0;
    while (mine === turn) {
      try {
        if (!url) note(key, url = await begin(file));
        var offset = await standing(url);
        while (offset >= 0 && offset < file.size && mine === turn) {
          say(file.name + "\u202f: " + 10 * Math.floor(10 * offset / file.size) + "\u202f% arrivé");
          offset = await add(url, file, offset);
          cuts = 0;
        }
        if (mine !== turn) return;
        if (offset < 0) { note(key, url = null); continue; }
        note(key, null);
        return url;
      } catch (error) {
        if (error instanceof Refused) throw error;
        var wait = WAITS[Math.min(cuts++, WAITS.length - 1)];
        say("Le réseau manque. Le dépôt de " + file.name + " reprendra de lui-même là où il en est.");
        await pause(wait);
      }
    }
  }

  async function start() {
    var file = input.files[0];
    var mine = ++turn;
    arrived.value = "";
    running = false;
    if (!file) return say("");
    if (file.size > Number(form.dataset.largest)) {
      return say("Ce fichier pèse plus de " + Number(form.dataset.largest) / 1048576 + "\u00a0Mo. Donnez-en une copie plus légère, ou un lien.");
    }
    running = true;
    try {
      var url = await deposit(file, mine);
      if (!url || mine !== turn) return;
      arrived.value = url.replace(/\/$/, "").split("/").pop();
      input.value = "";
      say(file.name + " est arrivé. Il reste à donner la preuve.");
    } catch (error) {
      if (mine !== turn) return;
      sendWhenDone = false;
      say(error instanceof Refused ? error.sentence : "");
    }
    running = false;
    if (sendWhenDone) form.requestSubmit();
  }

  input.addEventListener("change", start);
  form.addEventListener("submit", function (event) {
    if (!running) return;
    event.preventDefault();
    /* The site's own guard against sending twice must not count this one. */
    event.stopPropagation();
    sendWhenDone = true;
    say("Le fichier arrive encore\u202f: la preuve partira dès qu'il sera là.");
  });
})();
