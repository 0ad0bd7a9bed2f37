// A video's details as the fields of a form, and what to send when some of them change.
import { localValue, serverTime } from "piyakast/lib/studio/times.js";

/** What the form's fields hold for a video of the API. */
export function asFields(video) {
  const scheduled = Boolean(video.published_at) && new Date(video.published_at) > new Date();
  return {
    title: video.title,
    description: video.description,
    tags: video.tags.join(", "),
    category: video.category,
    language: video.language,
    licence: video.licence,
    privacy: video.privacy,
    password: "",
    clear_password: false,
    publish: scheduled ? "later" : video.published_at || video.publish_when_ready ? "now" : "draft",
    publish_at: scheduled ? localValue(video.published_at) : "",
    premiere: Boolean(video.premiere),
  };
}

/** The names whose values differ. */
export function differing(one, other) {
  return Object.keys(one).filter((name) => one[name] !== other[name]);
}

/** The changes the API takes for the fields `names`. */
export function asChanges(fields, names) {
  const changes = {};
  for (const name of names) {
    if (name === "tags") changes.tags = fields.tags.split(",");
    else if (["publish", "publish_at", "premiere"].includes(name)) Object.assign(changes, publication(fields));
    else if (name === "clear_password") { if (fields.clear_password && !fields.password) changes.password = ""; }
    else if (name === "password") { if (fields.password) changes.password = fields.password; }
    else changes[name] = fields[name];
  }
  return changes;
}

function publication(fields) {
  if (fields.publish === "later") return { publish_at: serverTime(fields.publish_at), premiere: fields.premiere && fields.privacy !== "private" };
  return { publish_when_ready: fields.publish === "now", publish_at: null };
}
