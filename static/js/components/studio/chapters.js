// The chapter editor: rows of time and title over the plain lines; a new one begins where the player is.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { faultOf, readTime, writeTime } from "piyakast/lib/studio/chapters.js";

export async function bindChapters(section, api, duration) {
  const find = (name) => section.querySelector(`[data-${name}]`);
  const rows = find("rows");
  const says = find("error");
  const template = section.querySelector("template[data-row]");
  let stored = await send(`${api}/chapters`);
  let saved = "";
  let checking;

  find("lines").hidden = true;
  for (const name of ["rows", "add"]) find(name).hidden = false;
  draw(stored.chapters);
  saved = text();

  find("add").addEventListener("click", () => {
    const row = append(writeTime(position()), "");
    place(row);
    row.querySelector(".chapter-row__title").focus();
  });

  const take = find("take");
  if (take) {
    take.hidden = stored.chapters.length > 0;
    take.addEventListener("click", () => { draw(stored.from_description); check(); });
  }

  rows.addEventListener("click", ({ target }) => {
    const row = target.closest(".chapter-row");
    if (target.closest("[data-remove]")) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector(".chapter-row__title") ?? find("add")).focus();
      empty();
      check();
    }
    if (target.closest("[data-go]")) {
      const at = readTime(row.querySelector(".chapter-row__time").value);
      if (at !== null) document.querySelector("piyak-player")?.start?.(at);
    }
  });
  // A time typed out of order puts its row where it belongs.
  rows.addEventListener("change", ({ target }) => {
    if (target.matches(".chapter-row__time")) place(target.closest(".chapter-row"));
    // Not at once: a sentence that appears while a button is pressed would move it from under the pointer.
    clearTimeout(checking);
    checking = setTimeout(check, 400);
  });
  rows.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    find("add").click();
  });

  find("chapter-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(checking);
    if (check({ all: true })) return;
    try {
      const chapters = values().map((row) => ({ start_s: readTime(row.time), title: row.title }));
      stored = await send(`${api}/chapters`, { method: "PUT", json: { chapters, version: stored.version } });
      draw(stored.chapters);
      saved = text();
      find("derived").hidden = stored.chapters.length > 0 || !stored.from_description.length;
      empty();
      if (take) take.hidden = stored.chapters.length > 0;
      toast(gettext("Chapters saved."));
    } catch (error) {
      if (error.code === "changed-meanwhile") stored.version = (await send(`${api}/chapters`)).version;
      show(error.problem?.row ?? null, error.message);
    }
  });
  window.addEventListener("beforeunload", (event) => { if (text() !== saved) event.preventDefault(); });

  // Follows the player, at most once a second.
  setInterval(() => {
    const at = position();
    const words = at > 0 && rows.children.length ? interpolate(gettext("Add a chapter at %(time)s"), { time: writeTime(at) }) : gettext("Add a chapter");
    const label = find("add-text");
    if (label.textContent !== words) label.textContent = words;
  }, 1000);

  // The first chapter begins at the beginning, wherever the player is.
  function position() {
    if (!rows.children.length) return 0;
    return document.querySelector("piyak-player")?.player?.video.currentTime ?? 0;
  }

  function draw(chapters) {
    rows.replaceChildren();
    for (const chapter of chapters) append(writeTime(chapter.start_s), chapter.title);
    show(null, "");
    empty();
  }

  function empty() {
    find("none").hidden = rows.children.length > 0 || !find("derived").hidden;
  }

  function append(time, title) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector(".chapter-row__time").value = time;
    row.querySelector(".chapter-row__title").value = title;
    rows.append(row);
    empty();
    return row;
  }

  function place(row) {
    const at = readTime(row.querySelector(".chapter-row__time").value);
    if (at === null) return;
    const focused = document.activeElement;
    const after = [...rows.children].find((each) => each !== row && (readTime(each.querySelector(".chapter-row__time").value) ?? -1) > at);
    if (after !== row.nextElementSibling) {
      rows.insertBefore(row, after ?? null);
      if (row.contains(focused)) focused.focus();
    }
  }

  function check({ all = false } = {}) {
    const found = faultOf(values(), duration);
    // While one is typing, a row still to be filled in is not a fault.
    const early = !all && found && (found.row === null || !values()[found.row].title.trim());
    show(found && !early ? found.row : null, found && !early ? found.message : "", { focus: all });
    return found;
  }

  function show(at, message, { focus = false } = {}) {
    says.textContent = at === null ? message : "";
    for (const [number, row] of [...rows.children].entries()) {
      const bad = number === at && Boolean(message);
      row.querySelector(".chapter-row__error").textContent = bad ? message : "";
      row.querySelector(".chapter-row__time").setAttribute("aria-invalid", String(bad));
      if (bad && focus) row.querySelector(".chapter-row__time").focus();
    }
  }

  function values() {
    return [...rows.children].map((row) => ({
      time: row.querySelector(".chapter-row__time").value,
      title: row.querySelector(".chapter-row__title").value,
    }));
  }

  function text() {
    return JSON.stringify(values());
  }
}
