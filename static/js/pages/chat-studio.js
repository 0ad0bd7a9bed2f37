// The studio's pages of chat: harsh changes ask first, what is shown once can be copied, and the overlay's address follows its looks.
import { gettext } from "piyakast/lib/i18n.js";
import { bindConfirm } from "piyakast/components/confirm-form.js";
import { bindDeliveries } from "piyakast/components/chat/deliveries.js";
import { bindEmoteUpload } from "piyakast/components/chat/emote-upload.js";
import { bindCopyLines } from "piyakast/components/live/copying.js";
import { attempt, toast } from "piyakast/lib/toast.js";

for (const form of document.querySelectorAll("form[data-confirm]")) bindConfirm(form);
for (const form of document.querySelectorAll("[data-emote-upload]")) bindEmoteUpload(form);
for (const hooks of document.querySelectorAll("[data-hooks]")) bindDeliveries(hooks);

const once = document.querySelector("[data-once]");
if (once) {
  bindCopyLines(once);
  // Loading the page again asks for the list, not for another secret.
  history.replaceState(null, "", once.dataset.once);
  once.querySelector("h2").focus();
}

const copier = document.querySelector("[data-copy]");
const look = document.querySelector("[data-overlay-look]");
if (copier) {
  copier.hidden = false;
  look.hidden = false;
  copier.addEventListener("click", () => attempt(async () => {
    await navigator.clipboard.writeText(copier.dataset.copy);
    toast(gettext("Address copied."));
  }));
  look.addEventListener("input", () => show(addressOf(look, copier.dataset.copy)));
}

function addressOf(form, address) {
  const url = new URL(address);
  for (const control of form.querySelectorAll("[name]")) {
    const usual = control.type === "checkbox" ? control.defaultChecked : usualOf(control);
    const value = control.type === "checkbox" ? control.checked : control.value;
    if (value === usual || !control.validity.valid) url.searchParams.delete(control.name);
    else url.searchParams.set(control.name, control.type === "checkbox" ? Number(value) : value);
  }
  return url.href;
}

const usualOf = (control) => (control.tagName === "SELECT" ? control.options[0].value : control.defaultValue);

function show(address) {
  copier.dataset.copy = address;
  document.querySelector("[data-overlay-url]").textContent = address;
  document.querySelector("[data-overlay-open]").href = address;
}
