// The numbers of the signal, what could be better in words, and viewers by the minute.

import { formatNumber, gettext, interpolate } from "piyakast/lib/i18n.js";
import { areaOf, lineOf } from "piyakast/lib/live/chart.js";

const CODECS = { avc1: "H.264", hvc1: "HEVC", av01: "AV1", aac: "AAC", mp4a: "AAC", Opus: "Opus", mp3: "MP3", ".mp3": "MP3" };

export function bindSignal(room) {
  const cell = (name) => room.querySelector(`[data-now="${name}"]`);
  const advice = room.querySelector("[data-advice]");
  const chart = room.querySelector("[data-chart]");
  let told = "";
  let viewers = 0;
  room.addEventListener("liveviewers", ({ detail }) => {
    viewers = detail.viewers;
    cell("viewers").textContent = formatNumber(viewers);
  });
  room.addEventListener("livesignal", ({ detail }) => {
    cell("peak").textContent = formatNumber(detail.health ? Math.max(detail.peak, viewers) : detail.peak);
    show(cell, detail);
    const fallback = detail.health ? "good" : room.dataset.state === "ended" ? "over" : "none";
    const words = detail.advice.map(({ text }) => text).join(" ") || fallback;
    // Said once, not every two seconds.
    if (words !== told) {
      told = words;
      draw(advice, detail.advice, fallback);
    }
    plot(chart, detail.minutes ?? []);
  });
}

function show(cell, { health, silent_s: silent }) {
  const put = (name, text) => { cell(name).textContent = health ? text : "–"; };
  const { kbps, fps, key_interval_ms: keys, video_codec: video, audio_codec: audio, width, height } = health ?? {};
  put("kbps", kbps === undefined ? "–" : interpolate(gettext("%(kbps)s kb/s"), { kbps: formatNumber(kbps) }));
  put("fps", fps === undefined ? "–" : formatNumber(Math.round(fps)));
  put("keys", keys ? interpolate(gettext("%(seconds)s s"), { seconds: formatNumber(keys / 1000, { maximumFractionDigits: 1 }) }) : "–");
  const size = width && height ? `${width} × ${height}` : "";
  put("codecs", [size, CODECS[video] ?? video, CODECS[audio] ?? audio].filter(Boolean).join(" · ") || "–");
  put("heard", silent === undefined ? "–" : interpolate(gettext("%(seconds)s s ago"), { seconds: formatNumber(silent, { maximumFractionDigits: 0 }) }));
}

function draw(box, advice, fallback) {
  const items = advice.length ? advice : [{ level: fallback, text: box.dataset[fallback] }];
  box.replaceChildren(...items.map(({ level, text }) => {
    const line = document.createElement("p");
    line.className = "control__hint";
    line.dataset.level = level;
    line.textContent = text;
    return line;
  }));
}

function plot(figure, minutes) {
  figure.hidden = minutes.length < 2;
  if (figure.hidden) return;
  const values = minutes.map(([, viewers]) => viewers);
  const [area, line] = figure.querySelectorAll("path");
  area.setAttribute("d", areaOf(values, 600, 80));
  line.setAttribute("d", lineOf(values, 600, 80));
  figure.querySelector("[data-chart-text]").textContent = interpolate(
    gettext("%(minutes)s minutes, at most %(most)s at once"),
    { minutes: formatNumber(values.length), most: formatNumber(Math.max(...values)) },
  );
}
