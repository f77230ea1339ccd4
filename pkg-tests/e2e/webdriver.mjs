// A WebDriver client of a few lines: enough to open the page in WebKitGTK, give it files and ask what it shows.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** How the standard names a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Starts the driver and, through it, its browser. */
export async function startWebKit() {
  const port = await freePort();
  const driver = spawn(process.env.WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver", [`--port=${port}`], { stdio: "ignore" });
  const root = `http://127.0.0.1:${port}`;
  await until(() => fetch(`${root}/status`).catch(() => undefined), "the driver's answer", 30_000);
  const { sessionId } = await send("POST", `${root}/session`, { capabilities: {} });
  return new Session(`${root}/session/${sessionId}`, driver);
}

/** An open browser. */
class Session {
  constructor(address, driver) {
    this.address = address;
    this.driver = driver;
  }

  open(url) {
    return send("POST", `${this.address}/url`, { url });
  }

  /** Runs a function in the page, with arguments that are JSON, and returns what it returns. */
  evaluate(look, ...args) {
    return send("POST", `${this.address}/execute/sync`, { script: `return (${look})(...arguments)`, args });
  }

  /** Asks again until the answer is true or a value, and returns that. */
  waitFor(look, ...args) {
    return until(() => this.evaluate(look, ...args), `${look} of ${args}`, 60_000);
  }

  async click(selector) {
    const element = await this.#element(selector);
    await send("POST", `${this.address}/element/${element}/click`, {});
  }

  /** Types text, or chooses files by their paths, one a line. */
  async type(selector, text) {
    const element = await this.#element(selector);
    await send("POST", `${this.address}/element/${element}/value`, { text });
  }

  async close() {
    await send("DELETE", this.address);
    this.driver.kill();
  }

  async #element(selector) {
    const found = await send("POST", `${this.address}/element`, { using: "css selector", value: selector });
    return found[ELEMENT];
  }
}

async function send(method, address, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${address}: ${value.error}: ${value.message}`);
  return value;
}

async function until(ask, what, patience) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await setTimeout(100);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
