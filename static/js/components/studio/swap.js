// Draws a part of the page anew from the server, so that each list is rendered in one place only.

/** Replace what is inside the elements of `selectors` by what the page at `url` has there now. */
export async function swap(selectors, url = location.href) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(`${response.status}`);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const selector of selectors) {
    const here = document.querySelector(selector);
    const there = fresh.querySelector(selector);
    if (here && there) here.replaceChildren(...there.childNodes);
  }
}
