// Many files at once: all are done with, broken ones say why, anything can be stopped, and the visitor can look around
// meanwhile. How long the page's longest task takes is measured by responsiveness.mjs.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";

import { IN_FIREFOX, IN_WEBKIT, assertResult, startBrowser, visit } from "./app.mjs";
import { mixed, music, wav, wavHeader, written } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test("two hundred files of all formats, three of them broken", { timeout: 900_000 }, () =>
  visit(browser, async (app) => {
    const files = await mixed(200);
    for (const place of [10, 90, 170]) files[place].buffer = Buffer.from("this is no audio");
    await app.choose(...(await written(files)));
    await app.page.getByText(/of 200 done/).waitFor();

    // The visitor looks around while the workers are busy.
    await app.go("Library");
    const library = app.page.getByRole("region", { name: "Library" });
    await library.getByText(/of 200 tracks/).waitFor();
    await app.allDone();
    await library.getByText("197 of 200 tracks").waitFor();

    await app.go("Listen");
    const list = app.page.getByRole("navigation", { name: "Your tracks" }).getByRole("list");
    await list.evaluate((list) => (list.scrollTop = 90 * 60));
    await app.track(files[90].name).click();
    await app.page.getByRole("alert").getByText(/it is a text, not music/).waitFor();
  }));

test("what is stopped stays stopped until it is tried again", () =>
  visit(browser, async (app) => {
    const long = (name) => ({ name, mimeType: "audio/wav", buffer: wav(music(120)) });
    await app.choose(long("a.wav"), long("b.wav"), { name: "c.wav", mimeType: "audio/wav", buffer: wav(music(5)) });
    await app.page.getByRole("button", { name: "Stop all" }).click();
    await app.track("c.wav").getByText("Stopped").waitFor();
    await app.track("a.wav").getByText("Stopped").waitFor();
    await app.track("c.wav").click();
    await app.page.getByRole("button", { name: "Try again" }).click();
    await app.page.getByRole("region", { name: "Play next" }).getByRole("listitem").first().waitFor();
    await app.track("b.wav").click();
    await app.page.getByRole("button", { name: "Remove", exact: true }).click();
    await app.track("b.wav").waitFor({ state: "detached" });
  }));

test("what is stopped is tried again together, or by adding it again, in the rows that it had", () =>
  visit(browser, async (app) => {
    const files = await written(Array.from({ length: 5 }, (_, i) => ({ name: `${i}.wav`, buffer: wav(music(60 + i)) })));
    const list = app.page.getByRole("navigation", { name: "Your tracks" });
    await app.choose(...files);
    await app.page.getByRole("button", { name: "Stop all" }).click();
    const stopped = list.getByRole("group", { name: "5 tracks stopped" });
    await stopped.getByRole("button", { name: "Try them again" }).click();
    await app.page.getByRole("button", { name: "Stop all" }).click();
    await stopped.waitFor();
    await app.choose(...files);
    await app.allDone();
    assert.equal(await list.getByRole("listitem").count(), 5);
    assert.equal(await list.getByText("Stopped").count(), 0);
  }));

test("the browser asks before the page is left while files wait, and not after", { skip: IN_WEBKIT && "WebDriver answers before the test can" }, () =>
  visit(browser, async (app) => {
    const asked = [];
    app.page.on("dialog", async (dialog) => {
      asked.push(dialog.type());
      await dialog.accept();
    });
    await app.choose({ name: "long.wav", mimeType: "audio/wav", buffer: wav(music(120)) });
    await app.track("long.wav").click();
    await app.page.reload();
    assert.deepEqual(asked, ["beforeunload"]);
    await app.choose({ name: "short.wav", mimeType: "audio/wav", buffer: wav(music(5)) });
    await app.outcome("short.wav");
    await app.page.reload();
    assert.deepEqual(asked, ["beforeunload"]);
  }));

/** Minutes of a pulsing chord in a small file: one channel, 8 bits at 8 kHz. */
function longWav(minutes) {
  const rate = 8_000;
  const samples = Buffer.alloc(minutes * 60 * rate);
  for (let i = 0; i < samples.length; i += 1) {
    const t = i / rate;
    const tone = (hertz) => Math.sin(2 * Math.PI * hertz * t);
    samples[i] = 128 + 30 * Math.exp(-6 * (t % 0.5)) * (tone(220) + tone(277.2) + tone(329.6));
  }
  return Buffer.concat([wavHeader({ channels: 1, rate, bits: 8, dataBytes: samples.length }), samples]);
}

test("what is too long to be in memory is heard block by block, and can be stopped", { timeout: 600_000 }, () =>
  visit(browser, async (app) => {
    const file = (name, minutes) => ({ name, mimeType: "audio/wav", buffer: longWav(minutes) });
    await app.choose(...(await written([file("set.wav", 20), file("night.wav", 40)])));
    await app.track("set.wav").getByText(/%/).waitFor();
    await app.track("night.wav").click();
    await app.page.getByRole("button", { name: "Stop", exact: true }).click();
    await app.track("night.wav").getByText("Stopped").waitFor();
    assertResult(await app.outcome("set.wav", 300_000));
    await app.track("set.wav").getByText(/120 BPM/).waitFor();
    await app.choose({ name: "short.wav", mimeType: "audio/wav", buffer: wav(music(5)) });
    assertResult(await app.outcome("short.wav"));
  }));

// On any page, Firefox refuses a folder that WebDriver chooses.
const WITHOUT_FOLDERS = { skip: (IN_FIREFOX || IN_WEBKIT) && "WebDriver chooses no folders" };

test("a folder is taken with all that is in it, and what is no audio is passed over", WITHOUT_FOLDERS, () =>
  visit(browser, async (app) => {
    const folder = await mkdtemp(`${tmpdir()}/music-`);
    await mkdir(`${folder}/album`);
    await writeFile(`${folder}/one.wav`, wav(music(5)));
    await writeFile(`${folder}/album/two.wav`, wav(music(6)));
    await writeFile(`${folder}/album/cover.jpg`, "no audio");
    await app.page.getByLabel("Choose a folder").setInputFiles(folder);
    await app.page.getByText("2 audio files found; 1 other file passed over, being no audio.").waitFor();
    await app.track("one.wav").waitFor();
    await app.track("two.wav").waitFor();
  }));

test("what a Mac leaves on a stick is passed over and named", WITHOUT_FOLDERS, () =>
  visit(browser, async (app) => {
    const folder = await mkdtemp(`${tmpdir()}/stick-`);
    await mkdir(`${folder}/.Trashes`);
    await writeFile(`${folder}/one.wav`, wav(music(5)));
    await writeFile(`${folder}/two without an ending`, wav(music(6)));
    await writeFile(`${folder}/._one.wav`, "of a Mac");
    await writeFile(`${folder}/.Trashes/gone.wav`, wav(music(7)));
    await writeFile(`${folder}/loading.mp3.part`, "half");
    await writeFile(`${folder}/empty.mp3`, "");
    await writeFile(`${folder}/list.m3u8`, "#EXTM3U\none.wav\n");
    await app.page.getByLabel("Choose a folder").setInputFiles(folder);
    await app.page.getByText("2 audio files found; 4 other files passed over.").waitFor();
    await app.page.getByText("Which ones, and why").click();
    await app.page.getByText(/empty\.mp3: empty$/).waitFor();
    await app.outcome("one.wav");
    await app.outcome("two without an ending");
    await app.page.getByText(/In this folder is a playlist: .*list\.m3u8\./).waitFor();
    await app.page.getByRole("button", { name: "Import it" }).click();
    await app.page.getByText(/list\.m3u8: a playlist of 1 track\./).waitFor();
  }));

test("a playlist waits for the files that come with it", () =>
  visit(browser, async (app) => {
    const list = "#EXTM3U\ntwo.wav\none.wav\n";
    await app.choose(
      { name: "list.m3u8", mimeType: "audio/x-mpegurl", buffer: Buffer.from(list) },
      { name: "one.wav", mimeType: "audio/wav", buffer: wav(music(5)) },
      { name: "two.wav", mimeType: "audio/wav", buffer: wav(music(6)) },
    );
    await app.page.getByText(/list\.m3u8: a playlist of 2 tracks\./).waitFor();
    assert.equal(await app.page.getByText("Read it now").count(), 0);
    assert.equal(await app.page.getByText(/Not found/).count(), 0);
  }));

const SKIP_DROP = (IN_FIREFOX || IN_WEBKIT) && "only Chromium's driver drops folders";

test("a folder can be dropped anywhere, with the folders in it", { skip: SKIP_DROP }, () =>
  visit(browser, async (app) => {
    await app.page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    const folder = await mkdtemp(`${tmpdir()}/music-`);
    await mkdir(`${folder}/album/disc`, { recursive: true });
    await writeFile(`${folder}/album/one.wav`, wav(music(5)));
    await writeFile(`${folder}/album/disc/two.wav`, wav(music(6)));
    await writeFile(`${folder}/album/notes.txt`, "no audio");
    const session = await app.page.context().newCDPSession(app.page);
    const data = { items: [], files: [`${folder}/album`], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
    }
    await app.page.getByText("2 audio files found; 1 other file passed over, being no audio.").waitFor();
    await app.outcome("one.wav");
    await app.outcome("two.wav");
  }));
