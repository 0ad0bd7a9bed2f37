// A form that cannot be undone asks first.
import { confirmDialog } from "piyakast/lib/dialog.js";

export function bindConfirm(form) {
  let confirmed = false;
  form.addEventListener("submit", async (event) => {
    if (confirmed) return;
    event.preventDefault();
    const { confirmTitle: title, confirmText: text, confirmAction: action } = form.dataset;
    confirmed = await confirmDialog({ title, text, action });
    if (confirmed) form.requestSubmit();
  });
}
