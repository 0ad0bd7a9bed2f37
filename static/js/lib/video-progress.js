// How far one of the person's own videos is: pushed over the page's socket, and asked for whenever the socket
// (re)connects, since what was told before that is gone.
import { on } from "piyakast/lib/feed.js";
import { send } from "piyakast/lib/http.js";

// Stages of the work on a file after which nothing more is told.
export const ENDED = new Set(["done", "failed", "cancelled"]);

// `hear({ state, stage, percent, message })` is called with each push and each answer. An answer has a `message`
// only for what failed.
export function followProgress(id, hear) {
  let pushes = 0;
  on("video.progress", (event) => {
    if (event.video !== id) return;
    pushes += 1;
    hear(event);
  });
  on("feed.ready", async () => {
    const before = pushes;
    let video;
    try {
      video = await send(`/api/v1/studio/videos/${id}`);
    } catch {
      return; // the next push or the next connection tells
    }
    // A push that came meanwhile may be newer.
    if (pushes === before) hear({ state: video.state, stage: video.stage, percent: video.percent, message: video.failure });
  });
}
