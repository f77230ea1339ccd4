// The JavaScript package in a browser, as a script of the page and through a bundler, beside page, command line and Node.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { build } from "vite";

import { FEATURES, IN_FIREFOX, IN_WEBKIT, startBrowser, until, visit } from "./app.mjs";
import { serve } from "./server.mjs";
import { Installed, PACKAGE, SONGS } from "./package/installed.mjs";

/**
 * Greatest difference between any two of page, command line and package: of files whose samples all decoders agree on, and of
 * those of which browsers keep other samples at the edges, or scale them otherwise.
 */
const ALIKE = 1e-3;
const OTHERWISE = 3e-2;

/** Files whose samples all decoders agree on. */
const AGREED = IN_FIREFOX || IN_WEBKIT ? ["song.wav"] : ["song.wav", "song.mp3", "song.m4a"];

/** What the page offers to the tests. */
const SCRIPT = `
  import { Segue } from "segue";
  globalThis.segue = Segue.load(globalThis.options);
  globalThis.heard = async (name, how) => {
    const file = await (await fetch(name)).blob();
    return (await segue).analyse(file, how);
  };
`;

let installed;
let browser;
before(async () => {
  installed = await Installed.here();
  const imports = JSON.stringify({ imports: { segue: "./node_modules/segue/dist/index.js" } });
  const page = (script) => `<!doctype html><script type="importmap">${imports}</script>${script}`;
  await writeFile(installed.path("index.html"), page(`<script type="module">${SCRIPT}</script>`));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await installed?.remove();
});

/** Opens a page that offers what the tests need, by itself the one beside the installed package. */
async function here(use, root = installed.url) {
  const ready = async ({ page }) => {
    await until(() => page.evaluate(() => "heard" in globalThis), Boolean);
    await use(page);
  };
  await visit(browser, ready, { root });
}

const unlessBuilt = process.env.SEGUE ? false : "SEGUE names no command line";
test("the same file gives the same eleven numbers in page, command line and package", { skip: unlessBuilt }, async () => {
  const { Segue } = await installed.import();
  const segue = await Segue.load();
  const different = [];
  for (const song of SONGS) {
    const path = installed.path(song);
    const { stdout } = await promisify(execFile)(process.env.SEGUE, ["analyse", path, "--format", "ndjson"]);
    const found = { "command line": JSON.parse(stdout), Node: (await segue.analyse(path)).features };
    await here(async (page) => (found.browser = await page.evaluate(async (song) => (await heard(song)).features, song)));
    await visit(browser, async (app) => {
      await app.choose(path);
      found.page = (await app.outcome(song)).features;
    });
    for (const name of Object.keys(FEATURES)) {
      const values = Object.entries(found).map(([where, features]) => [where, features[name]]);
      const numbers = values.map(([, value]) => value);
      const tolerance = AGREED.includes(song) ? ALIKE : OTHERWISE;
      if (!(Math.max(...numbers) - Math.min(...numbers) <= tolerance)) {
        different.push(`${song}, ${name}: ${values.map((pair) => pair.join(" ")).join(", ")}`);
      }
    }
  }
  segue.close();
  assert.deepEqual(different, []);
});

test("the example shows the features of a chosen file", () =>
  visit(
    browser,
    async ({ page }) => {
      await page.getByLabel("A song").setInputFiles(installed.path("song.mp3"));
      const rows = page.getByRole("row");
      await rows.nth(10).waitFor();
      const names = (await rows.allInnerTexts()).map((row) => row.split(":")[0]);
      assert.deepEqual(names, Object.keys(FEATURES));
    },
    { root: PACKAGE, path: "example/index.html" },
  ));

test("a page is not held up, hears progress, and may stop", () =>
  here(async (page) => {
    const { shares, reason, longest, all, after } = await page.evaluate(async () => {
      await segue;
      const start = performance.now();
      let [last, longest] = [start, 0];
      const timer = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 1);
      const shares = [];
      await heard("song.wav", { onProgress: (share) => shares.push(share) });
      const all = performance.now() - start;
      clearInterval(timer);
      const reason = await heard("song.wav", { signal: AbortSignal.timeout(1) }).catch(({ name }) => name);
      const { features } = await heard("song.wav");
      return { shares, reason, longest, all, after: features.tempo };
    });
    assert.deepEqual([shares.at(-1), reason], [1, "TimeoutError"]);
    assert.ok(after > 0);
    assert.ok(longest < all / 2, `${longest} of ${all} ms`);
  }));

test("samples of an AudioBuffer are heard, and stay where they are", () =>
  here(async (page) => {
    const { features, length } = await page.evaluate(async () => {
      const bytes = await (await fetch("song.flac")).arrayBuffer();
      const audio = await new OfflineAudioContext(1, 1, 22_050).decodeAudioData(bytes);
      const { features } = await (await segue).analyse(audio);
      return { features, length: audio.getChannelData(0).length };
    });
    assert.deepEqual([Math.round(features.tempo), length], [120, 9 * 22_050]);
  }));

test("only for files that the browser does not decode is the decoder loaded", () =>
  here(async (page) => {
    const loaded = await page.evaluate(async () => {
      const decoders = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes("decoder_bg")).length;
      await heard("song.flac");
      const before = decoders();
      await heard("song.wav");
      await heard("song.wav");
      return [before, decoders()];
    });
    assert.deepEqual(loaded, [0, 1]);
  }));

test("what is no audio is refused with a code", () =>
  here(async (page) => {
    const codes = await page.evaluate(async () => {
      const ready = await segue;
      const files = [new Blob([]), new Blob(["This is no music. ".repeat(99)]), 7];
      return Promise.all(files.map((file) => ready.analyse(file).catch(({ code }) => code)));
    });
    assert.deepEqual(codes, ["empty", "not_audio", "bad_input"]);
  }));

test("the package may lie at another origin", async () => {
  const headers = { "access-control-allow-origin": "*" };
  const [here, there] = await Promise.all([serve({ root: installed.url }), serve({ root: installed.url, headers })]);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(here.address);
    const tempo = await page.evaluate(async (base) => {
      const { Segue } = await import(`${base}index.js`);
      const segue = await Segue.load({ base });
      return (await segue.analyse(await (await fetch("song.wav")).blob())).features.tempo;
    }, `${there.address}node_modules/segue/dist/`);
    assert.equal(Math.round(tempo), 120);
  } finally {
    await context.close();
    await Promise.all([here.close(), there.close()]);
  }
});

test("a page that Vite bundled listens", async () => {
  const folder = installed.path("bundled");
  await mkdir(folder);
  await writeFile(`${folder}/index.html`, '<!doctype html><script type="module" src="./page.js"></script>');
  await writeFile(`${folder}/page.js`, SCRIPT);
  const outDir = installed.path("bundle");
  await build({ root: folder, base: "./", logLevel: "silent", build: { outDir } });
  await copyFile(installed.path("song.wav"), `${outDir}/song.wav`);
  await here(async (page) => {
    const { features } = await page.evaluate(() => heard("song.wav"));
    assert.equal(Math.round(features.tempo), 120);
  }, new URL("bundle/", installed.url));
});
