// Light, dark, or as the device. A cookie tells the server, so that the next page starts right;
// somebody who is signed in takes the choice along to other devices.
import { send } from "piyakast/lib/http.js";

const YEAR_S = 31_536_000;

export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`;
  if (!document.body.dataset.user) return;
  const body = new FormData();
  body.append("theme", theme);
  send("/settings/theme/", { method: "POST", body, keepalive: true }).catch(() => {
    // Kept on this device at least.
  });
}

export function bindTheme(root) {
  for (const group of root.querySelectorAll("[data-theme-switch]")) {
    const choices = [...group.querySelectorAll("[data-theme-value]")];
    group.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-theme-value]");
      if (!chosen) return;
      setTheme(chosen.dataset.themeValue);
      for (const choice of choices) choice.setAttribute("aria-checked", String(choice === chosen));
    });
  }
}
