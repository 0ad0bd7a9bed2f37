// What a card says about its transfer, in one sentence.
import { gettext, interpolate } from "piyakast/lib/i18n.js";
import { bytes, duration, percent } from "piyakast/lib/upload/words.js";

export function transferWords(transfer) {
  const share = { percent: percent(transfer.fraction) };
  if (transfer.trouble) return troubleWords(transfer.trouble, share);
  if (transfer.state === "waiting") return gettext("Waits for its turn.");
  if (transfer.state === "paused") return interpolate(gettext("Paused at %(percent)s."), share);
  if (transfer.state === "finishing") return gettext("Checking the file …");
  if (transfer.state === "done") return gettext("Uploaded. Processing begins …");
  if (transfer.state === "failed") return transfer.error.message;
  return progressWords(transfer);
}

function troubleWords(trouble, share) {
  if (!navigator.onLine) return interpolate(gettext("You are offline. It goes on from %(percent)s when you are back."), share);
  if (trouble.status === 0) return interpolate(gettext("The connection was lost at %(percent)s. Trying again …"), share);
  return trouble.message;
}

function progressWords(transfer) {
  const size = transfer.file.size;
  const done = interpolate(gettext("%(done)s of %(size)s"), { done: bytes(transfer.bytesSent), size: bytes(size) });
  const left = transfer.speed.secondsLeft(size - transfer.bytesSent);
  if (left === undefined) return done;
  const speed = interpolate(gettext("%(size)s a second"), { size: bytes(transfer.speed.bytesPerSecond) });
  return `${done} · ${speed} · ${interpolate(gettext("%(time)s left"), { time: duration(left) })}`;
}
