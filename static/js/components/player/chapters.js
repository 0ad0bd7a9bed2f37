// Chapters on the time bar, beside the clock, and in the page's list.

import { chapterAt, chaptersVtt, withEnds } from "piyakast/lib/player/chapters.js";

/** Give the time bar its chapters and follow which one plays. */
export function bindChapters(player, nameButton) {
  const { video, config } = player;
  if (!config.chapters.length) return;
  const chapters = withEnds(config.chapters, config.duration);
  const track = document.createElement("track");
  track.kind = "chapters";
  track.default = true;
  track.src = URL.createObjectURL(new Blob([chaptersVtt(chapters)], { type: "text/vtt" }));
  video.append(track);

  const links = [...document.querySelectorAll("[data-chapter]")];
  let shown = -2;
  const follow = () => {
    const now = chapterAt(chapters, video.currentTime);
    if (now === shown) return;
    shown = now;
    nameButton.hidden = now < 0;
    nameButton.textContent = chapters[now]?.title ?? "";
    links.forEach((link, index) => {
      if (index === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  video.addEventListener("timeupdate", follow);
  follow();
  nameButton.addEventListener("click", () => {
    const list = document.getElementById("chapters");
    list?.scrollIntoView({ block: "nearest" });
    links[shown]?.focus();
  });
}

/** The storyboard the time bar shows under the pointer. */
export function bindStoryboard(player) {
  const { video, config } = player;
  if (!config.storyboard || config.saveData) return;
  const track = document.createElement("track");
  Object.assign(track, { kind: "metadata", label: "thumbnails", default: true, src: config.storyboard });
  video.append(track);
}
