// One call to the API whose refusal is shown where the person looks, or as a toast.
import { toast } from "piyakast/lib/toast.js";

/** The answer of `work`, or undefined when it was refused; `says` is the element that tells why. */
export async function attempt(work, says) {
  if (says) says.textContent = "";
  try {
    return await work;
  } catch (error) {
    if (says) says.textContent = error.message;
    else toast(error.message, { error: true });
    return undefined;
  }
}
