// <piyak-chat>: the room beside a stream or a video, live or as it was.
import { gettext } from "piyakast/lib/i18n.js";
import { Layout } from "piyakast/components/chat/layout.js";

class PiyakChat extends HTMLElement {
  #part = null;

  async connectedCallback() {
    const config = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    this.layout ??= new Layout(this);
    const made = await load(config.mode).catch(() => null);
    if (!made) {
      // A browser does not ask again for code that it once failed to get.
      const words = this.querySelector("[data-empty]");
      words.textContent = gettext("The chat could not be loaded. Load the page again.");
      words.hidden = false;
      return;
    }
    // Taken out of the page again while the code was on its way.
    if (this.isConnected && !this.#part) this.#part = made(this, config);
  }

  disconnectedCallback() {
    this.#part?.destroy();
    this.#part = null;
  }
}

async function load(mode) {
  if (mode === "replay") {
    const { Replay } = await import("piyakast/components/chat/replay.js");
    return (root, config) => new Replay(root, config);
  }
  const { Room } = await import("piyakast/components/chat/room.js");
  return (root, config) => new Room(root, config);
}

customElements.define("piyak-chat", PiyakChat);
