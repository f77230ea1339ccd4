// The first minute: what shows before anything has loaded, the sample, and the keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { App, assertResult, startBrowser } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test("heading, privacy line and picker show before any WebAssembly has arrived", async () => {
  const app = await App.open(browser, { wasmDelayMs: 3_000 });
  const arrived = [];
  app.page.on("response", (response) => response.url().endsWith(".wasm") && arrived.push(response.url()));
  await app.page.getByRole("heading", { level: 1 }).waitFor();
  await app.page.getByText(/never leaves? /i).first().waitFor();
  await app.page.getByLabel(/choose/i).waitFor({ state: "attached" });
  assert.deepEqual(arrived, []);

  // A file chosen that early is not lost.
  await app.choose({ name: "early.wav", mimeType: "audio/wav", buffer: wav(music(5)) });
  await app.track("early.wav").waitFor();
  assertResult(await app.outcome("early.wav"));
  await app.close();
});

test("the built-in sample gives a result", async () => {
  const app = await App.open(browser);
  await app.page.getByRole("button", { name: /sample/i }).click();
  assertResult(await app.outcome(/sample/i));
  await app.close();
});

test("the keyboard is enough", async () => {
  const app = await App.open(browser);
  const { keyboard } = app.page;
  const sample = app.page.locator("#sample-button:enabled");
  await sample.waitFor();
  await tabTo(app.page, (element) => element.type === "file");
  const chooser = app.page.waitForEvent("filechooser");
  await keyboard.press("Enter");
  await (await chooser).setFiles({ name: "typed.wav", mimeType: "audio/wav", buffer: wav(music(5)) });

  const next = app.page.getByRole("region", { name: "Play next" });
  await next.getByRole("listitem").first().waitFor();
  await tabTo(app.page, (element) => element.getAttribute("aria-expanded") === "false");
  await keyboard.press("Enter");
  await next.getByRole("listitem").nth(19).waitFor();

  await tabTo(app.page, (element) => element.href?.startsWith("https://open.spotify.com/track/"));
  await app.close();
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
