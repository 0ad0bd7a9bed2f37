// Caption tracks: which one shows, how it looks, and remembering both.

import { recall, remember } from "piyakast/lib/player/prefs.js";

export const SIZES = ["small", "medium", "large", "huge"];
export const STYLES = ["box", "shadow", "yellow"];

export class Captions extends EventTarget {
  #video;
  #root;

  constructor(video, root, config) {
    super();
    this.#video = video;
    this.#root = root;
    this.#addTracks(config.captions);
    this.#applyLook();
    video.textTracks.addEventListener("addtrack", () => this.#restore());
    this.#restore();
  }

  // On Safari's own player the playlist already brings the tracks; a second set would double them.
  #addTracks(captions) {
    for (const { url, language, label } of captions) {
      const track = document.createElement("track");
      Object.assign(track, { kind: "subtitles", src: url, srclang: language, label });
      this.#video.append(track);
    }
  }

  /** New addresses after a token was renewed; what was loaded stays. */
  readdress(captions) {
    const byLanguage = new Map(captions.map((caption) => [caption.language, caption.url]));
    for (const element of this.#video.querySelectorAll("track[kind=subtitles]")) {
      const url = byLanguage.get(element.srclang);
      if (url) element.dataset.address = url;
      if (url && element.readyState !== HTMLTrackElement.LOADED) element.src = url;
    }
  }

  get tracks() {
    return [...this.#video.textTracks].filter(({ kind }) => kind === "subtitles" || kind === "captions");
  }

  /** The language that shows, or null. */
  get current() {
    return this.tracks.find(({ mode }) => mode === "showing")?.language ?? null;
  }

  /** Show the track of `language`, or none; remembered on this device. */
  choose(language) {
    remember("captions", { on: language !== null, language: language ?? recall("captions")?.language ?? null });
    this.#show(language);
  }

  toggle() {
    if (this.current) return this.choose(null);
    return this.choose(this.#preferred());
  }

  #preferred() {
    const wanted = [recall("captions")?.language, document.documentElement.lang, ...navigator.languages];
    const base = (code) => code?.split("-")[0];
    for (const code of wanted) {
      const found = this.tracks.find(({ language }) => code && base(language) === base(code));
      if (found) return found.language;
    }
    return this.tracks[0]?.language ?? null;
  }

  #show(language) {
    for (const track of this.tracks) track.mode = track.language === language ? "showing" : "disabled";
    this.dispatchEvent(new Event("change"));
  }

  #restore() {
    const kept = recall("captions");
    if (kept?.on && !this.current) this.#show(this.#preferred());
    else this.dispatchEvent(new Event("change"));
  }

  get size() {
    return recall("captionSize", "medium");
  }

  get style() {
    return recall("captionStyle", "box");
  }

  setLook({ size = this.size, style = this.style }) {
    remember("captionSize", size);
    remember("captionStyle", style);
    this.#applyLook();
  }

  #applyLook() {
    this.#root.dataset.captionSize = this.size;
    this.#root.dataset.captionStyle = this.style;
  }
}
