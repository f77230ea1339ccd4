// What the page says beyond the features: tags, what drove a prediction, and how a long track changes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertResult, startBrowser, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

/** Opens the page with a minute and a quarter of music, whose second half is four times as loud, and analyses it. */
function withLongTrack(use) {
  return visit(browser, async (app) => {
    const channels = music(75);
    for (const channel of channels) channel.forEach((_, i) => (channel[i] *= i < channel.length / 2 ? 0.2 : 0.8));
    await app.choose({ name: "long.wav", mimeType: "audio/wav", buffer: wav(channels) });
    await app.track("long.wav").waitFor();
    const outcome = await app.outcome("long.wav", 30_000);
    assertResult(outcome);
    await use(app.page.getByRole("article", { name: "long.wav" }), outcome);
  });
}

test("an explanation is asked for once opened, and adds up to the value", () =>
  withLongTrack(async (detail, { features }) => {
    const row = detail.locator('[data-feature="energy"]');
    assert.equal(await row.locator(".part").count(), 0);
    await row.getByText(/what drove this/i).click();
    await row.locator(".part").first().waitFor();
    const average = Number((await row.locator(".why__sum").innerText()).match(/has (\d\.\d\d)/)[1]);
    for (const list of await row.locator(".parts").all()) {
      const effects = await list.locator(".part").evaluateAll((parts) => parts.map((part) => Number(part.dataset.effect)));
      const sum = average + effects.reduce((total, effect) => total + effect, 0);
      // The average is read off the page, where it is rounded to hundredths.
      assert.ok(Math.abs(sum - features.energy) < 0.0051, `${sum} is not ${features.energy}`);
    }
  }));

test("a long track is shown along its windows, feature by feature", () =>
  withLongTrack(async (detail) => {
    const timeline = detail.getByRole("region", { name: "Along the track" });
    await timeline.getByText(/^Energy.*lowest 0\.\d\d at \d:\d\d, highest 0\.\d\d at \d:\d\d/).waitFor();
    const energy = await timeline.locator("path").last().getAttribute("d");
    await timeline.getByRole("combobox").selectOption({ label: "Acousticness" });
    await timeline.getByText(/^Acousticness, in steps/).waitFor();
    assert.notEqual(await timeline.locator("path").last().getAttribute("d"), energy);
  }));

test("intervals hold their values, and tags are called guesses", () =>
  withLongTrack(async (detail, { features }) => {
    for (const name of ["energy", "danceability", "valence", "acousticness"]) {
      const text = await detail.locator(`[data-feature="${name}"]`).innerText();
      const [, low, high] = text.match(/would say (\d\.\d\d) to (\d\.\d\d)/);
      assert.ok(Number(low) - 0.01 <= features[name] && features[name] <= Number(high) + 0.01, text);
      assert.ok(Number(low) < Number(high), text);
    }
    const tags = detail.getByRole("region", { name: "Might be tagged" });
    // Synthetic music may sound like nothing in particular.
    if (await tags.count()) {
      await tags.getByText(/guesses/i).waitFor();
      assert.ok((await tags.getByRole("listitem").count()) <= 6);
    }
  }));
