// Files by the browser's handles: what was picked plays again after a reload, and tags are written where the file lies. The
// handles are of the page's own folder (its origin-private file system), which are of the same kind as those of a user's files
// and need no dialogue. Chromium alone has pickers that hand them out.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { IN_FIREFOX, IN_WEBKIT, startBrowser, until, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

const SKIP = { skip: (IN_FIREFOX || IN_WEBKIT) && "the browser has no pickers of handles" };

let browser;
before(async () => {
  if (!SKIP.skip) browser = await startBrowser();
});
after(() => browser?.close());

/** Puts files into the folder "music" of the page's own, and has the pickers hand them out as if the user had picked them. */
async function lay(page, files) {
  await page.evaluate(
    async (files) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("music", { create: true });
      const handles = [];
      for (const { name, base64 } of files) {
        const handle = await folder.getFileHandle(name, { create: true });
        const stream = await handle.createWritable();
        await stream.write(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
        await stream.close();
        handles.push(handle);
      }
      globalThis.asked = [];
      globalThis.showOpenFilePicker = async (options) => {
        globalThis.asked.push(options);
        return handles;
      };
      globalThis.showDirectoryPicker = async (options) => {
        globalThis.asked.push(options);
        return folder;
      };
    },
    files.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") })),
  );
}

/** Picks files that lie in that folder, once the page can take them. */
async function pick(page, files) {
  await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
  await lay(page, files);
  await page.getByText("Choose files", { exact: true }).click();
}

/** The bytes of a file in the folder as they are now. */
async function lies(page, name) {
  const base64 = await page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("music");
    const file = await (await folder.getFileHandle(name)).getFile();
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  }, name);
  return Buffer.from(base64, "base64");
}

/** How many handles the browser keeps for the page. */
const keptHandles = (page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "segue-handles")) return 0;
    const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
    const database = await done(indexedDB.open("segue-handles"));
    try {
      return await done(database.transaction(["handles"]).objectStore("handles").count());
    } finally {
      database.close();
    }
  });

/** The audio of an MP3 file: what stands behind its ID3v2 tag. */
function behindTag(bytes) {
  if (bytes.toString("latin1", 0, 3) !== "ID3") return bytes;
  const size = bytes.subarray(6, 10).reduce((size, byte) => (size << 7) | byte, 0);
  return bytes.subarray(10 + size);
}

const WAVE = { name: "one.wav", buffer: wav(music(6)) };

test("what was picked plays again after a reload", SKIP, () =>
  visit(browser, async (app) => {
    const { page } = app;
    await pick(page, [WAVE]);
    await app.outcome("one.wav");
    const [{ multiple, types }] = await page.evaluate(() => globalThis.asked);
    assert.ok(multiple && types[0].accept["audio/*"].includes(".mp3") && types[0].accept["audio/*"].includes(".nml"));
    await app.kept(1);
    await until(() => keptHandles(page), (count) => count === 1);

    await page.reload();
    const detail = page.getByRole("article", { name: "one.wav" });
    await detail.getByRole("button", { name: "Play", exact: true, disabled: false }).click();
    await detail.getByRole("button", { name: "Pause" }).waitFor();
    const position = detail.getByRole("slider", { name: "Position in the track" });
    await until(() => position.inputValue(), (seconds) => Number(seconds) > 0.2);
    assert.equal(await page.getByRole("navigation", { name: "Your tracks" }).getByRole("listitem").count(), 1);
  }));

test("a folder that was picked plays again after a reload, whatever lies below it", SKIP, () =>
  visit(browser, async (app) => {
    const { page } = app;
    await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    await lay(page, [WAVE]);
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("music");
      const below = await folder.getDirectoryHandle("below", { create: true });
      await (await folder.getFileHandle("one.wav")).move(below, "two.wav");
    });
    await page.getByText("Choose a folder", { exact: true }).click();
    await app.outcome("two.wav");
    await app.kept(1);
    await until(() => keptHandles(page), (count) => count === 1);
    await page.reload();
    const detail = page.getByRole("article", { name: "two.wav" });
    await detail.getByRole("button", { name: "Play", exact: true, disabled: false }).click();
    await detail.getByRole("button", { name: "Pause" }).waitFor();
  }));

test("a file that came in the place of another is not played for it, nor added", SKIP, () =>
  visit(browser, async (app) => {
    const { page } = app;
    await pick(page, [WAVE]);
    await app.outcome("one.wav");
    await app.kept(1);
    await until(() => keptHandles(page), (count) => count === 1);
    await lay(page, [{ name: "one.wav", buffer: wav(music(9)) }]);
    await page.reload();
    await page.getByRole("article", { name: "one.wav" }).getByRole("button", { name: "Play", exact: true, disabled: false }).click();
    await page.getByText("Add the file again to play it").first().waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Your tracks" }).getByRole("listitem").count(), 1);
    await app.kept(1);
  }));

test("a picker that is closed adds nothing, and one that is refused gives way to the input element", SKIP, () =>
  visit(browser, async (app) => {
    const { page } = app;
    await page.getByRole("button", { name: /sample/i, disabled: false }).waitFor();
    await page.evaluate(() => {
      globalThis.showOpenFilePicker = async () => {
        throw new DOMException("closed", "AbortError");
      };
    });
    await page.getByText("Choose files", { exact: true }).click();
    await page.evaluate(() => {
      globalThis.showOpenFilePicker = async () => {
        throw new DOMException("not in a frame", "SecurityError");
      };
    });
    // A folder that the picker does not open may be one that the element does.
    await page.evaluate(() => {
      globalThis.showDirectoryPicker = async () => {
        throw new DOMException("closed", "AbortError");
      };
    });
    await page.getByText("Choose a folder", { exact: true }).click();
    const folders = page.waitForEvent("filechooser");
    await page.getByText("Choose a folder", { exact: true }).click();
    await folders;
    const chooser = page.waitForEvent("filechooser");
    await page.getByText("Choose files", { exact: true }).click();
    await (await chooser).setFiles({ ...WAVE, mimeType: "audio/wav" });
    await app.outcome("one.wav");
  }));

test("tags are written where the file lies, and no other byte of it changes", SKIP, () =>
  visit(browser, async (app) => {
    const { page } = app;
    const mp3 = { name: "two.mp3", buffer: await readFile(new URL("../fixtures/music.mp3", import.meta.url)) };
    await pick(page, [WAVE, mp3]);
    const { features } = await app.outcome("one.wav");
    await app.outcome("two.mp3");
    await app.go("Library");
    await page.getByText("Write tags into files").click();
    const write = page.getByRole("button", { name: "Write into my folder…" });
    await write.click();
    await page.getByText("2 files tagged.").waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.asked.at(-1)), { mode: "readwrite" });

    const wave = await lies(page, WAVE.name);
    assert.equal(wave.readUInt32LE(4), wave.length - 8, "RIFF says how long it is");
    assert.deepEqual(wave.subarray(8, WAVE.buffer.length), WAVE.buffer.subarray(8), "the audio stands where it stood");
    const tag = wave.subarray(WAVE.buffer.length).toString("latin1");
    for (const frame of ["TBPM", "TKEY", String(Math.round(features.tempo))]) assert.ok(tag.includes(frame), frame);
    const tagged = await lies(page, mp3.name);
    assert.deepEqual(behindTag(tagged), behindTag(mp3.buffer));
    assert.ok(tagged.includes("TBPM") && tagged.includes("TKEY"));

    // Once more, there is nothing left to write.
    await write.click();
    await page.getByText("2 files said all of it already.").waitFor();
    assert.deepEqual(await lies(page, WAVE.name), wave);
  }));

test("who does not let the page write is told so, and the file stays as it was", SKIP, () =>
  visit(browser, async (app) => {
    const { page } = app;
    await pick(page, [WAVE]);
    await app.outcome("one.wav");
    await app.go("Library");
    await page.getByText("Write tags into files").click();
    const write = page.getByRole("button", { name: "Write into my folder…" });
    const refusals = page.getByText(/The browser may not write there; open the folder again and allow changes\./);
    await page.evaluate(() => {
      globalThis.picker = globalThis.showDirectoryPicker;
      globalThis.showDirectoryPicker = async () => {
        throw new DOMException("The user aborted a request.", "AbortError");
      };
    });
    await write.click();
    await refusals.waitFor();
    await page.evaluate(() => {
      globalThis.showDirectoryPicker = globalThis.picker;
      FileSystemFileHandle.prototype.createWritable = async () => {
        throw new DOMException("denied", "NotAllowedError");
      };
    });
    await write.click();
    await page.getByText("1 file left as it was.").waitFor();
    await until(() => refusals.count(), (count) => count === 2);
    assert.deepEqual(await lies(page, WAVE.name), WAVE.buffer);
  }));
