// The microphone: what it hears is analysed like any file; without one, or without leave, the page says so.

import assert from "node:assert/strict";
import { test } from "node:test";

import { IN_FIREFOX, assertResult, saved, startBrowser, unlessWebKit, visit } from "./app.mjs";

// Its fake microphone hears, but without a sound device an AudioContext's clock stands still, on any page.
const WITHOUT_SOUND = {
  skip: (IN_FIREFOX && "Firefox records only where there is a sound device") || unlessWebKit("WebDriver feigns no microphone"),
};

test("some seconds of the microphone are analysed, and can be saved", WITHOUT_SOUND, async () => {
  const browser = await startBrowser({ microphone: "fake" });
  try {
    await visit(browser, async (app) => {
      await app.page.getByRole("button", { name: "Record" }).click();
      await app.page.getByRole("timer").getByText(/^0:05/).waitFor();
      await app.page.getByRole("button", { name: "Stop and analyse" }).click();
      assertResult(await app.outcome(/^Recording .*\.wav/));
      const { name, bytes } = await saved(app.page, app.page.getByRole("button", { name: "Save the recording" }));
      assert.match(name, /^Recording \d{4}-\d\d-\d\d \d\d.\d\d.\d\d\.wav$/);
      assert.equal(bytes.toString("latin1", 0, 4), "RIFF");
      assert.ok(bytes.some((byte, i) => i > 44 && byte !== 0), "silence was recorded");
    });
  } finally {
    await browser.close();
  }
});

test("a microphone that is refused is an error in words", async () => {
  const browser = await startBrowser({ microphone: "refused" });
  try {
    await visit(browser, async (app) => {
      await app.page.getByRole("button", { name: "Record" }).click();
      await app.page.getByText(/The page may not listen|no microphone/).waitFor();
      await app.page.getByRole("button", { name: "Record", disabled: false }).waitFor();
    });
  } finally {
    await browser.close();
  }
});
