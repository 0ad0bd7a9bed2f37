// A line of text with a button that copies it.

import { gettext } from "piyakast/lib/i18n.js";
import { toast } from "piyakast/lib/toast.js";

export function bindCopyLines(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy-button]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.parentElement.querySelector("[data-copy-text]").textContent.trim());
        toast(gettext("Copied."));
      } catch {
        toast(gettext("The browser did not allow it. Select the text and copy it yourself."), { error: true });
      }
    });
  }
}
