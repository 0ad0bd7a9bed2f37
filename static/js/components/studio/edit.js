// The studio's edit page: the form saves itself; posters, captions, chapters and deletion each have their call.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { confirmDialog } from "piyakast/lib/dialog.js";
import { on } from "piyakast/lib/feed.js";
import { percent } from "piyakast/lib/upload/words.js";
import { parseChapters } from "piyakast/lib/studio/chapters.js";
import { bindAutosave } from "piyakast/components/studio/autosave.js";

const page = document.querySelector("[data-edit]");
const api = `/api/v1/studio/videos/${page.dataset.edit}`;
const find = (selector) => page.querySelector(selector);

bindAutosave(find("[data-form]"), await send(api));

find("[data-posters]")?.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-name]");
  if (!button) return;
  await attempt(send(`${api}/poster`, { method: "PUT", json: { name: button.dataset.name } }), () => {
    for (const each of button.parentElement.children) each.setAttribute("aria-pressed", String(each === button));
    toast(gettext("Poster changed."));
  });
});

find("[data-poster-file]").addEventListener("change", async ({ target }) => {
  const body = new FormData();
  body.append("file", target.files[0]);
  await attempt(send(`${api}/poster`, { method: "POST", body }), () => location.reload());
  target.value = "";
});

const captions = find("[data-captions]");
captions.elements.file.addEventListener("change", async ({ target }) => {
  const language = captions.elements.language;
  const body = new FormData();
  body.append("file", target.files[0]);
  body.append("language", language.value);
  body.append("label", language.selectedOptions[0].textContent);
  captions.querySelector("[data-error]").textContent = "";
  try {
    await send(`${api}/captions`, { method: "POST", body });
    location.reload();
  } catch (error) {
    captions.querySelector("[data-error]").textContent = error.message;
  }
  target.value = "";
});

for (const button of page.querySelectorAll("[data-drop-captions]")) {
  button.addEventListener("click", () =>
    attempt(send(`${api}/captions/${button.dataset.dropCaptions}`, { method: "DELETE" }), () => button.parentElement.remove()));
}

const chapters = find("[data-chapters]");
chapters.addEventListener("submit", async (event) => {
  event.preventDefault();
  const says = chapters.querySelector("[data-error]");
  try {
    await send(`${api}/chapters`, { method: "PUT", json: parseChapters(chapters.elements.chapters.value) });
    says.textContent = "";
    toast(gettext("Chapters saved."));
  } catch (error) {
    says.textContent = error.message;
  }
});

find("[data-delete]").addEventListener("click", async ({ currentTarget: button }) => {
  const sure = await confirmDialog({
    title: gettext("Delete this video?"),
    text: interpolate(gettext("“%(title)s” is gone for everybody, for ever."), { title: button.dataset.title }),
    action: gettext("Delete"),
  });
  if (sure) await attempt(send(api, { method: "DELETE" }), () => location.assign(button.dataset.after));
});

document.querySelector("[data-retry]")?.addEventListener("click", () =>
  attempt(send(`${api}/retry`, { method: "POST" }), () => location.reload()));

on("video.progress", (event) => {
  if (event.video !== page.dataset.edit) return;
  const state = document.querySelector("[data-state]");
  state.textContent = event.state === "ready" ? event.message : `${event.message} ${percent(event.percent / 100)}`;
});

async function attempt(work, then) {
  try {
    await work;
    then();
  } catch (error) {
    toast(error.message, { error: true });
  }
}
