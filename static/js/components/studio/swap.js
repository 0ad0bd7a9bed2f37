// Draws a part of the page anew from the server, so that each list is rendered in one place only.
import { freshPage } from "piyakast/lib/fresh-page.js";

/** Replace what is inside the elements of `selectors` by what the page at `url` has there now. */
export async function swap(selectors, url = location.href) {
  const fresh = await freshPage(url);
  for (const selector of selectors) {
    const here = document.querySelector(selector);
    const there = fresh.querySelector(selector);
    if (here && there) here.replaceChildren(...there.childNodes);
  }
}
