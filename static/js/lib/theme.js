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

// Which choice a key moves to, as in every group of radio buttons; undefined for other keys.
export function moved(key, at, count) {
  return {
    ArrowDown: (at + 1) % count,
    ArrowRight: (at + 1) % count,
    ArrowUp: (at + count - 1) % count,
    ArrowLeft: (at + count - 1) % count,
    Home: 0,
    End: count - 1,
  }[key];
}

export function bindTheme(root) {
  for (const group of root.querySelectorAll("[data-theme-switch]")) {
    const choices = [...group.querySelectorAll("[data-theme-value]")];
    const choose = (chosen) => {
      setTheme(chosen.dataset.themeValue);
      for (const choice of choices) {
        choice.setAttribute("aria-checked", String(choice === chosen));
        choice.tabIndex = choice === chosen ? 0 : -1;
      }
    };
    group.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-theme-value]");
      if (chosen) choose(chosen);
    });
    group.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const to = choices[moved(event.key, choices.indexOf(event.target), choices.length)];
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      to.focus();
      choose(to);
    });
  }
}
