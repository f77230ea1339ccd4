// A WebDriver client of a few lines: enough to open pages in WebKitGTK, to ask them, and to press keys and buttons.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** How the standard names a reference to an element. */
export const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** How long the driver may take to start, milliseconds. */
const START_MS = 60_000;

/** Starts the driver and, through it, its browser. Questions are accepted, as by a visitor who means what they press. */
export async function startSession() {
  const port = await freePort();
  const driver = spawn(process.env.WEBKIT_DRIVER, [`--port=${port}`], { stdio: "ignore" });
  const root = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + START_MS; ; await setTimeout(100)) {
    if (await fetch(`${root}/status`).catch(() => undefined)) break;
    if (Date.now() > end) throw new Error("the driver of WebKitGTK does not answer");
  }
  const alwaysMatch = { unhandledPromptBehavior: "accept", timeouts: { script: 300_000 } };
  const { sessionId } = await send("POST", `${root}/session`, { capabilities: { alwaysMatch } });
  return new Session(`${root}/session/${sessionId}`, driver);
}

/** An open browser. */
class Session {
  constructor(address, driver) {
    this.address = address;
    this.driver = driver;
  }

  post(path, body = {}) {
    return send("POST", `${this.address}/${path}`, body);
  }

  get(path) {
    return send("GET", `${this.address}/${path}`);
  }

  /**
   * Runs a function in the page with arguments that are JSON or references to elements, and returns what it returns, or
   * what the promise that it returns comes to.
   */
  async evaluate(look, ...args) {
    const script = `
      const [given, done] = [[...arguments].slice(0, -1), arguments[arguments.length - 1]];
      Promise.resolve().then(() => (${look})(...given)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.post("execute/async", { script, args });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** Input of the keyboard or the mouse: the standard's lists of actions. */
  perform(source) {
    return this.post("actions", { actions: [source] });
  }

  async close() {
    await send("DELETE", this.address);
    this.driver.kill();
  }
}

async function send(method, address, body) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
