// An embed of a premiere that has not begun.

import { awaitPremiere } from "piyakast/components/player/premiere-embed.js";

awaitPremiere(JSON.parse(document.querySelector("[data-premiere] script[type='application/json']").textContent));
