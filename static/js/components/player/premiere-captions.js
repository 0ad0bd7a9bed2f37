// Captions of a premiere come as its pictures do: a piece when its moment has come. What was before is in the track's own file.

// As the server cuts them (videos/services/premieres/captions.py).
const PIECE_S = 4;
const LOOK_MS = 1000;
const AGAIN_MS = 5000;
// The file may have been cut a little before it was here.
const OVERLAP = 3;

export class PremiereCaptions {
  #video;
  #clock;
  #next = new WeakMap();
  #busy = false;
  #quietUntil = 0;

  constructor(video, clock) {
    this.#video = video;
    this.#clock = clock;
    // A track's load does not bubble, but is seen on its way down.
    video.addEventListener("load", ({ target }) => this.#loaded(target), { capture: true });
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  destroy() {
    clearInterval(this.timer);
  }

  /** Bring the next piece of the track that shows, if it is let out by now. */
  look() {
    const element = [...this.#video.querySelectorAll("track[kind=subtitles]")].find(({ track }) => track.mode === "showing");
    const next = element && this.#next.get(element);
    if (next === undefined || this.#busy || performance.now() < this.#quietUntil || next > this.#due) return;
    this.#busy = true;
    const piece = document.createElement("track");
    // Neither the menu nor the screen knows of it: the browser reads it for us.
    Object.assign(piece, { kind: "metadata", src: pieceAddress(element, next) });
    const done = (ok) => {
      if (ok) this.#take(element.track, piece.track);
      if (ok) this.#next.set(element, next + 1);
      else this.#quietUntil = performance.now() + AGAIN_MS;
      piece.remove();
      this.#busy = false;
      if (ok) this.look();
    };
    piece.addEventListener("load", () => done(true));
    piece.addEventListener("error", () => done(false));
    this.#video.append(piece);
    piece.track.mode = "hidden";
  }

  // The newest piece there is; none begins after the last moment.
  get #due() {
    const length = (this.#clock.endsAt - this.#clock.startsAt) / 1000;
    return Math.floor(Math.min(this.#clock.elapsed, length - 0.001) / PIECE_S);
  }

  #loaded(element) {
    if (element.kind !== "subtitles") return;
    const over = !this.#clock.isOn;
    this.#next.set(element, over ? Infinity : Math.max(0, this.#due - OVERLAP));
  }

  #take(track, from) {
    const known = new Set([...(track.cues ?? [])].map(nameOf));
    for (const cue of [...(from.cues ?? [])]) if (!known.has(nameOf(cue))) track.addCue(cue);
  }
}

const nameOf = ({ startTime, endTime, text }) => `${startTime} ${endTime} ${text}`;

function pieceAddress(element, number) {
  const whole = element.dataset.address ?? element.src;
  return whole.replace(/\.vtt$/, `/seg_${String(number).padStart(5, "0")}.vtt`);
}
