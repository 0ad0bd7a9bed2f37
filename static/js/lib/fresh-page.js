// A page of ours as it is now, to take parts of it. In a template nothing is loaded or run.
import { send } from "piyakast/lib/http.js";

export async function freshPage(address) {
  const template = document.createElement("template");
  template.innerHTML = await send(address);
  return template.content;
}
