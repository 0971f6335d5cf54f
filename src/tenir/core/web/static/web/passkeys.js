// Passkeys: a device answers a challenge of this site. Without this script or such a device, the forms stay hidden or
// say what is missing, and a code by mail opens the same door.
"use strict";

const SUPPORTED = Boolean(window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON);

// Somebody who closes the window of the device changed their mind: the page stays as it is.
async function answered(ask, form) {
  try {
    form.elements.credential.value = JSON.stringify((await ask()).toJSON());
  } catch (error) {
    if (!["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name)) throw error;
    const hint = form.querySelector("[data-passkey-hint]");
    if (hint) hint.hidden = false;
    return;
  }
  form.submit();
}

async function challengeOf(form) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const response = await fetch(form.dataset.passkeyEnter, { method: "POST", body });
  return PublicKeyCredential.parseRequestOptionsFromJSON(await response.json());
}

for (const form of document.querySelectorAll("form[data-passkey-enter]")) {
  form.hidden = !SUPPORTED;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answered(async () => navigator.credentials.get({ publicKey: await challengeOf(form) }), form);
  });
}

for (const form of document.querySelectorAll("form[data-passkey-add]")) {
  form.addEventListener("submit", (event) => {
    if (!SUPPORTED || !form.reportValidity()) return;
    event.preventDefault();
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(form.dataset.passkeyAdd));
    answered(() => navigator.credentials.create({ publicKey }), form);
  });
}
