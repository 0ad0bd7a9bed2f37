// The thumbnail: one of the pipeline's pictures, a file, or the frame the player shows.
import { gettext } from "piyakast/lib/i18n.js";
import { send } from "piyakast/lib/http.js";
import { toast } from "piyakast/lib/toast.js";
import { attempt } from "piyakast/components/studio/attempt.js";

export function bindPoster(section, api) {
  const find = (name) => section.querySelector(`[data-${name}]`);
  const says = find("error");
  const own = find("poster-own");
  const frame = find("frame");

  find("posters").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { value: name } = event.submitter;
    show(await attempt(send(`${api}/poster`, { method: "PUT", json: { name } }), says));
  });

  const file = find("poster-upload").elements.file;
  file.addEventListener("change", () => { if (file.files[0]) upload(file.files[0]); file.value = ""; });
  find("poster-upload").addEventListener("submit", (event) => event.preventDefault());

  if (frame) {
    frame.hidden = false;
    frame.addEventListener("click", async () => {
      const root = document.querySelector("piyak-player");
      const video = root.querySelector("video");
      if (!root.player || video.readyState < 2) {
        says.textContent = gettext("Play the video to the moment you want, then press this again.");
        return;
      }
      video.pause();
      const picture = await grab(video);
      if (picture) upload(new File([picture], "frame.jpg", { type: picture.type }));
    });
  }

  async function upload(picture) {
    const body = new FormData();
    body.append("file", picture);
    section.setAttribute("aria-busy", "true");
    show(await attempt(send(`${api}/poster`, { method: "POST", body }), says));
    section.removeAttribute("aria-busy");
  }

  function show(answer) {
    if (!answer) return;
    for (const button of section.querySelectorAll("button[name=name]")) {
      const chosen = answer.candidates.some((each) => each.chosen && each.name === button.value);
      button.setAttribute("aria-pressed", String(chosen));
    }
    own.hidden = answer.candidates.some((each) => each.chosen);
    own.querySelector("img").src = answer.poster_url;
    const poster = document.querySelector(".player-poster");
    if (poster) poster.src = answer.poster_url;
    toast(gettext("Thumbnail changed."));
  }

  async function grab(video) {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    try {
      canvas.getContext("2d").drawImage(video, 0, 0);
      return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
    } catch {
      says.textContent = gettext("This browser does not let us take the frame. Upload a picture instead.");
      return null;
    }
  }
}
