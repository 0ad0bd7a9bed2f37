// A password that can be shown while it is typed.
import { gettext } from "piyakast/lib/i18n.js";

export function bindReveal(host) {
  const input = host.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal__button";
  button.setAttribute("aria-controls", input.id);
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? gettext("Hide") : gettext("Show");
    button.setAttribute("aria-label", shown ? gettext("Hide the password") : gettext("Show the password"));
  };
  button.addEventListener("click", () => {
    show(input.type === "password");
    input.focus();
  });
  // Browsers keep what was typed in a text field for suggestions: a password must not be one.
  input.form.addEventListener("submit", () => show(false));
  show(false);
  host.append(button);
}
