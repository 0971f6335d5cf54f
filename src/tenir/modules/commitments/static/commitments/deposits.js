/* A file given as proof leaves as soon as it is chosen, in pieces, and goes on after a cut (tus 1.0.0). Without this
   script, or where it fails, the form sends the whole file like any other. The form says where deposits begin and what
   its person came by (a session, or the secret of a link), and how its own sending is called. */
(function () {
  "use strict";
  var form = document.querySelector("[data-deposits]");
  if (!form || !window.fetch || !window.URL) return;
  var PIECE = 256 * 1024;
  var WAITS = [1, 2, 5, 10, 20];
  var GONE = [404, 410];
  var input = form.querySelector("input[type=file]");
  var arrived = form.querySelector("[data-deposit]");
  var drop = form.querySelector("[data-drop]");
  var progress = form.querySelector("[data-progress]");
  var csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  var turn = 0;
  var running = false;
  var sendWhenDone = false;
  var submitter;
  /* What this form deposited last, so that the page opened again knows. */
  var LAST = "tenir-depot-dernier " + form.dataset.deposits;

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
    if (form.dataset.link) told[form.dataset.linkHeader] = form.dataset.link;
    /* The address of the page may be a key: no request carries it further. */
    return fetch(url, {
      method: method, headers: told, body: body, credentials: "same-origin", cache: "no-store", referrerPolicy: "origin"
    });
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
        if (!url) {
          note(key, url = await begin(file));
          note(LAST, JSON.stringify({ url: url, name: file.name, size: file.size }));
        }
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

  function arrive(url, name) {
    arrived.value = url.replace(/\/$/, "").split("/").pop();
    input.value = "";
    if (drop) drop.hidden = false;
    say(name + " est arrivé. " + form.dataset.left);
  }

  /* A page opened again has the file that arrived whole; of one that was cut, it says how to go on. */
  async function restore() {
    var last = JSON.parse(recall(LAST) || "null");
    if (!last || arrived.value) return;
    var offset = await standing(last.url);
    if (turn) return;
    if (offset < 0) return note(LAST, null);
    var fold = input.closest("details");
    if (fold) fold.open = true;
    if (offset === last.size) return arrive(last.url, last.name);
    say(last.name + " n'est arrivé qu'à " + 10 * Math.floor(10 * offset / last.size) + "\u202f%. Choisissez-le de nouveau\u202f: il reprendra là où il en est.");
  }

  async function start() {
    var file = input.files[0];
    var mine = ++turn;
    arrived.value = "";
    running = false;
    if (drop) {
      drop.hidden = true;
      drop.querySelector("input").checked = false;
    }
    if (!file) return say("");
    if (file.size > Number(form.dataset.largest)) {
      return say("Ce fichier pèse plus de " + Number(form.dataset.largest) / 1048576 + "\u00a0Mo. Donnez-en une copie plus légère, ou un lien.");
    }
    running = true;
    try {
      var url = await deposit(file, mine);
      if (!url || mine !== turn) return;
      arrive(url, file.name);
    } catch (error) {
      if (mine !== turn) return;
      sendWhenDone = false;
      say(error instanceof Refused ? error.sentence : "");
    }
    running = false;
    if (sendWhenDone) form.requestSubmit(submitter);
  }

  input.addEventListener("change", start);
  form.addEventListener("submit", function (event) {
    if (!running) return;
    event.preventDefault();
    /* The guards against sending twice must not count this one. */
    event.stopImmediatePropagation();
    sendWhenDone = true;
    submitter = event.submitter || undefined;
    say("Le fichier arrive encore\u202f: " + form.dataset.leaves + " partira dès qu'il sera là.");
  });
  restore().catch(function () { /* the network is away: whoever chooses the file again goes on */ });
})();
