// The microphone: what it hears is analysed like any file; without one, or without leave, the page says so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "node:fs/promises";

import { assertResult, startBrowser, visit } from "./app.mjs";

/** A browser whose microphone hears beeps. */
const withMicrophone = () => startBrowser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);

test("some seconds of the microphone are analysed, and can be saved", async () => {
  const browser = await withMicrophone();
  try {
    await visit(browser, async (app) => {
      await app.page.getByRole("button", { name: "Record" }).click();
      await app.page.getByRole("timer").getByText(/^0:05/).waitFor();
      await app.page.getByRole("button", { name: "Stop and analyse" }).click();
      assertResult(await app.outcome(/^Recording .*\.wav/));
      const download = app.page.waitForEvent("download");
      await app.page.getByRole("button", { name: "Save the recording" }).click();
      const file = await download;
      assert.match(file.suggestedFilename(), /^Recording \d{4}-\d\d-\d\d \d\d.\d\d.\d\d\.wav$/);
      const bytes = await readFile(await file.path());
      assert.equal(bytes.toString("latin1", 0, 4), "RIFF");
      assert.ok(bytes.some((byte, i) => i > 44 && byte !== 0), "silence was recorded");
    });
  } finally {
    await browser.close();
  }
});

test("a microphone that is refused is an error in words", async () => {
  const browser = await startBrowser(["--use-fake-device-for-media-stream", "--deny-permission-prompts"]);
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
