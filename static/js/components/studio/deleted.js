// The page of deleted videos: what cannot be undone asks first.
import { bindConfirm } from "piyakast/components/confirm-form.js";

document.querySelectorAll("[data-confirm]").forEach(bindConfirm);
