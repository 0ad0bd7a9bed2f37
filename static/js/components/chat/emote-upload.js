// Pictures become emotes one by one: each is seen first, its code can be changed, and what is wrong stands beside it.
import { gettext, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { codeFrom } from "piyakast/lib/chat/emote-code.js";
import { freshPage } from "piyakast/lib/fresh-page.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { make } from "piyakast/components/chat/dom.js";

const MOST_BYTES = 1024 * 1024;
let count = 0;

export function bindEmoteUpload(form) {
  const input = form.querySelector("[type=file]");
  const list = form.querySelector("[data-emote-drafts]");
  const button = form.querySelector("[type=submit]");
  const drafts = new Set();
  form.querySelector("[data-emote-naming]").hidden = true;
  form.noValidate = true;

  input.addEventListener("change", () => {
    const added = [...input.files].map(add);
    input.value = "";
    added[0]?.code.focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!drafts.size) return input.click();
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
    let kept = 0;
    // One after the other, so that a limit is met once and not fifteen times.
    for (const draft of [...drafts]) if (await keep(draft)) kept += 1;
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (kept) {
      await refreshOwn();
      toast(interpolate(ngettext("%(n)s emote uploaded. It can be used once it is approved.", "%(n)s emotes uploaded. They can be used once they are approved.", kept), { n: kept }));
    }
    const [first] = drafts;
    (first?.code ?? input).focus();
  });

  function add(file) {
    const id = `emote-draft-${++count}`;
    const address = URL.createObjectURL(file);
    const picture = make("img", { src: address, alt: "", width: "48", height: "48" });
    const code = make("input", { id, maxlength: "26", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": `${id}-error` });
    code.value = codeFrom(file.name);
    const error = make("span", { class: "field__error", id: `${id}-error`, role: "alert" });
    const label = make("label", { for: id }, interpolate(gettext("Code for %(file)s"), { file: file.name }));
    const remove = make("button", { type: "button", class: "button button--small" }, gettext("Leave out"));
    remove.setAttribute("aria-label", interpolate(gettext("Leave out %(file)s"), { file: file.name }));
    const frame = make("span", { class: "emote-row__picture" }, picture);
    const row = make("li", { class: "emote-draft" }, frame, make("div", { class: "field" }, label, code, error), remove);
    const draft = { file, code, error, row, address };
    remove.addEventListener("click", () => { drop(draft); input.focus(); });
    drafts.add(draft);
    list.append(row);
    list.hidden = false;
    picture.addEventListener("error", () => {
      picture.hidden = true;
      say(draft, gettext("This is not a picture we can use. Choose a JPEG, PNG, WebP or GIF file."));
    });
    if (file.size > MOST_BYTES) say(draft, gettext("The picture is larger than 1 MB."));
    return draft;
  }

  function drop(draft) {
    URL.revokeObjectURL(draft.address);
    draft.row.remove();
    drafts.delete(draft);
    list.hidden = !drafts.size;
  }

  async function keep(draft) {
    const body = new FormData();
    body.append("code", draft.code.value);
    body.append("picture", draft.file);
    try {
      await send(form.dataset.emoteUpload, { method: "POST", body });
      drop(draft);
      return true;
    } catch (error) {
      say(draft, error.message);
      return false;
    }
  }
}

function say({ code, error }, sentence) {
  error.textContent = sentence;
  code.setAttribute("aria-invalid", "true");
}

async function refreshOwn() {
  const page = await freshPage(location.pathname);
  document.querySelector("[data-emotes-own]").replaceWith(page.querySelector("[data-emotes-own]"));
}
