// What was typed waits in this browser until it has left: a network that drops, a page closed by mistake lose nothing.
(() => {
  const key = (promise) => `tenir.point.${promise}`;
  const kept = (form) => [...form.querySelectorAll("textarea, input[type=text], input:not([type]), select")];
  const sent = document.querySelector("[data-sent]");
  try {
    if (sent) {
      localStorage.removeItem(key(sent.dataset.sent));
      // The file left with them (deposits.js).
      localStorage.removeItem(`tenir-depot-dernier ${sent.dataset.sentDeposits}`);
    }
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const name = key(form.dataset.draft);
    const draft = JSON.parse(localStorage.getItem(name) || "{}");
    for (const field of kept(form)) {
      if (!field.value && draft[field.name]) field.value = draft[field.name];
    }
    form.addEventListener("input", () => {
      const words = Object.fromEntries(kept(form).map((field) => [field.name, field.value]));
      localStorage.setItem(name, JSON.stringify(words));
    });
    // Two touches are one sending; the server would say so too.
    form.addEventListener("submit", (event) => {
      if (form.dataset.leaving) event.preventDefault();
      form.dataset.leaving = "yes";
      setTimeout(() => delete form.dataset.leaving, 8000);
    });
    addEventListener("pageshow", () => delete form.dataset.leaving);
  } catch {
    // A browser that keeps nothing still sends.
  }
})();
