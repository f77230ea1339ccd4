// What the page says and shows beyond the features: tags, what drove a prediction, how a long track changes; player
// and spectrogram.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertResult, startBrowser, until, visit } from "./app.mjs";
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
    const outcome = await app.outcome("long.wav");
    assertResult(outcome);
    await use(app.page.getByRole("article", { name: "long.wav" }), outcome);
  });
}

/** Opens what is shown on demand. */
const open = (detail, what) => detail.getByText(what).click();

/** The row of a feature among the features one by one. */
const row = (detail, feature) =>
  detail.getByRole("region", { name: "Audio features" }).getByRole("listitem").filter({ hasText: new RegExp(`^${feature}`, "i") }).first();

/** The label of the features one by one. */
const ONE_BY_ONE = "What each number means, and how sure it is";

/** The effects that a list of parts tells, as they are. */
const effectsIn = (list) =>
  list.getByRole("listitem").evaluateAll((parts) => parts.map((part) => Number(part.dataset.effect)));

test("an explanation is asked for once opened, and adds up to the value", () =>
  withLongTrack(async (detail, { features }) => {
    await open(detail, ONE_BY_ONE);
    const energy = row(detail, "energy");
    assert.equal(await energy.getByRole("listitem").count(), 0);
    await energy.getByText("What drove this").click();
    await energy.getByRole("listitem").first().waitFor();
    const average = Number((await energy.getByText(/has \d\.\d\d/).innerText()).match(/has (\d\.\d\d)/)[1]);
    const lists = await energy.getByRole("list").all();
    assert.equal(lists.length, 2);
    for (const list of lists) {
      const effects = await effectsIn(list);
      const sum = average + effects.reduce((total, effect) => total + effect, 0);
      // The average is read off the page, where it is rounded to hundredths.
      assert.ok(Math.abs(sum - features.energy) < 0.0051, `${sum} is not ${features.energy}`);
    }
  }));

test("a long track is shown along its windows, feature by feature", () =>
  withLongTrack(async (detail) => {
    await open(detail, "Along the track");
    const timeline = detail.getByRole("region", { name: "Along the track" });
    await timeline.getByText(/^Energy.*lowest 0\.\d\d at \d:\d\d, highest 0\.\d\d at \d:\d\d/).waitFor();
    const drawing = () => timeline.getByRole("img").evaluate((drawing) => drawing.innerHTML);
    const energy = await drawing();
    await timeline.getByRole("combobox").selectOption({ label: "Acousticness" });
    await timeline.getByText(/^Acousticness, in steps/).waitFor();
    assert.notEqual(await drawing(), energy);
  }));

test("intervals hold their values, and tags are called guesses", () =>
  withLongTrack(async (detail, { features }) => {
    await open(detail, ONE_BY_ONE);
    for (const name of ["energy", "danceability", "valence", "acousticness"]) {
      const text = await row(detail, name).innerText();
      const [, low, high] = text.match(/Likely between (\d\.\d\d) and (\d\.\d\d)/);
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

test("the spectrogram shows the second half louder, drawn once for the screen", () =>
  withLongTrack(async (detail) => {
    const canvas = detail.getByRole("img", { name: /^Spectrogram of the whole track, 40 Hz to 11/ });
    const mean = await canvas.evaluate((canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      const sums = [0, 0];
      data.forEach((value, i) => i % 4 !== 3 && (sums[Math.floor((((i >> 2) % width) / width) * 2)] += value));
      return sums.map((sum) => sum / (data.length / 2));
    });
    assert.ok(mean[1] > 1.15 * mean[0], `${mean}`);
    for (const label of ["100 Hz", "1 kHz", "10 kHz"]) {
      await detail.getByRole("region", { name: "Playback" }).getByText(label).waitFor();
    }
  }));

test("the spectrogram of four minutes reaches their end", () =>
  visit(browser, async (app) => {
    const [left] = music(240);
    await app.choose({ name: "four minutes.wav", mimeType: "audio/wav", buffer: wav([left]) });
    assertResult(await app.outcome("four minutes.wav", 180_000));
    const detail = app.page.getByRole("article", { name: "four minutes.wav" });
    // Of twenty parts of the picture, how many have something bright in them.
    const lit = await detail.getByRole("img", { name: /^Spectrogram/ }).evaluate((canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
      const parts = new Set();
      data.forEach((value, i) => i % 4 === 0 && value > 200 && parts.add(Math.floor((((i >> 2) % width) / width) * 20)));
      return parts.size;
    });
    assert.equal(lit, 20);
  }));

/**
 * How far the audio element is, as a share of the track, and where the pictures of player and timeline show it: their styles
 * say how much of them was played. Told right after the page has drawn, when all should agree.
 */
const shares = (detail) =>
  detail.evaluate(async (detail) => {
    await new Promise(requestAnimationFrame);
    const audio = [...document.getElementsByTagName("audio")].find((audio) => audio.src);
    const played = [...detail.getElementsByTagName("*")].map((element) => element.style.getPropertyValue("--played"));
    return [audio.currentTime / audio.duration, ...played.filter(Boolean).map((share) => Number.parseFloat(share) / 100)];
  });

test("one playhead for waveform, spectrogram and timeline, in step with what is heard", () =>
  withLongTrack(async (detail) => {
    await open(detail, "Along the track");
    await detail.getByRole("button", { name: "Play", exact: true }).click();
    await detail.getByRole("button", { name: "Pause" }).waitFor();
    let before = 0;
    for (let look = 0; look < 5; look += 1) {
      const [heard, player, timeline] = await until(() => shares(detail), ([, player]) => player > before);
      // Within 50 ms of a track of 75 s, and a pixel.
      assert.ok(Math.abs(player - heard) < 0.003 && Math.abs(timeline - heard) < 0.003, `${heard} ${player} ${timeline}`);
      before = player;
    }
    const [frames, moves] = await detail.evaluate(async (detail) => {
      const audio = [...document.getElementsByTagName("audio")].find((audio) => audio.src);
      const pictures = [...detail.getElementsByTagName("*")].find((element) => element.style.getPropertyValue("--played"));
      const [times, seen] = [new Set(), new Set()];
      while (times.size < 60 && !audio.ended) {
        await new Promise(requestAnimationFrame);
        times.add(audio.currentTime);
        seen.add(pictures.style.getPropertyValue("--played"));
      }
      return [times.size, seen.size];
    });
    // It moves with the frames, however many the machine finds time for; timeupdate comes four times a second.
    assert.ok(moves > 0.7 * frames, `${moves} moves in ${frames} frames`);
  }));

test("a click in the spectrogram seeks, and so do keys; Space plays", () =>
  withLongTrack(async (detail) => {
    const { keyboard, mouse } = detail.page();
    const canvas = detail.getByRole("img", { name: /^Spectrogram/ });
    // Clear of the player that comes up at the foot of the page.
    await canvas.evaluate((canvas) => canvas.scrollIntoView({ block: "center" }));
    const box = await canvas.boundingBox();
    await mouse.click(box.x + box.width * 0.6, box.y + box.height / 2);
    // The file may still be on its way into the player.
    let [heard] = await until(() => shares(detail), ([heard]) => Number.isFinite(heard));
    assert.ok(Math.abs(heard - 0.6) < 0.005, `${heard}`);
    await mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.2, box.y + box.height / 2, { steps: 5 });
    await mouse.up();
    [heard] = await shares(detail);
    assert.ok(Math.abs(heard - 0.2) < 0.005, `${heard}`);
    const position = detail.getByRole("slider", { name: "Position in the track" });
    await position.press("ArrowRight");
    await position.press("PageUp");
    [heard] = await shares(detail);
    assert.ok(Math.abs(heard - 0.2 - 11 / 75) < 0.005, `${heard}`);
    await keyboard.press("Space");
    await detail.getByRole("button", { name: "Pause" }).waitFor();
    await keyboard.press("Space");
    await detail.getByRole("button", { name: "Play", exact: true }).waitFor();
  }));

test("what drove a prediction is laid over the spectrum once a feature is chosen", () =>
  withLongTrack(async (detail) => {
    await open(detail, "Fourier spectrum");
    const spectrum = detail.getByRole("region", { name: /spectrum/i });
    const summary = spectrum.getByText(/what each register did/);
    assert.equal(await summary.count(), 0);
    await spectrum.getByRole("combobox", { name: "What drove" }).selectOption({ label: "Energy" });
    await summary.waitFor();
    const effects = await effectsIn(spectrum);
    assert.equal(effects.length, 6);
    const [, average, value] = (await summary.innerText()).match(/(\d\.\d\d), to this track's (\d\.\d\d)/);
    const sum = effects.reduce((total, effect) => total + effect, Number(average));
    assert.ok(Math.abs(sum - Number(value)) < 0.011, `${sum} is not ${value}`);
    // The shades over the plot say the same to the eye alone.
    const signs = await spectrum.evaluate((spectrum) =>
      [...spectrum.getElementsByTagName("span")].filter((shade) => shade.style.left && /^[+−]$/.test(shade.innerText.trim())).map((shade) => shade.innerText.trim()),
    );
    const shaded = effects.slice(0, 4).filter((effect) => Math.abs(effect) >= 0.005);
    assert.deepEqual(signs, shaded.map((effect) => (effect < 0 ? "−" : "+")));
    await spectrum.getByRole("combobox", { name: "What drove" }).selectOption({ index: 0 });
    await summary.waitFor({ state: "detached" });
  }));

test("after a reload there are the pictures, and a word on how to play them", () =>
  visit(browser, async (app) => {
    const file = { name: "kept.wav", mimeType: "audio/wav", buffer: wav(music(6)) };
    await app.choose(file);
    assertResult(await app.outcome("kept.wav"));
    await app.kept(1);
    await app.page.reload();
    const detail = app.page.getByRole("article", { name: "kept.wav" });
    await detail.getByText(/Add the file again to play it/).waitFor();
    assert.ok(await detail.getByRole("button", { name: "Play", exact: true }).isDisabled());
    assert.ok(await detail.getByRole("slider", { name: "Position in the track" }).isDisabled());
    await detail.getByRole("img", { name: /^Spectrogram/ }).waitFor();
    await app.choose(file);
    await detail.getByRole("button", { name: "Play", exact: true, disabled: false }).waitFor();
  }));
