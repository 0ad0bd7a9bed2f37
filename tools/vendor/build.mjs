// Builds static/vendor from the locked package.json: `npm ci --ignore-scripts && npm run vendor`.
// hls.js is built from its sources without DRM, CMCD, interstitials and I-frames (182 → 141 KB gzip).
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { build } from "esbuild";

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "inline",
};
const { version } = JSON.parse(await readFile("node_modules/hls.js/package.json", "utf8"));
const switches = {
  __USE_ALT_AUDIO__: true,
  __USE_CMCD__: false,
  __USE_CONTENT_STEERING__: false,
  __USE_EME_DRM__: false,
  __USE_IFRAMES__: false,
  __USE_INTERSTITIALS__: false,
  __USE_M2TS_ADVANCED_CODECS__: false,
  __USE_MEDIA_CAPABILITIES__: true,
  __USE_SUBTITLES__: true,
  __USE_VARIABLE_SUBSTITUTION__: false,
  __IN_WORKER__: false,
};
const define = { __VERSION__: JSON.stringify(version), __HLS_WORKER_BUNDLE__: "undefined" };
for (const [name, on] of Object.entries(switches)) define[name] = String(on);

await build({
  ...common,
  entryPoints: ["node_modules/hls.js/src/exports-default.ts"],
  outfile: "static/vendor/hls/hls.js",
  define,
});
await build({
  ...common,
  entryPoints: ["tools/vendor/media-chrome.js"],
  outfile: "static/vendor/media-chrome/media-chrome.js",
});
for (const [name, folder] of [["hls.js", "hls"], ["media-chrome", "media-chrome"]]) {
  await mkdir(`static/vendor/${folder}`, { recursive: true });
  await copyFile(`node_modules/${name}/LICENSE`, `static/vendor/${folder}/LICENSE`);
}
