// Passkeys: asks the server for a question, the browser for an answer, and sends the answer by the
// page's own form. Without this script, or without keys in the browser, the forms stay hidden and
// the page says what else there is.
"use strict";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

const read = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  allowCredentials: withBytes(options.allowCredentials),
  excludeCredentials: withBytes(options.excludeCredentials),
  ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
});

const written = (key) => {
  const { response } = key;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
    .filter((part) => response[part])
    .map((part) => [part, toText(response[part])]);
  return JSON.stringify({
    id: key.id,
    rawId: toText(key.rawId),
    type: key.type,
    response: Object.fromEntries(parts),
  });
};

const ask = async (form) => {
  const answer = await fetch(form.dataset.question, { method: "POST", body: new FormData(form) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.refused);
  const publicKey = read(said);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey })
    : navigator.credentials.get({ publicKey });
};

const send = async (event) => {
  const form = event.currentTarget;
  event.preventDefault();
  const place = form.querySelector("[role=alert]");
  place.textContent = "";
  try {
    form.elements.credential.value = written(await ask(form));
  } catch (error) {
    // The browser's own words are English and long; what the server says is for people.
    place.textContent = error.name === "Error" ? error.message : place.dataset.stopped;
    return;
  }
  for (const field of form.querySelectorAll("[type=password]")) field.disabled = true;
  form.submit();
};

if (window.PublicKeyCredential) {
  for (const words of document.querySelectorAll("[data-without-keys]")) words.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
}
