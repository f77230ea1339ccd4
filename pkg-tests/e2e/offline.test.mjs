// Without a network: after one visit everything works from what the browser keeps, and a newer version is offered.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { assertResult, startBrowser, visit } from "./app.mjs";
import { music, wav } from "./audio.mjs";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const READY = /ready offline/i;

test("after one visit the server can go", () =>
  visit(
    browser,
    async (app) => {
      await app.page.getByText(READY).waitFor();
      await app.server.close();
      const later = await app.open();
      const mp3 = { name: "kept.mp3", mimeType: "audio/mpeg", buffer: await readFile(new URL("../fixtures/music.mp3", import.meta.url)) };
      await later.choose({ name: "new.wav", mimeType: "audio/wav", buffer: wav(music(5)) }, mp3);
      assertResult(await later.outcome("new.wav"));
      assertResult(await later.outcome("kept.mp3"));
      await later.page.getByLabel(/song you know/i).fill("yesterday beatles");
      await later.page.getByRole("option").first().waitFor();
      await later.page.getByText(READY).waitFor();
    },
    { keeps: true },
  ));

test("a newer version is offered, and used when the visitor says so", () => {
  let isNewer = false;
  const change = (name, body) => {
    // The newer version differs in its heading alone.
    if (!isNewer || (name !== "index.html" && name !== "sw.js")) return body;
    const html = newer;
    return name === "index.html" ? html.body : Buffer.from(String(body).replace(/("index.html": ")[0-9a-f]+/, `$1${html.hash}`));
  };
  let newer;
  return visit(
    browser,
    async (app) => {
      await app.page.getByText(READY).waitFor();
      const { createHash } = await import("node:crypto");
      const body = Buffer.from(String(await readFile(new URL("../../dist/index.html", import.meta.url))).replace(/(<h1[^>]*><a[^>]*>)Segue/, "$1Segue two"));
      newer = { body, hash: createHash("sha256").update(body).digest("hex") };
      isNewer = true;
      await app.page.reload();
      await app.page.getByText("A new version is ready.").waitFor();
      await app.page.getByRole("heading", { level: 1, name: "Segue", exact: true }).waitFor();
      await app.page.getByRole("button", { name: "Use it now" }).click();
      await app.page.getByRole("heading", { level: 1, name: "Segue two" }).waitFor();
    },
    { keeps: true, change },
  );
});

test("it can be installed: the manifest is sound, and its icons are what it says", () =>
  visit(browser, async (app) => {
    const page = await (await fetch(app.server.address)).text();
    const [link] = page.match(/<link [^>]*\brel="?manifest\b[^>]*>/);
    const [, address] = link.match(/\bhref="?([^" >]+)/);
    const manifest = await (await fetch(new URL(address, app.server.address))).json();
    assert.equal(manifest.display, "standalone");
    assert.ok(manifest.name && manifest.short_name && manifest.start_url === "./");
    for (const icon of manifest.icons) {
      const response = await fetch(new URL(icon.src, app.server.address));
      assert.equal(response.status, 200, icon.src);
      if (icon.type !== "image/png") continue;
      const bytes = Buffer.from(await response.arrayBuffer());
      assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, icon.sizes, icon.src);
    }
    assert.ok(manifest.icons.some((icon) => icon.purpose === "maskable"));
  }));
