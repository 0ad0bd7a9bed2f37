// One file on the upload page: progress, pause and resume, its form (saved while one types), its processing.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { abortUpload, showUpload } from "piyakast/lib/upload/api.js";
import { fingerprint } from "piyakast/lib/upload/parts.js";
import { isFinal } from "piyakast/lib/upload/retry.js";
import { Transfer } from "piyakast/lib/upload/transfer.js";
import { bytes, percent } from "piyakast/lib/upload/words.js";
import { bindAutosave } from "piyakast/components/studio/autosave.js";
import { announce } from "piyakast/components/upload/announce.js";
import { Processing } from "piyakast/components/upload/processing.js";
import { transferWords } from "piyakast/components/upload/words.js";

const PARTS = ["name", "size", "status", "progress", "toggle", "toggle-words", "again", "watch", "edit", "retry", "replace", "remove", "details", "form"];
let count = 0;

export class UploadCard {
  #told;

  constructor({ file, upload, replaces, queue, first }) {
    this.upload = upload;
    this.queue = queue;
    this.replaces = replaces;
    this.videoId = upload?.video;
    this.processing = new Processing(() => this.videoId, (event) => this.#showProcessing(event));
    this.element = document.getElementById("upload-card").content.firstElementChild.cloneNode(true);
    this.parts = Object.fromEntries(PARTS.map((name) => [name, this.element.querySelector(`[data-${name}]`)]));
    this.remedies = this.element.querySelectorAll("[data-remedy]");
    this.parts.details.open = first;
    this.fileName = file?.name ?? upload.name;
    this.#name(file?.size ?? upload.size);
    this.#bind();
    if (file) this.#transfer(file);
  }

  // Whether it has a file that would have to be chosen again if the page went: a page cannot keep one.
  get holdsFile() {
    return ["waiting", "sending", "paused", "finishing"].includes(this.transfer?.state) || this.#mayTryAgain;
  }

  get #mayTryAgain() {
    return this.transfer?.state === "failed" && !isFinal(this.transfer.error);
  }

  has(file) {
    return this.transfer && this.transfer.state !== "failed" && fingerprint(this.transfer.file) === fingerprint(file);
  }

  // The same file, or one of its name and size that was copied: its digest is checked at the end.
  awaits(file) {
    return !this.transfer && file.name === this.upload.name && file.size === this.upload.size;
  }

  // The same file was chosen once more after a refusal that need not last.
  triesAgain(file) {
    const again = this.#mayTryAgain && fingerprint(this.transfer.file) === fingerprint(file);
    if (again) this.queue.add(this.transfer);
    return again;
  }

  open() {
    if (this.transfer) {
      this.queue.add(this.transfer);
      this.transfer.prepare();
    } else {
      this.#askForFile();
      this.#openForm();
    }
  }

  goOnWith(file) {
    this.#transfer(file);
    this.queue.add(this.transfer);
  }

  #name(size) {
    this.parts.name.textContent = this.fileName;
    this.parts.size.textContent = bytes(size);
    this.parts.progress.setAttribute("aria-label", interpolate(gettext("Progress of “%(name)s”"), { name: this.fileName }));
    for (const name of ["toggle", "remove", "retry", "replace", "again", "watch", "edit"]) {
      this.parts[name].setAttribute("aria-describedby", `upload-${count}-name`);
    }
    this.parts.name.id = `upload-${count}-name`;
    this.element.setAttribute("aria-labelledby", this.parts.name.id);
    count += 1;
  }

  #bind() {
    this.parts.toggle.addEventListener("click", () => this.#pauseOrGoOn());
    this.parts.remove.addEventListener("click", () => this.#remove());
    this.parts.retry.addEventListener("click", () => this.#processAgain());
    const picker = this.parts.again.querySelector("input");
    picker.addEventListener("change", () => {
      const [file] = picker.files;
      if (file && this.awaits(file)) this.goOnWith(file);
      else if (file) this.#say(interpolate(gettext("This is another file. Choose “%(name)s” (%(size)s)."), { name: this.upload.name, size: bytes(this.upload.size) }));
      picker.value = "";
    });
  }

  async #askForFile() {
    this.element.dataset.state = "asking";
    this.parts.again.hidden = false;
    let share = 0;
    try {
      const { parts, part_count: all } = await showUpload(this.upload.id);
      share = parts.length / all;
    } catch {
      share = 0; // shown without the share; the upload itself will say what is wrong
    }
    if (this.transfer) return;
    this.parts.progress.value = share * 100;
    this.#say(
      share
        ? interpolate(gettext("Choose this file again: it goes on at %(percent)s, and nothing is sent twice."), { percent: percent(share) })
        : gettext("Choose this file again: it goes on from the beginning."),
    );
  }

  #transfer(file) {
    this.parts.again.hidden = true;
    this.transfer = new Transfer(file, { upload: this.upload, replaces: this.replaces });
    this.transfer.addEventListener("change", () => this.#showTransfer());
    this.#showTransfer();
  }

  #showTransfer() {
    const { transfer, parts } = this;
    if (transfer.upload && transfer.upload.video !== this.videoId) {
      this.videoId = transfer.upload.video;
      this.#openForm();
      this.#changed();
    }
    this.element.dataset.state = transfer.trouble ? "trouble" : transfer.state;
    parts.progress.value = transfer.fraction * 100;
    parts.progress.hidden = transfer.state === "failed" && !transfer.upload;
    parts.toggle.hidden = !["sending", "paused", "failed"].includes(transfer.state) || isFinal(transfer.error);
    parts["toggle-words"].textContent = { paused: gettext("Resume"), failed: gettext("Try again") }[transfer.state] ?? gettext("Pause");
    for (const link of this.remedies) link.hidden = link.dataset.remedy !== transfer.error?.code;
    this.#say(transferWords(transfer));
    this.#tell(this.element.dataset.state);
    if (transfer.state === "failed") this.queue.drop(transfer);
    if (transfer.state === "done" && !this.processing.state) {
      this.#changed();
      this.processing.begin();
    }
  }

  // What the pipeline says.
  #showProcessing({ state, percent: done, message, canRetry }) {
    const { parts } = this;
    const ended = state === "ready" || state === "failed";
    this.element.dataset.state = state;
    parts.toggle.hidden = true;
    parts.progress.value = done;
    parts.progress.hidden = ended;
    parts.watch.hidden = state !== "playable" && state !== "ready";
    parts.retry.hidden = state !== "failed" || !canRetry;
    parts.replace.hidden = state !== "failed" || canRetry;
    this.#say(state === "ready" ? gettext("Ready to watch.") : ended ? message : `${message} · ${percent(done / 100)}`);
    this.#tell(state);
  }

  #say(text) {
    if (this.parts.status.textContent !== text) this.parts.status.textContent = text;
  }

  // Milestones only: a sentence for every percent would drown all else.
  #tell(milestone) {
    if (milestone === this.#told || ["waiting", "finishing", "processing"].includes(milestone)) return;
    const begins = milestone === "sending" && this.#told === undefined;
    this.#told = milestone;
    const text = begins ? gettext("The upload has begun.") : milestone === "sending" ? gettext("The upload goes on.") : this.parts.status.textContent;
    announce(`${this.fileName}: ${text}`);
  }

  #pauseOrGoOn() {
    if (this.transfer.state === "sending") this.transfer.pause();
    else this.queue.add(this.transfer);
  }

  async #openForm() {
    const { parts } = this;
    try {
      const video = await send(`/api/v1/studio/videos/${this.videoId}`);
      parts.watch.href = video.url;
      parts.edit.href = parts.edit.dataset.href.replace("ID", this.videoId);
      parts.replace.href = parts.replace.dataset.href.replace("ID", this.videoId);
      parts.edit.hidden = false;
      parts.details.hidden = false;
      // A second upload of the same file, when the first was stopped elsewhere, has a video of its own.
      if (this.autosave) this.autosave.goOnWith(video);
      else this.autosave = bindAutosave(parts.form, video);
    } catch (error) {
      toast(error.message, { error: true });
    }
  }

  async #processAgain() {
    try {
      this.parts.retry.hidden = true;
      this.parts.progress.hidden = false;
      this.#say(gettext("Processing begins again …"));
      await this.processing.again();
    } catch (error) {
      this.parts.retry.hidden = false;
      this.#say(error.message);
    }
  }

  async #remove() {
    const id = this.transfer?.upload?.id ?? this.upload?.id;
    if (id && this.transfer?.state !== "done" && !(await this.#sure())) return;
    this.queue.drop(this.transfer);
    try {
      if (this.transfer && this.transfer.state !== "done") await this.transfer.cancel();
      else if (!this.transfer) await abortUpload(id);
    } catch (error) {
      if (error.status !== 404) return this.#say(error.message);
    }
    announce(interpolate(gettext("“%(name)s” was taken off the list."), { name: this.fileName }));
    const next = this.element.nextElementSibling ?? document.querySelector("[data-drop]");
    this.element.dispatchEvent(new Event("upload:closed"));
    this.element.remove();
    next.querySelector("button:not([hidden]), input")?.focus();
    return undefined;
  }

  #sure() {
    return confirmDialog({
      title: gettext("Stop this upload?"),
      text: interpolate(gettext("What was sent of “%(name)s” is thrown away, and so are the details you typed."), { name: this.fileName }),
      action: gettext("Stop the upload"),
    });
  }

  #changed() {
    this.element.dispatchEvent(new Event("upload:changed"));
  }
}
