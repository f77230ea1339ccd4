// The first minute: what shows before anything has loaded, the sample, and the keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertResult, startBrowser, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test("heading, privacy line and picker show before any WebAssembly has arrived", () => {
  const look = async (app) => {
    let arrived = 0;
    app.page.on("response", (response) => (arrived += response.url().endsWith(".wasm") ? 1 : 0));
    await app.page.getByRole("heading", { level: 1 }).waitFor();
    await app.page.getByText("never leaves this device").waitFor();
    // A file that is chosen that early is not lost.
    await app.choose({ name: "early.wav", mimeType: "audio/wav", buffer: wav(music(5)) });
    assert.equal(arrived, 0);
    await app.track("early.wav").waitFor();
    assertResult(await app.outcome("early.wav"));
  };
  return visit(browser, look, { wasmDelayMs: 3_000 });
});

test("the built-in sample gives a result", () =>
  visit(browser, async (app) => {
    await app.page.getByRole("button", { name: /sample/i }).click();
    assertResult(await app.outcome(/sample/i));
  }));

test("the keyboard is enough", () =>
  visit(browser, async (app) => {
    const { keyboard } = app.page;
    await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    // Asked for before Tab: a busy browser may take a key sooner than the wish to be handed choosers, but answers
    // what `tabTo` asks after both.
    const chooser = app.page.waitForEvent("filechooser", { timeout: 60_000 });
    await tabTo(app.page, (element) => element.type === "file");
    await keyboard.press("Space");
    await (await chooser).setFiles({ name: "typed.wav", mimeType: "audio/wav", buffer: wav(music(5)) });

    const next = app.page.getByRole("region", { name: "Play next" });
    await next.getByRole("listitem").first().waitFor();
    await tabTo(app.page, (element) => element.matches("button[aria-expanded=false]"));
    await keyboard.press("Enter");
    await next.getByRole("listitem").nth(19).waitFor();

    await tabTo(app.page, (element) => element.href?.startsWith("https://open.spotify.com/track/"));
  }));

test("who tabs before any WebAssembly has arrived keeps the place", () => {
  const tab = async ({ page }) => {
    await page.getByText("never leaves this device").waitFor();
    await tabTo(page, (element) => element.type === "file");
    assert.equal(await page.locator("#sample-button").isDisabled(), true, "nothing is alive yet");
    await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "file-input");
  };
  return visit(browser, tab, { wasmDelayMs: 3_000 });
});

/** Presses Tab until the focused element is the one looked for. */
async function tabTo(page, isWanted) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluateHandle(() => document.activeElement);
    if (await focused.evaluate(isWanted)) return;
  }
  assert.fail(`Tab does not reach ${isWanted}`);
}
