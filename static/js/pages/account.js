// Signing in and the settings.
import { bindConfirm } from "piyakast/components/confirm-form.js";
import { bindCopy } from "piyakast/components/account/copy.js";
import { bindExports } from "piyakast/components/account/exports.js";
import { bindHandle } from "piyakast/components/account/handle.js";
import { bindPasskeyForm } from "piyakast/components/account/passkey-form.js";
import { bindPicture } from "piyakast/components/account/picture.js";
import { bindReveal } from "piyakast/components/account/reveal.js";

const bindings = {
  "[data-passkey]": bindPasskeyForm,
  "[data-reveal]": bindReveal,
  "[data-copy]": bindCopy,
  "[data-exports]": bindExports,
  "[data-picture]": bindPicture,
  "[data-handle-check]": bindHandle,
  "[data-confirm-title]": bindConfirm,
};
for (const [selector, bind] of Object.entries(bindings)) {
  for (const each of document.querySelectorAll(selector)) bind(each);
}

