// Makes board.mjs, board.css and LICENSES.txt out of board_source/ and the pinned packages. See docs/widgets.md.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const folder = new URL(".", import.meta.url).pathname;
const read = (name) => readFileSync(`${folder}${name}`, "utf8");

// tests/app/test_board.py computes the same sum, and so notices a source that was changed without a build.
const sum = createHash("sha256");
for (const name of ["package.json", ...readdirSync(`${folder}board_source`).sort().map((file) => `board_source/${file}`)]) sum.update(read(name));
const banner = `/* Made by build.mjs from board_source, sha256 ${sum.digest("hex")}. Licences: LICENSES.txt */`;

const { metafile } = await build({
  absWorkingDir: folder,
  entryPoints: { board: "board_source/board.js", "board-style": "board_source/board.css" },
  outdir: ".", bundle: true, minify: true, format: "esm", target: "es2022", metafile: true,
  outExtension: { ".js": ".mjs" }, banner: { js: banner, css: banner }, legalComments: "none",
});

const used = Object.entries(metafile.outputs).flatMap(([, output]) => Object.entries(output.inputs))
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  .map(([path]) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/))
  .filter(Boolean);
const packages = new Map(used.map(([path, name]) => [name, path]));
const texts = [...packages].sort().map(([name, path]) => {
  const { version, license } = JSON.parse(read(`${path}/package.json`));
  // EventCalendar's package carries no licence file; its repository does.
  const file = readdirSync(`${folder}${path}`).find((entry) => /^licen[cs]e/i.test(entry));
  const own = `licence-${name.replace(/\W+/g, "-").replace(/^-/, "")}.txt`;
  const text = file ? read(`${path}/${file}`) : existsSync(`${folder}${own}`) ? read(own) : undefined;
  if (!text) throw new Error(`no licence text for ${name}`);
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
});
writeFileSync(`${folder}LICENSES.txt`, `board.mjs and board-style.css contain these packages.\n\n${texts.join("\n----\n\n")}`);
