// Saves a video's form while one types (the upload page); what cannot be saved stays and is explained beside it.
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { asChanges, asFields, differing } from "piyakast/lib/studio/details.js";
import { bindFields, makeUnique, mark, read, write } from "piyakast/components/studio/fields.js";

const PAUSE_MS = 800;
const AGAIN_MS = 5000;

/** Returns `goOnWith(video)`: from then on what is typed belongs to that one, all that was typed before too. */
export function bindAutosave(form, video) {
  const saved = form.querySelector("[data-saved]");
  let api;
  let version;
  let known;
  let timer;
  let signedOut = false;
  let saving = Promise.resolve();
  follow(video);
  makeUnique(form, video.id);
  bindFields(form);
  write(form, known);

  form.addEventListener("input", () => {
    saved.textContent = gettext("Not saved yet …");
    later(PAUSE_MS);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => { if (open().length) event.preventDefault(); });
  // On a phone a page goes without asking: what is typed goes along.
  window.addEventListener("pagehide", () => {
    const names = open();
    if (names.length) send(api, { method: "PATCH", json: { ...asChanges(read(form), names), version }, keepalive: true }).catch(() => {});
  });

  // Back from the tab where one signs in.
  document.addEventListener("visibilitychange", () => { if (signedOut && !document.hidden) later(0); });

  const open = () => differing(read(form), known);

  function follow(next) {
    api = `/api/v1/studio/videos/${next.id}`;
    version = next.version;
    known = asFields(next);
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(() => { saving = saving.then(save); }, pause);
  }

  async function save() {
    const typed = read(form);
    const names = differing(typed, known);
    if (!names.length) return;
    if (typed.publish === "later" && !typed.publish_at) {
      mark(form, [{ field: "publish_at", message: gettext("Choose a day and a time.") }]);
      return;
    }
    const asked = api;
    try {
      const answer = await send(asked, { method: "PATCH", json: { ...asChanges(typed, names), version } });
      if (asked !== api) return;
      signedOut = false;
      version = answer.version;
      // What was typed meanwhile is still open; the rest is what the server has.
      known = { ...typed };
      mark(form, []);
      saved.textContent = open().length ? gettext("Not saved yet …") : gettext("Saved");
      if (open().length) later(PAUSE_MS);
    } catch (error) {
      if (asked !== api) return;
      signedOut = error.status === 401;
      // Another window's change is not overwritten unseen: the next thing typed here saves over it.
      if (error.problem?.current) version = error.problem.current.version;
      mark(form, error.problem?.errors ?? []);
      saved.textContent = error.message;
      if (error.code === "offline") later(AGAIN_MS);
    }
  }
  return {
    goOnWith(next) {
      follow(next);
      saved.textContent = "";
      later(0);
    },
  };
}
