// Draws the icons that browsers want as pictures, from assets/icons/icon.svg: `node pkg-tests/icons.mjs`, with Chromium
// and the packages of e2e/.

import { readFile } from "node:fs/promises";
import { chromium } from "./e2e/node_modules/playwright-core/index.mjs";

const HERE = new URL("../assets/icons/", import.meta.url);
const svg = await readFile(new URL("icon.svg", HERE), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// Name, size, share of the picture that the drawing takes, colour behind it.
const ICONS = [
  ["icon-192", 192, 1, "transparent"],
  ["icon-512", 512, 1, "transparent"],
  ["icon-maskable-512", 512, 0.7, "#4b2e83"],
  ["apple-touch-icon", 180, 0.8, "#4b2e83"],
];
for (const [name, size, share, colour] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = Math.round(size * share);
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${colour}">` +
      `<img width="${inner}" height="${inner}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`,
  );
  await page.waitForTimeout(200);
  await page.screenshot({ path: new URL(`${name}.png`, HERE).pathname, omitBackground: true });
}
await browser.close();
