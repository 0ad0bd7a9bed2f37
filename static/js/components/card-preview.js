// A silent preview after the pointer (or focus) has rested on a card. Not with reduced motion or data saver.
const REST_MS = 600;

const unwanted = () =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ||
  matchMedia("(prefers-reduced-data: reduce)").matches ||
  navigator.connection?.saveData === true;

export function bindCardPreview(root) {
  let timer;
  let current;

  const stop = () => {
    clearTimeout(timer);
    current?.remove();
    current = undefined;
  };
  const begin = (thumb) => {
    stop();
    if (unwanted()) return;
    timer = setTimeout(() => { current = play(thumb); }, REST_MS);
  };
  const thumbOf = (target) => target.closest?.("[data-video]")?.querySelector("[data-preview]");

  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const thumb = thumbOf(event.target);
    if (!thumb) return stop();
    if (thumbOf(event.relatedTarget ?? root.body) !== thumb) begin(thumb);
  });
  root.addEventListener("focusin", (event) => {
    const thumb = event.target.matches(":focus-visible") && thumbOf(event.target);
    if (thumb) begin(thumb);
  });
  root.addEventListener("focusout", stop);
  root.documentElement.addEventListener("pointerleave", stop);
  window.addEventListener("pagehide", stop);
}

function play(thumb) {
  const video = document.createElement("video");
  Object.assign(video, { src: thumb.dataset.preview, muted: true, loop: true, playsInline: true });
  video.setAttribute("aria-hidden", "true");
  video.addEventListener("playing", () => { video.dataset.playing = ""; }, { once: true });
  video.addEventListener("error", () => { video.remove(); delete thumb.dataset.preview; }, { once: true });
  thumb.append(video);
  video.play().catch(() => video.remove());
  return video;
}
