// The end of a video: play again, and the next one after a countdown that can be cancelled.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { recall } from "piyakast/lib/player/prefs.js";
import { icon } from "piyakast/components/player/icons.js";
import { make } from "piyakast/components/player/dom.js";

const COUNTDOWN_S = 8;

/** Whether the next video starts by itself: what was chosen here, else the account's setting. */
export function autoplayNext(config) {
  return recall("autoplayNext", config.autoplayNext);
}

/** Go to the next video and let it start there. */
export function goToNext(config) {
  try {
    sessionStorage.setItem("piyakast.player.playOnArrival", config.next.id);
  } catch {
    // Without storage the next page waits for a click.
  }
  location.assign(config.next.url);
}

export class EndScreen {
  #box = make("div", { class: "player-end", hidden: true });
  #player;
  #timer = 0;

  constructor(player, overlay) {
    this.#player = player;
    overlay.append(this.#box);
    player.video.addEventListener("ended", () => this.#show());
    for (const type of ["play", "seeking"]) player.video.addEventListener(type, () => this.hide());
  }

  hide() {
    clearInterval(this.#timer);
    this.#box.hidden = true;
    delete this.#player.root.dataset.ended;
  }

  #show() {
    const { config, root, video } = this.#player;
    if (video.loop) return;
    root.dataset.ended = "";
    const again = make("button", { type: "button", class: "player-end-button", onclick: () => { this.#player.actions.seek(0); video.play(); } }, icon("replay"), gettext("Play again"));
    this.#box.replaceChildren();
    if (config.embed) {
      this.#box.append(again, make("a", { class: "player-end-button player-end-primary", href: config.watchUrl, target: "_blank", rel: "noopener" }, interpolate(gettext("Watch on %(site)s"), { site: config.siteName })));
    } else if (config.next) {
      this.#offerNext(again);
    } else {
      this.#box.append(again);
    }
    this.#box.hidden = false;
  }

  #offerNext(again) {
    const { config } = this.#player;
    const { next } = config;
    const poster = next.poster ? make("img", { src: next.poster, alt: "", width: "320", height: "180" }) : null;
    const status = make("p", { class: "player-end-count", role: "status" });
    const play = make("button", { type: "button", class: "player-end-button player-end-primary", onclick: () => goToNext(config) }, gettext("Play now"));
    const cancel = make("button", { type: "button", class: "player-end-button", onclick: stop }, gettext("Cancel"));
    const self = this;
    function stop() {
      clearInterval(self.#timer);
      status.textContent = "";
      cancel.replaceWith(again);
      again.focus();
    }
    this.#box.append(
      make("div", { class: "player-end-card" }, poster, make("div", { class: "player-end-text" },
        make("span", { class: "player-end-kicker" }, gettext("Next")), make("strong", {}, next.title), make("span", {}, next.channel), status)),
      make("div", { class: "player-end-buttons" }, autoplayNext(config) ? cancel : again, play));
    if (!autoplayNext(config)) return;
    let left = COUNTDOWN_S;
    const say = () => { status.textContent = interpolate(gettext("Starts in %(seconds)s s"), { seconds: left }); };
    say();
    this.#timer = setInterval(() => {
      // Somebody who looks elsewhere has not agreed to go on.
      if (document.hidden) return;
      left -= 1;
      if (left > 0) return say();
      clearInterval(this.#timer);
      return goToNext(config);
    }, 1000);
  }
}
