// Writes static/icons/sprite.svg from the Lucide icons that the templates use. Run by `npm run icons`.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";

const NAMES = `
  arrow-left bell bell-ring bookmark bookmark-plus captions check chevron-down chevron-left chevron-right
  chevron-up circle-alert circle-check circle-help circle-play circle-x clapperboard clock cloud-upload code
  compass copy download ellipsis-vertical expand external-link eye eye-off file-video film flag flame
  globe hash heart history home house image info key keyboard languages layout-dashboard link list list-video lock
  log-in log-out mail menu monitor moon music palette pause pencil picture-in-picture-2 play plus
  radio refresh-cw rotate-ccw rss scissors search settings settings-2 share-2 shield shield-check
  smartphone sparkles square-pen star sun thumbs-up timer trash-2 trending-up triangle-alert tv undo-2 unlock
  upload user user-plus users video volume-2 x zap
  arrow-down at-sign ban bot chart-column crown ear eraser gavel hand megaphone message-square panel-right-close
  panel-right-open pin pin-off reply send-horizontal shield-user smile sprout sticky-note wifi-off
`.trim().split(/\s+/);

const symbols = NAMES.map((name) => {
  const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, "utf8");
  const inner = svg.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`;
});
mkdirSync("static/icons", { recursive: true });
writeFileSync(
  "static/icons/sprite.svg",
  `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide (ISC licence), lucide.dev -->${symbols.join("")}</svg>\n`,
);
