// Pages of video grids: growing, previews, menus, filters; each part cares for itself.
import { bindCardMenu } from "piyakast/components/card-menu.js";
import { bindCardPreview } from "piyakast/components/card-preview.js";
import { bindConfirm } from "piyakast/components/confirm-form.js";
import { bindFilters } from "piyakast/components/filters.js";
import { bindFollow } from "piyakast/components/follow.js";
import { bindGrid } from "piyakast/components/grid.js";

for (const grid of document.querySelectorAll("[data-grid]")) bindGrid(grid);
for (const form of document.querySelectorAll("[data-filters]")) bindFilters(form);
for (const form of document.querySelectorAll("[data-confirm-title]")) bindConfirm(form);
bindFollow(document);
bindCardPreview(document);
bindCardMenu(document);
