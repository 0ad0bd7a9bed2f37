// Following a channel: the button changes at once, and back again when the server says no.
import { send } from "piyakast/lib/http.js";
import { formatNumber, interpolate, ngettext } from "piyakast/lib/i18n.js";
import { toast } from "piyakast/lib/toast.js";

export function bindFollow(root) {
  for (const form of root.querySelectorAll("form[data-follow]")) bind(form);
}

function bind(form) {
  const path = `/api/v1/me/following/${encodeURIComponent(form.dataset.follow)}`;
  let kept = "following" in form.dataset;
  let wanted = kept;
  let busy = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    wanted = !wanted;
    show(form, wanted);
    count(form, wanted ? 1 : -1);
    if (!busy) settle();
  });

  // Somebody who presses again before the answer is there gets what they asked for last.
  async function settle() {
    busy = true;
    try {
      while (wanted !== kept) {
        const aim = wanted;
        const answer = await send(path, { method: aim ? "PUT" : "DELETE" });
        kept = aim;
        if (wanted === kept) setCount(form, answer.follower_count);
      }
    } catch (error) {
      if (wanted !== kept) count(form, kept ? 1 : -1);
      wanted = kept;
      show(form, kept);
      toast(error.message, { error: true });
    } finally {
      busy = false;
    }
  }
}

function show(form, following) {
  const focused = form.contains(document.activeElement);
  form.toggleAttribute("data-following", following);
  if (focused) form.querySelector(following ? ".follow__stop" : ".follow__start").focus();
}

const counters = (form) => document.querySelectorAll(`[data-followers-of="${CSS.escape(form.dataset.follow)}"]`);

function count(form, step) {
  const [first] = counters(form);
  if (first) setCount(form, Math.max(0, Number(first.dataset.count) + step));
}

function setCount(form, number) {
  const text = ngettext("%(count)s follower", "%(count)s followers", number);
  for (const counter of counters(form)) {
    counter.dataset.count = String(number);
    counter.textContent = interpolate(text, { count: formatNumber(number, { notation: "compact" }) });
  }
}
