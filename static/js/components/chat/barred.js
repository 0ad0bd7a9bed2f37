// Why one cannot write here, with the button that changes it.
import { gettext, interpolate, locale } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { attempt } from "piyakast/lib/toast.js";
import { make } from "piyakast/components/chat/dom.js";

const moment = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "medium" });
const SOON_MS = 3_600_000;

export class Barred {
  #timer;

  /** `ask()` asks the server again what one may do. */
  constructor(box, config, { ask }) {
    Object.assign(this, { box, config, ask });
  }

  show({ can_write: may, why, code, until }) {
    clearInterval(this.#timer);
    this.box.hidden = may;
    if (may) return;
    this.text = make("span", {}, why);
    this.box.replaceChildren(make("p", {}, this.text), ...this.#ways(code));
    if (until) this.#count(why, until);
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

  // A timeout that ends soon is counted down; then the field comes back by itself.
  #count(why, until) {
    const show = () => {
      const left = until - Date.now();
      if (left <= 0) {
        clearInterval(this.#timer);
        this.ask();
      } else if (left < SOON_MS) {
        const time = `${Math.floor(left / 60_000)}:${String(Math.floor((left % 60_000) / 1000)).padStart(2, "0")}`;
        this.text.textContent = `${why} ${interpolate(gettext("You can write again in %(time)s."), { time })}`;
      } else {
        this.text.textContent = `${why} ${interpolate(gettext("You can write again at %(time)s."), { time: moment.format(new Date(until)) })}`;
      }
    };
    show();
    this.#timer = setInterval(show, 1000);
  }
}
