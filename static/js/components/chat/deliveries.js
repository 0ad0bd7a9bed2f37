// What is on its way to a webhook is looked at until its answer is there, for some seconds.
import { freshPage } from "piyakast/lib/fresh-page.js";
import { toast } from "piyakast/lib/toast.js";

const STEP_MS = 1000;
const MOST_STEPS = 20;

export function bindDeliveries(root) {
  let steps = 0;
  if (root.querySelector("[data-waiting]")) setTimeout(look, STEP_MS);

  async function look() {
    steps += 1;
    const before = new Set([...root.querySelectorAll("[data-waiting]")].map((each) => each.id));
    let page;
    try {
      page = await freshPage(root.dataset.hooks);
    } catch {
      return; // Whoever wants to know loads the page.
    }
    for (const list of root.querySelectorAll(".deliveries")) {
      const fresh = page.getElementById(list.id);
      // Nobody loses the button that they are on.
      if (fresh && !list.contains(document.activeElement)) list.replaceWith(fresh);
    }
    for (const id of before) {
      const now = root.querySelector(`#${id}`);
      if (now && !now.matches("[data-waiting]")) toast(now.querySelector(".delivery__said").textContent.trim());
    }
    if (steps < MOST_STEPS && root.querySelector("[data-waiting]")) setTimeout(look, STEP_MS);
  }
}
