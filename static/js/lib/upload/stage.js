// How far a file is, from what the server says of its video (`state`) and of the work on the newest file (`stage`).
const STOPPED = new Set(["failed", "cancelled"]);

export function stateOf({ state, stage }) {
  if (STOPPED.has(stage)) return "failed";
  // A video whose file is replaced is watched all the while: what is ready is the old one.
  if (state === "ready" && stage && stage !== "done") return "processing";
  return state;
}
