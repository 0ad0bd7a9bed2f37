// What the settings menu offers for this video: quality, speed, captions and their look, loop.

import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { recall, remember } from "piyakast/lib/player/prefs.js";
import { SPEEDS, speedLabel } from "piyakast/components/player/actions.js";
import { Menu } from "piyakast/components/player/menu.js";

const sizeLabels = () => ({ small: gettext("Small"), medium: gettext("Medium"), large: gettext("Large"), huge: gettext("Very large") });
const styleLabels = () => ({ box: gettext("On a dark box"), shadow: gettext("With a shadow"), yellow: gettext("Yellow on black") });

const radios = (labels, current, run) =>
  Object.entries(labels).map(([key, label]) => ({ label, checked: key === current, run: () => run(key) }));

/** The text after "Quality": "Auto (720p)", or the pinned one. */
export function qualityValue(engine) {
  if (engine.pinned) return engine.pinned;
  const actual = engine.currentQuality;
  return actual ? interpolate(gettext("Auto (%(quality)s)"), { quality: actual }) : gettext("Auto");
}

export function buildSettings(player, parts) {
  const { engine, captions, video, actions } = player;

  const pin = (label) => {
    remember("quality", label);
    engine.setQuality(label);
  };
  const trackLabel = (language) => captions.tracks.find((track) => track.language === language)?.label;

  const pages = () => {
    const main = { label: gettext("Settings"), items: [] };
    const all = { main };
    const add = (name, label, symbol, value, items) => {
      all[name] = { label, items };
      main.items.push({ label, icon: symbol, value, page: name });
    };
    if (engine.qualities.length > 1) {
      add("quality", gettext("Quality"), "quality", qualityValue(engine), [
        ...engine.qualities.map(({ label }) => ({ label, checked: engine.pinned === label, run: () => pin(label) })),
        { label: engine.pinned ? gettext("Auto") : qualityValue(engine), checked: !engine.pinned, run: () => pin(null) },
      ]);
    }
    add("speed", gettext("Speed"), "speed", speedLabel(video.playbackRate),
      SPEEDS.filter((rate) => rate <= 1 || !player.premiere?.isOn).map((rate) => ({ label: speedLabel(rate), checked: rate === video.playbackRate, run: () => actions.speed(rate) })));
    if (captions.tracks.length) {
      add("captions", gettext("Captions"), "captions", trackLabel(captions.current) ?? gettext("Off"), [
        { label: gettext("Off"), checked: !captions.current, run: () => captions.choose(null) },
        ...captions.tracks.map(({ language, label }) => ({ label, checked: captions.current === language, run: () => captions.choose(language) })),
      ]);
      add("size", gettext("Caption size"), "text", sizeLabels()[captions.size],
        radios(sizeLabels(), captions.size, (size) => captions.setLook({ size })));
      add("style", gettext("Caption style"), "text", styleLabels()[captions.style],
        radios(styleLabels(), captions.style, (style) => captions.setLook({ style })));
    }
    add("loop", gettext("Loop"), "loop", video.loop ? gettext("On") : gettext("Off"), [
      { label: gettext("Off"), checked: !video.loop, run: () => { video.loop = false; } },
      { label: gettext("On"), checked: video.loop, run: () => { video.loop = true; } },
    ]);
    return all;
  };

  const menu = new Menu({ button: parts.settings, host: parts.chrome, pages });
  engine.addEventListener("level", () => menu.refresh());
  engine.addEventListener("ready", () => {
    const kept = recall("quality");
    if (kept && !engine.pinned && !engine.isNative) engine.setQuality(kept);
    menu.refresh();
  });
  return menu;
}
