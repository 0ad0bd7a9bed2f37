// Videos this browser shall not offer again. Kept here alone: nobody is told.
const KEY = "not-interested";
const MOST = 500;

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
};

const write = (ids) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids.slice(-MOST)));
  } catch {
    // Without storage the video is hidden until the page is left.
  }
};

let known;
const hidden = () => (known ??= new Set(read()));

export const isHidden = (id) => hidden().has(id);

export function hide(id) {
  hidden().add(id);
  write([...read().filter((each) => each !== id), id]);
}

export function unhide(id) {
  hidden().delete(id);
  write(read().filter((each) => each !== id));
}
