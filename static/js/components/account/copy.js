// Copies the text beside the button: recovery codes, the key of the authenticator app.
import { gettext } from "piyakast/lib/i18n.js";
import { toast } from "piyakast/lib/toast.js";

export function bindCopy(button) {
  if (!navigator.clipboard) return;
  const source = button.closest("section, form, li").querySelector("[data-copy-text]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const lines = [...source.querySelectorAll("li")].map((each) => each.textContent.trim());
    try {
      await navigator.clipboard.writeText(lines.join("\n") || source.textContent.trim());
      toast(gettext("Copied."));
    } catch {
      toast(gettext("The browser did not allow it. Select the text and copy it yourself."), { error: true });
    }
  });
}
