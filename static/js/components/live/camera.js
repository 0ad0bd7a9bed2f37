// Going live from this browser: choose what to show, look at it, start, stop.

import { CameraLink } from "piyakast/lib/live/camera-link.js";
import { bestKind, loudness } from "piyakast/lib/live/recording.js";
import { gettext } from "piyakast/lib/i18n.js";

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };

export function bindCamera(room) {
  const find = (name) => room.querySelector(`[data-camera-${name}]`);
  const [preview, status, allow, screen, start, stop, mute, meter] = ["preview", "status", "allow", "screen", "start", "stop", "mute", "meter"].map(find);
  const [cameras, microphones] = [find("cameras"), find("microphones")];
  const kind = window.MediaRecorder ? bestKind((each) => MediaRecorder.isTypeSupported(each)) : null;
  let shown = null;
  let link = null;
  let lock = null;
  let level = null;
  let muted = false;

  const say = (text, look = "") => {
    status.textContent = text;
    status.dataset.look = look;
  };

  if (!kind || !navigator.mediaDevices?.getUserMedia) {
    allow.disabled = screen.disabled = true;
    say(gettext("This browser cannot record. Use another browser, or an encoder such as OBS."), "bad");
    return;
  }
  screen.hidden = !navigator.mediaDevices.getDisplayMedia;

  const show = (stream) => {
    for (const track of shown?.getTracks() ?? []) if (!stream.getTracks().includes(track)) track.stop();
    shown = stream;
    preview.srcObject = stream;
    preview.play().catch(() => {});
    level?.();
    level = watchLevel(stream, meter);
    mute.hidden = !stream.getAudioTracks().length;
    silence();
    say(gettext("Only you see this. Press “Go live” when you are ready."));
    // Stopping the share in the browser's own bar ends the broadcast too.
    stream.getVideoTracks()[0]?.addEventListener("ended", () => { if (shown === stream) gone(); });
  };
  const isThere = () => shown?.getVideoTracks()[0]?.readyState === "live";
  const gone = () => {
    start.disabled = true;
    if (link) finish();
    else say(gettext("The picture is gone. Choose again what to show."), "bad");
  };
  // Of every microphone that is chosen until it is unmuted.
  const silence = () => {
    for (const track of shown?.getAudioTracks() ?? []) track.enabled = !muted;
    mute.lastChild.textContent = muted ? gettext("Unmute") : gettext("Mute");
  };

  const choose = async (wanted) => {
    // What is shown now may be gone in a moment.
    start.disabled = true;
    try {
      show(await wanted());
      await listDevices(cameras, microphones, shown);
    } catch (error) {
      say(reason(error), "bad");
    } finally {
      start.disabled = !isThere();
    }
  };
  const fromDevices = () => navigator.mediaDevices.getUserMedia({
    video: { ...PICTURE, ...(cameras.value && { deviceId: { exact: cameras.value } }) },
    audio: microphones.value ? { deviceId: { exact: microphones.value } } : true,
  });
  const fromScreen = async () => {
    const picture = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 30 } }, audio: true });
    if (picture.getAudioTracks().length) return picture;
    // Most screens come without sound: take the microphone's, if it may be had.
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    return new MediaStream([...picture.getTracks(), ...(sound?.getTracks() ?? [])]);
  };

  const busy = (on) => {
    start.hidden = on;
    stop.hidden = !on;
    for (const each of [allow, screen, cameras, microphones]) each.disabled = on;
    room.dataset.busy = on ? "on" : "";
  };

  const begin = async () => {
    busy(true);
    say(gettext("Connecting …"));
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
    link = new CameraLink(room.dataset.camera, shown, kind);
    link.addEventListener("ready", () => say(gettext("You are sending. Viewers see it a few seconds later."), "good"));
    link.addEventListener("lost", () => say(gettext("The connection was lost. Connecting again …"), "bad"));
    link.addEventListener("over", ({ detail: { sentence, isReplaced } }) => {
      link = null;
      lock?.release();
      busy(false);
      start.lastChild.textContent = isReplaced ? gettext("Go on here") : gettext("Go live");
      say(sentence ?? gettext("The connection was lost. Press “Go live” to begin again."), sentence === "" ? "" : "bad");
      if (sentence === "") say(gettext("You have stopped sending."));
    });
  };
  const finish = () => link?.stop();

  allow.addEventListener("click", () => choose(fromDevices));
  screen.addEventListener("click", () => choose(fromScreen));
  for (const select of [cameras, microphones]) select.addEventListener("change", () => choose(fromDevices));
  start.addEventListener("click", begin);
  stop.addEventListener("click", finish);
  mute.addEventListener("click", () => { muted = !muted; silence(); });
  addEventListener("beforeunload", (event) => { if (link) event.preventDefault(); });
  addEventListener("pagehide", finish);
}

async function listDevices(cameras, microphones, stream) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const used = new Set(stream.getTracks().map((track) => track.getSettings().deviceId));
  for (const [select, kind] of [[cameras, "videoinput"], [microphones, "audioinput"]]) {
    const found = devices.filter((each) => each.kind === kind && each.deviceId);
    select.replaceChildren(...found.map((each) => new Option(each.label || each.deviceId, each.deviceId, false, used.has(each.deviceId))));
    select.closest("[data-camera-choice]").hidden = found.length < 2;
  }
}

// The level of the sound, so that one sees that the microphone works. Returns what ends it.
function watchLevel(stream, meter) {
  meter.value = 0;
  if (!stream.getAudioTracks().length) return () => {};
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    meter.value = loudness(samples);
  }, 100);
  return () => {
    clearInterval(timer);
    context.close();
  };
}

function reason(error) {
  if (error.name === "NotAllowedError") return gettext("Your browser was not allowed to use it. Allow it in the address bar, then try again.");
  if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return gettext("No camera or microphone was found.");
  if (error.name === "NotReadableError") return gettext("Another program uses the camera. Close it, then try again.");
  return gettext("The camera could not be opened. Try again.");
}
