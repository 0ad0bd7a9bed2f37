// Shows a chosen picture at once, cropped as it will be, and says right away when it cannot be used.
import { gettext } from "piyakast/lib/i18n.js";

const MOST_BYTES = 8 * 1024 * 1024;

export function bindPicture(host) {
  const input = host.querySelector("input[type=file]");
  const preview = host.querySelector("[data-picture-preview]");
  const says = host.querySelector("[data-picture-error]");
  const before = preview.innerHTML;
  let url;
  input.addEventListener("change", () => {
    if (url) URL.revokeObjectURL(url);
    url = undefined;
    says.textContent = "";
    const [file] = input.files;
    if (!file) {
      preview.innerHTML = before;
      return;
    }
    if (file.size > MOST_BYTES) return refuse(gettext("The picture is larger than 8 MB."));
    url = URL.createObjectURL(file);
    const image = new Image();
    image.alt = "";
    image.addEventListener("error", () => refuse(gettext("This is not a picture we can use. Choose a JPEG, PNG, WebP or GIF file.")));
    image.src = url;
    preview.replaceChildren(image);
    const remove = host.querySelector("input[type=checkbox]");
    if (remove) remove.checked = false;
  });

  function refuse(text) {
    input.value = "";
    preview.innerHTML = before;
    says.textContent = text;
  }
}
