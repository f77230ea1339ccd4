// The first minute: what shows before anything has loaded, the sample, and the keyboard.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { after, before, test } from "node:test";

import { assertResult, held, startBrowser, unlessWebKit, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

/** What keeps WebAssembly modules back, until it is released. */
function withoutWasm() {
  const { promise, release } = held();
  return { hold: (name) => (name.endsWith(".wasm") ? promise : undefined), release };
}

test("heading, privacy line and picker show before any WebAssembly has arrived", () => {
  const { hold, release } = withoutWasm();
  const look = async (app) => {
    await app.page.getByRole("heading", { level: 1 }).waitFor();
    await app.page.getByText("never leaves this device").waitFor();
    // A file that is chosen that early is not lost.
    await app.choose({ name: "early.wav", mimeType: "audio/wav", buffer: wav(music(5)) });
    release();
    await app.track("early.wav").waitFor();
    assertResult(await app.outcome("early.wav"));
  };
  return visit(browser, look, { hold });
});

test("the built-in sample gives a result", () =>
  visit(browser, async (app) => {
    // What the empty page shows as an example is what one gets.
    const example = await app.page.getByRole("figure", { name: "What you get" }).innerText();
    await app.page.getByRole("button", { name: /sample/i }).click();
    const outcome = await app.outcome(/sample/i);
    assertResult(outcome);
    const { tempo, energy, key, mode } = outcome.features;
    const [, shownTempo, shownKey, shownEnergy] = example.match(/(\d+) BPM\s+(\d+[AB])\s+(\d+) ?\/10/);
    assert.deepEqual([Number(shownTempo), Number(shownEnergy)], [Math.round(tempo), Math.max(1, Math.ceil(10 * energy))]);
    const fifths = ((mode === 1 ? key : key + 3) * 7) % 12;
    assert.equal(shownKey, `${((fifths + 7) % 12) + 1}${mode === 1 ? "B" : "A"}`);
  }));

test("the keyboard is enough", { skip: unlessWebKit("WebDriver answers no file chooser") }, () =>
  visit(browser, async (app) => {
    const { keyboard } = app.page;
    await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    // The input element is asked, as in browsers that have no picker of handles: no driver answers that one.
    await app.page.evaluate(() => (globalThis.showOpenFilePicker = undefined));
    // Asked for before Tab: a busy browser may take a key sooner than the wish to be handed choosers, but answers
    // what `tabTo` asks after both.
    const chooser = app.page.waitForEvent("filechooser");
    await tabTo(app.page, (element) => element.type === "file");
    await keyboard.press("Space");
    await (await chooser).setFiles({ name: "typed.wav", mimeType: "audio/wav", buffer: wav(music(5)) });

    const next = app.page.getByRole("region", { name: "Play next" });
    await next.getByRole("listitem").first().waitFor();
    await tabTo(app.page, (element) => /^Show all/.test(element.innerText));
    await keyboard.press("Enter");
    await next.getByRole("listitem").nth(19).waitFor();

    await tabTo(app.page, (element) => element.href?.startsWith("https://open.spotify.com/track/"));
  }));

test("who tabs before any WebAssembly has arrived keeps the place", () => {
  const { hold, release } = withoutWasm();
  const tab = async ({ page }) => {
    await page.getByText("never leaves this device").waitFor();
    await tabTo(page, (element) => element.type === "file");
    assert.equal(await page.getByRole("button", { name: /sample/i }).isDisabled(), true, "nothing is alive yet");
    release();
    await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    assert.equal(await page.getByLabel("Add music").evaluate((input) => input === document.activeElement), true);
  };
  return visit(browser, tab, { hold });
});

test("what is published says nothing of the machine that it was built on", async () => {
  const dist = new URL("../../dist/", import.meta.url);
  const modules = (await readdir(dist)).filter((name) => name.endsWith(".wasm"));
  assert.ok(modules.length > 5, `${modules}`);
  for (const name of modules) {
    const bytes = await readFile(new URL(name, dist));
    assert.equal(bytes.indexOf(`${homedir()}/`), -1, `${name} holds the path of a home folder`);
  }
});

/** Presses Tab until the focused element is the one looked for. */
async function tabTo(page, isWanted) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(`(${isWanted})(document.activeElement)`)) return;
  }
  assert.fail(`Tab does not reach ${isWanted}`);
}
