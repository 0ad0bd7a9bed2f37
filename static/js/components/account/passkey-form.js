// A form whose `credential` a passkey fills in. `data-passkey` says how: create, get (with options in the
// page), or login (options are fetched when somebody asks, since each asking makes a new challenge).
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { createPasskey, getPasskey, passkeysWork } from "piyakast/lib/passkey.js";

const inPage = () => JSON.parse(document.getElementById("passkey-options").textContent);
const ways = {
  create: async () => createPasskey(inPage().creation_options),
  get: async () => getPasskey(inPage().request_options),
  login: async (form) => getPasskey((await send(form.dataset.options)).request_options),
};

export function bindPasskeyForm(form) {
  const says = form.querySelector("[data-passkey-error]");
  const button = form.querySelector("[type=submit]");
  // Until now it could only have sent an empty answer.
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    says.hidden = true;
    if (!passkeysWork()) return show(says, gettext("This browser cannot use passkeys. Choose another way."));
    button.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = JSON.stringify(await ways[form.dataset.passkey](form));
      form.submit();
    } catch (error) {
      show(says, explain(error));
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

function show(place, text) {
  place.textContent = text;
  place.hidden = false;
}

function explain(error) {
  // Browsers do not tell apart "cancelled", "timed out" and "none found", so that sites learn nothing.
  if (error.name === "NotAllowedError" || error.name === "AbortError") {
    return gettext("No passkey was used. Try again, or choose another way.");
  }
  if (error.name === "InvalidStateError") return gettext("This device has a passkey for your account already.");
  if (error.name === "SecurityError") return gettext("Passkeys need a secure address (https).");
  return error.message || gettext("Something went wrong. Try again.");
}
