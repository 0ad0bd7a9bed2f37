// The page on which a browser goes live.

import { bindCamera } from "piyakast/components/live/camera.js";
import { drawState } from "piyakast/components/live/state-badge.js";
import { StreamSocket } from "piyakast/lib/live/socket.js";

const room = document.querySelector("[data-camera]");
bindCamera(room);
const badge = document.querySelector("[data-state-badge]");
new StreamSocket(room.dataset.stream, {}).addEventListener("state", ({ detail }) => drawState(badge, detail.state));
