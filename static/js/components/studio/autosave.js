// Saves a video's form while one types, field by field; what cannot be saved stays and is explained beside it.
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";

const PAUSE_MS = 800;

export function bindAutosave(form, video) {
  const saved = form.querySelector("[data-saved]");
  let version = video.version;
  let timer;
  let saving = Promise.resolve();
  const changed = new Set();
  fill(form, video);

  form.addEventListener("input", ({ target }) => {
    if (!target.name) return;
    changed.add(target.name);
    saved.textContent = gettext("Not saved yet …");
    clearTimeout(timer);
    timer = setTimeout(() => { saving = saving.then(save); }, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });

  async function save() {
    const names = [...changed];
    if (!names.length) return;
    changed.clear();
    try {
      const answer = await send(`/api/v1/studio/videos/${video.id}`, {
        method: "PATCH",
        json: { ...values(form, names), version },
      });
      version = answer.version;
      mark(form, []);
      saved.textContent = changed.size ? gettext("Not saved yet …") : gettext("Saved");
    } catch (error) {
      for (const name of names) changed.add(name);
      mark(form, error.problem?.errors ?? []);
      saved.textContent = error.message;
      if (error.code === "offline") timer = setTimeout(() => { saving = saving.then(save); }, 5000);
    }
  }
}

function fill(form, video) {
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.name === "tags") field.value = video.tags.join(", ");
    else if (field.name === "publish_at") field.value = local(video.published_at);
    else if (field.type === "checkbox") field.checked = Boolean(video[field.name]);
    else if (field.name in video) field.value = video[field.name];
    else continue;
  }
  showPassword(form);
  form.addEventListener("change", () => showPassword(form));
}

function showPassword(form) {
  const box = form.querySelector("[data-password]");
  if (box) box.hidden = form.elements.privacy.value !== "password";
}

function values(form, names) {
  const json = {};
  for (const name of names) {
    const field = form.elements[name];
    if (name === "tags") json.tags = field.value.split(",");
    else if (name === "publish_at") json.publish_at = field.value ? new Date(field.value).toISOString() : null;
    else if (field.type === "checkbox") json[name] = field.checked;
    else json[name] = field.value;
  }
  return json;
}

function mark(form, errors) {
  for (const field of form.elements) {
    if (!field.name) continue;
    const error = errors.find((each) => each.field.endsWith(field.name));
    field.setAttribute("aria-invalid", String(Boolean(error)));
    const text = field.closest(".field")?.querySelector(".field__error");
    if (text) text.textContent = error?.message ?? "";
  }
}

// A time of the server as the value of a datetime-local field.
function local(iso) {
  if (!iso) return "";
  const time = new Date(iso);
  return new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
