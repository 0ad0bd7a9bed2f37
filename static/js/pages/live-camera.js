// The page on which a browser goes live.

import { bindCamera } from "piyakast/components/live/camera.js";

bindCamera(document.querySelector("[data-camera]"));
