// Builds static/vendor from the locked package.json: `npm ci --ignore-scripts && npm run vendor`.
// hls.js is built from its sources without DRM, CMCD, interstitials and I-frames (182 → 141 KB gzip).
import { copyFile, cp, mkdir, readFile, writeFile } from "node:fs/promises";
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

// Pretendard, cut into pieces that a browser fetches by the characters it meets. The piece with the Latin letters
// is named in templates/layouts/_fonts.html and loaded first; the stylesheet describes the others.
const LATIN = 91;
const web = "node_modules/pretendard/dist/web/variable";
const out = "static/vendor/pretendard";
await mkdir(out, { recursive: true });
await cp(`${web}/woff2-dynamic-subset`, out, { recursive: true });
await copyFile("node_modules/pretendard/dist/LICENSE.txt", `${out}/LICENSE`);
const sheet = await readFile(`${web}/pretendardvariable-dynamic-subset.css`, "utf8");
const faces = [...sheet.matchAll(/url\(\S*?subset\.(\d+)\.woff2\)[^;]*;\s*unicode-range: ([^;]+);/g)]
  .filter(([, number]) => Number(number) !== LATIN)
  .map(([, number, range]) => `@font-face{font-family:Pretendard;font-weight:45 920;font-display:swap;src:url("PretendardVariable.subset.${number}.woff2") format("woff2");unicode-range:${range.replaceAll(" ", "")}}`);
await writeFile(`${out}/pretendard.css`, `/* Pretendard, SIL Open Font License 1.1: see LICENSE. */\n${faces.join("\n")}\n`);
