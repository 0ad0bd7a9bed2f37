// Says whether a handle is free while it is typed.
import { send } from "piyakast/lib/http.js";

const PAUSE_MS = 350;

export function bindHandle(field) {
  const input = field.querySelector("input");
  const says = field.querySelector("[data-handle-state]");
  const address = field.querySelector("[data-handle-address]");
  let timer;
  let asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const handle = input.value.trim().toLowerCase();
    address.textContent = `${address.dataset.handleAddress}${handle}`;
    says.textContent = "";
    delete says.dataset.ok;
    if (handle) timer = setTimeout(() => ask(handle), PAUSE_MS);
  });

  async function ask(handle) {
    const turn = ++asked;
    try {
      const answer = await send(`${field.dataset.handleCheck}?handle=${encodeURIComponent(handle)}`);
      // An answer that was overtaken by a newer question says nothing about what stands there now.
      if (turn !== asked || input.value.trim().toLowerCase() !== handle) return;
      says.textContent = answer.text;
      says.dataset.ok = String(answer.ok);
    } catch {
      // The form says it when it is sent.
    }
  }
}
