// Own messages that the server has not confirmed: at the end of the list, and with what to do when one failed.
import { gettext } from "piyakast/lib/i18n.js";
import { icon, make } from "piyakast/components/chat/dom.js";

export class Pending {
  constructor(list, outbox, { again, edit, changed }) {
    Object.assign(this, { list, outbox, again, edit, changed });
  }

  draw() {
    this.list.replaceChildren(...this.outbox.items.map((item) => this.#item(item)));
    this.changed();
  }

  #item({ cid, text, state, why }) {
    const failed = state === "failed";
    const item = make("li", { class: failed ? "chat-pending chat-pending--failed" : "chat-pending", "data-cid": cid },
      make("bdi", { dir: "auto", class: "chat-message__text" }, text));
    if (!failed) {
      item.append(" ", make("span", { class: "chat-pending__state" }, gettext("Sending …")));
      return item;
    }
    const act = (label, run) => make("button", { type: "button", class: "chat-pending__act", onclick: run }, label);
    item.append(
      make("p", { class: "chat-pending__why", role: "alert" }, icon("circle-alert", "icon--small"), why),
      make("p", { class: "chat-pending__acts" },
        act(gettext("Send again"), () => this.again(cid)),
        act(gettext("Edit"), () => { this.outbox.drop(cid); this.draw(); this.edit(text); }),
        act(gettext("Discard"), () => { this.outbox.drop(cid); this.draw(); })),
    );
    return item;
  }
}
