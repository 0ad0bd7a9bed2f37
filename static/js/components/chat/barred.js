// Why one cannot write here, with the button that changes it.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { formatTime } from "piyakast/lib/player/time.js";
import { attempt } from "piyakast/lib/toast.js";
import { make } from "piyakast/components/chat/dom.js";

const SOON_MS = 3_600_000;
// The sentence grows old: it is asked for anew.
const AGAIN_MS = 30_000;

export class Barred {
  #timer;

  /** `ask()` asks the server again what one may do. */
  constructor(box, config, { ask }) {
    Object.assign(this, { box, config, ask });
  }

  hide() {
    clearInterval(this.#timer);
    this.box.hidden = true;
  }

  show({ can_write: may, why, code, until }) {
    this.hide();
    if (may) return;
    this.box.hidden = false;
    this.box.replaceChildren(make("p", {}, why), ...this.#ways(code));
    if (until) this.#count(until);
  }

  #ways(code) {
    const { urls, channel, following } = this.config;
    const link = (href, text) => make("a", { class: "button button--primary button--small", href, target: this.config.popout ? "_blank" : null }, text);
    if (code === "sign-in") return [link(urls.login, gettext("Sign in"))];
    if (code === "unverified") return [link(urls.verify, gettext("Verify the address"))];
    if (code !== "followers-only" || following) return [];
    const button = make("button", { type: "button", class: "button button--primary button--small", onclick: () => this.#follow(button) },
      interpolate(gettext("Follow %(name)s"), channel));
    return [button];
  }

  async #follow(button) {
    button.disabled = true;
    await attempt(async () => {
      await send(`/api/v1/me/following/${encodeURIComponent(this.config.channel.handle)}`, { method: "PUT" });
      this.config.following = true;
      this.ask();
    });
    button.disabled = false;
  }

  // The sentence says about how long; the clock beside it how long exactly. The field comes back by itself.
  #count(until) {
    const clock = make("span", { class: "chat-barred__clock", role: "timer", "aria-hidden": "true" });
    this.box.firstElementChild.append(" ", clock);
    let asked = Date.now();
    const show = () => {
      const left = until - Date.now();
      clock.textContent = left > 0 && left < SOON_MS ? formatTime(left / 1000) : "";
      if (left > 0 && Date.now() - asked < AGAIN_MS) return;
      asked = Date.now();
      this.ask();
    };
    show();
    this.#timer = setInterval(show, 1000);
  }
}
