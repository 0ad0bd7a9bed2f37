// Chat as it was, beside the recording: follows the player, whichever way it goes. Read only.
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { Timeline } from "piyakast/lib/chat/timeline.js";
import { MessageList } from "piyakast/components/chat/list.js";
import { MessageMaker } from "piyakast/components/chat/message.js";

const JUMP_S = 6;
const MOST_PAGES = 20;
const AGAIN_MS = 5000;

export class Replay {
  #shown = -1;
  #busy = false;
  #quietUntil = 0;
  #stop = new AbortController();

  constructor(root, config) {
    this.root = root;
    this.config = config;
    this.note = root.querySelector("[data-replay-note]");
    this.maker = new MessageMaker({ replay: true });
    this.maker.links = config.links;
    this.list = new MessageList(root, this.maker);
    this.timeline = new Timeline((from, to) => this.#fetch(from, to));
    root.toggleAttribute("data-times", true);
    this.video = document.querySelector("piyak-player video");
    const { signal } = this.#stop;
    for (const type of ["timeupdate", "seeking", "seeked", "playing"]) {
      this.video?.addEventListener(type, () => this.#follow(), { signal });
    }
    this.#say(gettext("Messages appear as the recording plays."));
    this.#follow();
  }

  destroy() {
    this.#stop.abort();
    this.list.destroy();
  }

  async #follow() {
    const time = this.video?.currentTime ?? 0;
    if (!this.timeline.isReady(time)) {
      await this.#load(time);
      return;
    }
    // Keep what comes next on its way.
    this.timeline.ready(time).catch(() => {});
    this.#show(time);
  }

  async #load(time) {
    if (this.#busy || performance.now() < this.#quietUntil) return;
    this.#busy = true;
    try {
      await this.timeline.ready(time);
      this.#say("");
    } catch {
      this.#quietUntil = performance.now() + AGAIN_MS;
      this.#say(gettext("The messages could not be loaded. Trying again …"));
      setTimeout(() => { if (!this.#stop.signal.aborted) this.#follow(); }, AGAIN_MS + 100);
    } finally {
      this.#busy = false;
    }
    // The player may have gone elsewhere meanwhile.
    if (this.timeline.isReady(this.video?.currentTime ?? 0)) this.#follow();
  }

  #show(time) {
    const jumped = time < this.#shown || time > this.#shown + JUMP_S;
    if (jumped) {
      this.list.clear();
      this.list.toNewest();
      this.#shown = -1;
    }
    for (const entry of this.timeline.between(this.#shown, time)) this.list.push(entry);
    this.#shown = time;
    this.list.ready();
  }

  async #fetch(from, to) {
    const entries = [];
    let place = { from, after: 0 };
    for (let page = 0; page < MOST_PAGES && place.from !== null; page += 1) {
      const answer = await send(`${this.config.urls.replay}?from=${place.from}&after=${place.after}&to=${to}`);
      entries.push(...answer.messages);
      place = { from: answer.next_from, after: answer.next_after };
    }
    return entries;
  }

  #say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }
}
