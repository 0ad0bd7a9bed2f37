// What the settings menu offers for a live stream: its quality.

import { gettext } from "piyakast/lib/i18n.js";
import { recall, remember } from "piyakast/lib/player/prefs.js";
import { Menu } from "piyakast/components/player/menu.js";
import { qualityValue } from "piyakast/components/player/settings.js";

export function buildLiveSettings({ engine }, { settings, chrome }) {
  const pin = (label, sound = false) => {
    if (!sound) remember("quality", label); // the next visit begins with a picture
    engine.setQuality(label);
  };
  const pages = () => ({
    main: {
      label: gettext("Settings"),
      items: [{ label: gettext("Quality"), icon: "quality", value: qualityValue(engine), page: "quality" }],
    },
    quality: {
      label: gettext("Quality"),
      items: [
        ...engine.qualities.map(({ label, sound }) => ({ label, checked: engine.pinned === label, run: () => pin(label, sound) })),
        { label: engine.pinned ? gettext("Auto") : qualityValue(engine), checked: !engine.pinned, run: () => pin(null) },
      ],
    },
  });
  const menu = new Menu({ button: settings, host: chrome, pages });
  engine.addEventListener("level", () => menu.refresh());
  engine.addEventListener("ready", () => {
    settings.hidden = !engine.hasChoice;
    const kept = recall("quality");
    if (kept && !engine.pinned && !engine.isNative) engine.setQuality(kept);
    menu.refresh();
  });
  return menu;
}
