// Filters apply when they change; without scripts their button does it. Empty ones stay out of the address.
export function bindFilters(form) {
  form.dataset.live = "";
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.value === "") field.disabled = true;
  });
  // Coming back by the browser's cache must not find them disabled.
  window.addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}
