// Folding the chat away and back; the choice is kept on this device.
import { recall, remember } from "piyakast/lib/chat/prefs.js";

export class Layout {
  constructor(root) {
    this.root = root;
    this.fold = root.querySelector("[data-fold]");
    this.unfold = root.querySelector("[data-unfold]");
    if (!this.fold) return;
    this.fold.addEventListener("click", () => this.set(true));
    this.unfold.addEventListener("click", () => this.set(false));
    root.addEventListener("chatpopout", () => this.set(true, { keep: false }));
    this.set(recall("folded", false), { keep: false, focus: false });
  }

  set(folded, { keep = true, focus = true } = {}) {
    this.root.toggleAttribute("data-folded", folded);
    this.root.querySelector("[data-frame]").hidden = folded;
    this.unfold.hidden = !folded;
    if (keep) remember("folded", folded);
    if (focus) (folded ? this.unfold : this.fold).focus({ preventScroll: true });
    this.root.dispatchEvent(new CustomEvent("chatfold", { bubbles: true, detail: folded }));
  }
}
