// One file on the upload page: progress, pause and resume, its form (saved while one types), its processing.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { bytes, duration, percent } from "piyakast/lib/upload/words.js";
import { Transfer } from "piyakast/lib/upload/transfer.js";
import { bindAutosave } from "piyakast/components/studio/autosave.js";

export class UploadRow {
  constructor({ file, upload, replaces }) {
    this.upload = upload;
    this.videoId = upload?.video;
    this.replaces = replaces;
    this.element = document.getElementById("upload-row").content.firstElementChild.cloneNode(true);
    this.#find();
    this.name.textContent = file?.name ?? upload.name;
    if (file) this.#transfer(file);
    else this.#say(gettext("Choose this file again to go on where it stopped."));
    this.toggle.hidden = !file;
  }

  get busy() {
    return ["sending", "finishing"].includes(this.transfer?.state);
  }

  awaits(mark) {
    return !this.transfer && this.upload?.fingerprint === mark;
  }

  start() {
    if (this.transfer) this.transfer.start();
    if (this.videoId) this.#openForm();
  }

  resumeWith(file) {
    this.toggle.hidden = false;
    this.#transfer(file);
    this.transfer.start();
  }

  // What the pipeline says, pushed over the socket.
  processing(event) {
    if (event.state === "failed") {
      this.#end("failed", event.message);
      this.retry.hidden = false;
      return;
    }
    this.progress.value = event.percent;
    this.#say(`${event.message} · ${percent(event.percent / 100)}`);
    if (event.state === "playable" || event.state === "ready") this.watch.hidden = false;
    if (event.state === "ready") this.#end("ready", gettext("Ready to watch."));
  }

  async refresh() {
    if (!this.videoId || (this.transfer && this.transfer.state !== "done")) return;
    const video = await send(`/api/v1/studio/videos/${this.videoId}`);
    if (video.state === "draft") return;
    this.processing({ state: video.state, percent: video.percent, message: video.failure || gettext("Processing") });
  }

  #find() {
    const part = (name) => this.element.querySelector(`[data-${name}]`);
    this.name = part("name");
    this.status = part("status");
    this.progress = part("progress");
    this.toggle = part("toggle");
    this.watch = part("watch");
    this.retry = part("retry");
    this.form = part("form");
    this.toggle.addEventListener("click", () => this.#pauseOrGoOn());
    part("remove").addEventListener("click", () => this.#remove());
    this.retry.addEventListener("click", () => this.#again());
  }

  #transfer(file) {
    this.transfer = new Transfer(file, { upload: this.upload, replaces: this.replaces });
    this.transfer.addEventListener("change", () => this.#show());
    this.transfer.addEventListener("done", () => this.refresh());
  }

  #show() {
    const { transfer } = this;
    if (transfer.upload && !this.videoId) {
      this.videoId = transfer.upload.video;
      this.#openForm();
    }
    this.element.dataset.state = transfer.state;
    this.progress.value = transfer.fraction * 100;
    const paused = transfer.state === "paused";
    this.toggle.hidden = !["sending", "paused", "failed"].includes(transfer.state);
    this.toggle.textContent = paused ? gettext("Resume") : transfer.state === "failed" ? gettext("Try again") : gettext("Pause");
    this.#say(this.#words());
  }

  #words() {
    const { transfer } = this;
    const size = transfer.file.size;
    if (transfer.state === "failed") return transfer.error.message;
    if (transfer.state === "paused") return interpolate(gettext("Paused at %(percent)s"), { percent: percent(transfer.fraction) });
    if (transfer.state === "finishing") return gettext("Checking the file …");
    if (transfer.state === "done") return gettext("Uploaded. Processing begins …");
    if (transfer.waiting) return gettext("The connection was lost. Trying again …");
    const left = transfer.speed.secondsLeft(size - transfer.bytesSent);
    const done = interpolate(gettext("%(done)s of %(size)s"), { done: bytes(transfer.bytesSent), size: bytes(size) });
    if (left === undefined) return done;
    const speed = interpolate(gettext("%(size)s a second"), { size: bytes(transfer.speed.bytesPerSecond) });
    return `${done} · ${speed} · ${interpolate(gettext("%(time)s left"), { time: duration(left) })}`;
  }

  #say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  #end(state, text) {
    this.element.dataset.state = state;
    this.toggle.hidden = true;
    this.progress.hidden = true;
    this.#say(text);
  }

  #pauseOrGoOn() {
    if (this.transfer.state === "sending") this.transfer.pause();
    else this.transfer.start();
  }

  async #openForm() {
    const video = await send(`/api/v1/studio/videos/${this.videoId}`);
    this.watch.href = video.url;
    this.element.querySelector("[data-edit]").href = `/studio/videos/${this.videoId}/`;
    this.element.querySelector("[data-edit]").hidden = false;
    this.form.hidden = false;
    bindAutosave(this.form, video);
  }

  async #again() {
    try {
      await send(`/api/v1/studio/videos/${this.videoId}/retry`, { method: "POST" });
      this.retry.hidden = true;
      this.progress.hidden = false;
      this.#say(gettext("Processing begins again …"));
    } catch (error) {
      toast(error.message, { error: true });
    }
  }

  async #remove() {
    const finished = !this.busy && this.transfer?.state === "done";
    if (finished) {
      this.element.remove();
      return;
    }
    const sure = await confirmDialog({
      title: gettext("Stop this upload?"),
      text: interpolate(gettext("What was sent of “%(name)s” is thrown away."), { name: this.name.textContent }),
      action: gettext("Stop the upload"),
    });
    if (!sure) return;
    if (this.transfer) await this.transfer.cancel();
    else await send(`/api/v1/uploads/${this.upload.id}`, { method: "DELETE" });
    this.element.remove();
  }
}
