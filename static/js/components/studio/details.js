// The details form of the edit page: saved on purpose, guarded until then, kept on this device, and careful with
// what another window saved meanwhile.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { asChanges, asFields, differing } from "piyakast/lib/studio/details.js";
import { dropDraft, keepDraft, keptDraft } from "piyakast/lib/studio/drafts.js";
import { bindFields, mark, read, write } from "piyakast/components/studio/fields.js";

export class Details {
  #form;
  #id;
  #api;
  #version;
  #known;
  #saving = null;

  constructor(form, id) {
    this.#form = form;
    this.#id = id;
    this.#api = `/api/v1/studio/videos/${id}`;
    this.#version = form.elements.version.value;
    form.noValidate = true;
    bindFields(form);
    this.#known = this.#asLoaded();
    this.#restore();
    form.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.#part("discard").addEventListener("click", () => this.#discard());
    window.addEventListener("beforeunload", (event) => { if (this.open.length) event.preventDefault(); });
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        this.save();
      }
    });
    this.#show();
  }

  /** The names of the fields that are not saved. */
  get open() {
    return differing(read(this.#form), this.#known);
  }

  save() {
    this.#saving ??= this.#save().finally(() => { this.#saving = null; this.#show(); });
    return this.#saving;
  }

  // The form may come back from the server with what was typed and what is wrong with it: then nothing is known to be saved.
  #asLoaded() {
    const loaded = read(this.#form);
    const refused = this.#form.querySelector("[aria-invalid=true], .notice--error");
    return refused ? Object.fromEntries(Object.keys(loaded).map((name) => [name, null])) : loaded;
  }

  async #save() {
    const typed = read(this.#form);
    const names = differing(typed, this.#known);
    if (!names.length) return;
    if (typed.publish === "later" && !typed.publish_at) {
      mark(this.#form, [{ field: "publish_at", message: gettext("Choose a day and a time.") }], { focus: true });
      return;
    }
    this.#say(gettext("Saving …"));
    try {
      this.#accept(await this.#send(typed, names), typed);
    } catch (error) {
      if (error.code === "changed-meanwhile" && error.problem.current) await this.#conflict(error.problem.current, typed, names);
      else this.#refused(error);
    }
  }

  #send(typed, names) {
    return send(this.#api, { method: "PATCH", json: { ...asChanges(typed, names), version: this.#version } });
  }

  #accept(video, typed) {
    const stored = asFields(video);
    const now = read(this.#form);
    this.#version = video.version;
    this.#form.elements.version.value = video.version;
    // As the server tidied it, unless it was typed on meanwhile.
    const untouched = Object.keys(stored).filter((name) => now[name] === typed[name]);
    this.#known = stored;
    write(this.#form, Object.fromEntries(untouched.map((name) => [name, stored[name]])));
    mark(this.#form, []);
    this.#notice(null);
    document.querySelector("[data-heading]").textContent = video.title;
    if (this.open.length) this.#keep();
    else dropDraft(this.#id);
    this.#say(gettext("Saved"));
    this.#form.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: video }));
  }

  #refused(error) {
    const left = mark(this.#form, error.problem?.errors ?? [], { focus: true });
    const message = left[0]?.message ?? (error.problem?.errors?.length ? "" : error.message);
    this.#say(message || gettext("Not saved: see what is marked."), { error: true });
  }

  // Fields that only the other window changed are taken over; those that both changed are asked about.
  async #conflict(current, typed, names) {
    const theirs = asFields(current);
    const changed = differing(theirs, this.#known).filter((name) => name !== "password" && name !== "clear_password");
    const both = changed.filter((name) => names.includes(name) && theirs[name] !== typed[name]);
    const only = changed.filter((name) => !both.includes(name));
    this.#version = current.version;
    this.#form.elements.version.value = current.version;
    this.#known = theirs;
    write(this.#form, Object.fromEntries(only.filter((name) => !names.includes(name)).map((name) => [name, theirs[name]])));
    if (!both.length) {
      toast(interpolate(gettext("Also changed in another window: %(fields)s"), { fields: this.#labels(only) }));
      const mine = read(this.#form);
      try {
        this.#accept(await this.#send(mine, differing(mine, this.#known)), mine);
      } catch (error) {
        this.#refused(error);
      }
      return;
    }
    this.#notice(
      interpolate(gettext("%(fields)s: also changed in another window. What you typed is still here. There it is now: %(theirs)s"), {
        fields: this.#labels(both),
        theirs: both.map((name) => `“${theirs[name]}”`).join(", "),
      }),
      [
        [gettext("Save mine"), () => this.save(), true],
        [gettext("Take the other"), () => {
          write(this.#form, Object.fromEntries(both.map((name) => [name, theirs[name]])));
          this.#notice(null);
          this.#typed();
        }],
      ],
    );
    // It may be screens away, or lie under the bar with the button.
    this.#part("notice").scrollIntoView({ block: "center" });
    this.#say(gettext("Not saved yet"), { error: true });
  }

  #restore() {
    const draft = keptDraft(this.#id);
    if (!draft) return;
    const kept = Object.fromEntries(Object.entries(draft.values).filter(([name, value]) => name in this.#known && typeof value === typeof this.#known[name]));
    if (!differing(kept, this.#known).length) return dropDraft(this.#id);
    write(this.#form, kept);
    this.#notice(
      draft.version === this.#version
        ? gettext("What you typed here last time and did not save is still there.")
        : gettext("What you typed here last time is still there. The video was changed since: compare before you save."),
      [[gettext("Discard it"), () => this.#discard()]],
    );
  }

  #typed() {
    if (this.open.length) this.#keep();
    else dropDraft(this.#id);
    this.#show();
  }

  #keep() {
    const { password, clear_password, ...values } = read(this.#form); // a password is not left lying about
    keepDraft(this.#id, { version: this.#version, values });
  }

  #discard() {
    const known = Object.values(this.#known).includes(null) ? null : this.#known;
    dropDraft(this.#id);
    if (!known) return location.assign(location.pathname);
    write(this.#form, known);
    mark(this.#form, []);
    this.#notice(null);
    this.#say("");
    this.#show();
  }

  #show() {
    const open = this.open.length > 0;
    this.#part("discard").hidden = !open;
    this.#part("save-bar").toggleAttribute("data-open", open);
    if (open && !this.#saving && !("error" in this.#part("saved").dataset)) this.#say(gettext("Not saved yet"));
  }

  #say(text, { error = false } = {}) {
    const saved = this.#part("saved");
    saved.textContent = text;
    if (error) saved.dataset.error = "";
    else delete saved.dataset.error;
  }

  #notice(text, actions = []) {
    const box = this.#part("notice");
    box.hidden = !text;
    this.#part("notice-text").textContent = text ?? "";
    this.#part("notice-actions").replaceChildren(...actions.map(([label, act, primary]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = primary ? "button button--small button--primary" : "button button--small";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    }));
  }

  #labels(names) {
    return names.map((name) => {
      const field = this.#form.elements[name];
      const element = field instanceof RadioNodeList ? field[0] : field;
      const words = element.closest("fieldset")?.querySelector("legend") ?? element.labels?.[0] ?? element.closest(".field").querySelector("label");
      return words.firstChild.textContent.trim();
    }).join(", ");
  }

  #part(name) {
    return this.#form.querySelector(`[data-${name}]`);
  }
}
