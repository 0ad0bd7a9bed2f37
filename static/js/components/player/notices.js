// What stands in the way of playing, said over the picture with a way on.

import { gettext } from "piyakast/lib/i18n.js";
import { make } from "piyakast/components/player/dom.js";

const sentences = () => ({
  offline: [gettext("You are offline"), gettext("The video goes on by itself when the connection is back.")],
  network: [gettext("The connection was lost"), gettext("Trying again by itself. What is already loaded keeps playing.")],
  gone: [gettext("This video is no longer here"), gettext("It was removed, or its owner changed who may see it.")],
  denied: [gettext("You may not watch this video any more"), gettext("Its owner changed who may see it. Reload the page to see what you may do.")],
  media: [gettext("This video could not be played"), gettext("Something in the file upset your browser. Trying again often helps.")],
  unsupported: [gettext("Your browser cannot play this video"), gettext("Try a current version of Chrome, Firefox, Safari or Edge.")],
});

export class Notices {
  #box = make("div", { class: "player-notice", role: "alert", hidden: true });
  #waiting = make("div", { class: "player-waiting", role: "status", hidden: true });
  #player;
  #sentences;

  /** `words` maps each kind of trouble to its title and text. */
  constructor(player, overlay, words = sentences()) {
    this.#player = player;
    this.#sentences = words;
    overlay.append(this.#box, this.#waiting);
    const { engine, video } = player;
    engine.addEventListener("trouble", ({ detail }) => this.trouble(detail.kind));
    engine.addEventListener("recovered", () => this.clear());
    video.addEventListener("playing", () => this.#settled());
  }

  /** Explain what went wrong; loaded picture stays visible behind a network problem. */
  trouble(kind) {
    const [title, text] = this.#sentences[kind];
    const retry = kind === "gone" || kind === "unsupported"
      ? null
      : make("button", { type: "button", class: "player-notice-button", onclick: () => this.#retry(kind) }, kind === "denied" ? gettext("Reload the page") : gettext("Try again"));
    this.#box.dataset.kind = kind;
    this.#box.replaceChildren(make("strong", {}, title), make("p", {}, text), ...(retry ? [retry] : []));
    this.#box.hidden = false;
  }

  #retry(kind) {
    if (kind === "denied") {
      location.reload();
      return;
    }
    this.#player.engine.retry();
    this.#player.video.play().catch(() => {});
  }

  #settled() {
    if (!this.#waiting.hidden && this.#player.pendingSeek === null) this.waitFor(null);
  }

  /** Say that this part is still being made; null takes the sentence away. */
  waitFor(text) {
    this.#waiting.hidden = text === null;
    if (text !== null && this.#waiting.textContent !== text) this.#waiting.textContent = text;
  }

  clear() {
    this.#box.hidden = true;
  }
}
