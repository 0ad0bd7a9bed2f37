// Files by picker, or dropped anywhere on the page: one that misses the box must not replace the page.
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

export function bindDrop(box, take) {
  const picker = box.querySelector("input[type=file]");
  let depth = 0;
  picker.addEventListener("change", () => { take(picker.files); picker.value = ""; });
  window.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    box.dataset.over = "";
  });
  window.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    depth -= 1;
    if (depth <= 0) delete box.dataset.over;
  });
  window.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    delete box.dataset.over;
    take(event.dataTransfer.files);
  });
}
