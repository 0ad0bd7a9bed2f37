// What somebody typed and has not saved, kept on this device until it is. Without storage nothing is kept.

const key = (id) => `piyakast.studio.draft.${id}`;

export function keepDraft(id, draft) {
  try {
    localStorage.setItem(key(id), JSON.stringify(draft));
  } catch {
    // Private windows and full disks: the page still warns before it is left.
  }
}

export function keptDraft(id) {
  try {
    const draft = JSON.parse(localStorage.getItem(key(id)));
    return draft && typeof draft.values === "object" ? draft : null;
  } catch {
    return null;
  }
}

export function dropDraft(id) {
  try {
    localStorage.removeItem(key(id));
  } catch {
    // Nothing was kept either.
  }
}
