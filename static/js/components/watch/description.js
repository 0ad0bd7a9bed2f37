// The end of a description and the details below it are folded behind a button that says so.
// The page comes folded, so that nothing below moves; without scripts the stylesheet opens it.

export function bindDescription(page) {
  const text = page.querySelector("[data-description]");
  const button = page.querySelector("[data-description-toggle]");
  if (!text || !button || !text.hasAttribute("data-folded")) return;
  button.addEventListener("click", () => {
    const folded = text.toggleAttribute("data-folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? button.dataset.more : button.dataset.less;
  });
  // A link inside the folded part that gets the focus must be seen.
  text.addEventListener("focusin", () => {
    if (text.hasAttribute("data-folded")) button.click();
  });
}
