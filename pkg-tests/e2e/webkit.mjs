// WebKitGTK, which Playwright cannot drive as Debian built it, behind those of Playwright's words that the tests use: the
// same files run in three engines. What is missing here is missing in the driver.

import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import { Keyboard, Mouse } from "./input.mjs";
import { lookUp } from "./lookup.mjs";
import { ELEMENT, startSession } from "./webdriver.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How often the page is asked again, milliseconds. */
const PAUSE_MS = 100;

/** As much room as the other engines' pages have, 1280 by 720, and the browser's own bar; pixels. */
const WINDOW = { width: 1280, height: 758 };

/** A browser whose pages are found and worked as Playwright's are. */
export async function startWebKit(patience) {
  const session = await startSession();
  await session.post("window/rect", WINDOW);
  const folder = await mkdtemp(join(tmpdir(), "segue-e2e-"));
  return {
    // Every visit has a server of its own, hence an origin of its own with nothing in its stores.
    async newContext() {
      const context = { on() {}, close: async () => {}, newPage: async () => new Page(session, folder, patience) };
      return context;
    },
    async close() {
      await session.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What a test looks for, as `lookUp` takes it. */
const wanted = (text, exact = false) =>
  text instanceof RegExp ? { source: text.source, flags: text.flags } : { text: String(text), exact };

/** Scrolls an element to where it can be pressed: the driver leaves it at an edge, below what stays there. */
const uncover = (element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const there = document.elementFromPoint(x + width / 2, y + height / 2);
  if (!element.contains(there)) element.scrollIntoView({ block: "center", inline: "nearest" });
};

/** What pages and locators have in common: the ways to find something in them. */
class Finder {
  constructor(path) {
    this.path = path;
  }

  getByRole(role, { name, exact, ...options } = {}) {
    return this.step({ role, name: name === undefined ? undefined : wanted(name, exact), ...options });
  }

  getByLabel(text, { exact } = {}) {
    return this.step({ label: wanted(text, exact) });
  }

  getByText(text, { exact } = {}) {
    return this.step({ text: wanted(text, exact) });
  }
}

/** The open page. */
class Page extends Finder {
  constructor(session, folder, patience) {
    super([]);
    this.session = session;
    this.folder = folder;
    this.patience = patience;
    this.keyboard = new Keyboard(session);
    this.mouse = new Mouse(session);
  }

  step(step) {
    return new Locator(this, [step]);
  }

  goto(url) {
    return this.session.post("url", { url });
  }

  reload() {
    return this.session.post("refresh");
  }

  goBack() {
    return this.session.post("back");
  }

  evaluate(look, argument) {
    return this.session.evaluate(typeof look === "string" ? `() => (${look})` : look, argument ?? null);
  }

  /** Another page of the same visitor takes the window of this one. */
  context() {
    return { newPage: async () => this };
  }

  /** The driver accepts every question. */
  once() {}

  /** References to the elements that a path leads to. */
  async elements(path) {
    const look = `(path) => typeof axe === "undefined" ? null : (${lookUp})(path)`;
    const found = await this.session.evaluate(look, path);
    if (found) return found;
    await this.session.evaluate(`() => { ${AXE} }`);
    return (await this.session.evaluate(look, path)) ?? [];
  }
}

/** What a path leads to, looked up anew whenever it is asked or worked. */
class Locator extends Finder {
  constructor(page, path) {
    super(path);
    this.owner = page;
  }

  page() {
    return this.owner;
  }

  step(step) {
    return new Locator(this.owner, [...this.path, step]);
  }

  nth(nth) {
    return this.step({ nth });
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  filter({ hasText }) {
    return this.step({ hasText: wanted(hasText) });
  }

  or(other) {
    return this.step({ or: other.path });
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, index) => this.nth(index));
  }

  count() {
    return this.evaluateAll((elements) => elements.length);
  }

  /** Tries until it succeeds or patience is over: what is found may go, move or be covered meanwhile. */
  async retry(attempt, patience = this.owner.patience) {
    for (const end = Date.now() + patience; ; await setTimeout(PAUSE_MS)) {
      try {
        return await attempt();
      } catch (error) {
        if (Date.now() > end) throw new Error(`${JSON.stringify(this.path)}: ${error.message}`, { cause: error });
      }
    }
  }

  /** The element, once it is there. */
  element() {
    return this.retry(async () => {
      const [element] = await this.owner.elements(this.path);
      if (!element) throw new Error("is not there");
      return element;
    });
  }

  waitFor({ state = "visible", timeout } = {}) {
    return this.retry(async () => {
      const [element] = await this.owner.elements(this.path);
      const isThere = element !== undefined && (state === "attached" || state === "detached" || (await this.isSeen(element)));
      if (isThere !== (state === "visible" || state === "attached")) throw new Error(`is not ${state}`);
    }, timeout);
  }

  isSeen(element) {
    return this.owner.session.evaluate((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0 && getComputedStyle(element).visibility === "visible";
    }, element);
  }

  /** Runs a function on the element. */
  evaluate(look, argument = null) {
    return this.retry(async () => this.owner.session.evaluate(look, await this.element(), argument));
  }

  /** Runs a function on all that is found, at once: nothing can go in between. */
  async evaluateAll(look) {
    await this.owner.elements([]);
    return this.owner.session.evaluate(`(path) => (${look})((${lookUp})(path))`, this.path);
  }

  async isVisible() {
    const [element] = await this.owner.elements(this.path);
    return element !== undefined && (await this.isSeen(element));
  }

  isDisabled() {
    return this.evaluate((element) => element.matches(":disabled"));
  }

  innerText() {
    return this.evaluate((element) => element.innerText);
  }

  textContent() {
    return this.evaluate((element) => element.textContent);
  }

  inputValue() {
    return this.evaluate((element) => element.value);
  }

  isChecked() {
    return this.evaluate((element) => element.checked);
  }

  getAttribute(name) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  allInnerTexts() {
    return this.evaluateAll((elements) => elements.map((element) => element.innerText));
  }

  allTextContents() {
    return this.evaluateAll((elements) => elements.map((element) => element.textContent));
  }

  boundingBox() {
    return this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  scrollIntoViewIfNeeded() {
    return this.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
  }

  focus() {
    return this.evaluate((element) => element.focus());
  }

  click() {
    return this.retry(async () => {
      const element = await this.element();
      if (await this.owner.session.evaluate((element) => element.matches(":disabled"), element)) throw new Error("is disabled");
      await this.owner.session.evaluate(uncover, element);
      await this.owner.session.post(`element/${element[ELEMENT]}/click`);
    });
  }

  async check() {
    if (!(await this.evaluate((element) => element.checked))) await this.click();
  }

  async uncheck() {
    if (await this.evaluate((element) => element.checked)) await this.click();
  }

  fill(value) {
    return this.evaluate((element, value) => {
      element.focus();
      element.value = value;
      for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
    }, value);
  }

  async press(keys) {
    await this.focus();
    await this.owner.keyboard.press(keys);
  }

  /** Chooses by label or value, by `{ label }` or by `{ index }`. */
  selectOption(option) {
    return this.evaluate((element, { label, index }) => {
      const options = [...element.options];
      const found = index ?? options.findIndex((option) => option.label === label || option.value === label);
      if (found < 0) throw new Error(`there is no option ${label}`);
      element.selectedIndex = found;
      for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
    }, typeof option === "string" ? { label: option } : option);
  }

  dispatchEvent(type) {
    return this.evaluate((element, type) => element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true })), type);
  }

  /** Files are paths, or objects of name and buffer, which are written where the browser can read them. */
  async setInputFiles(files) {
    const paths = [files].flat().map(async (file) => {
      if (typeof file === "string") return file;
      const path = join(this.owner.folder, file.name);
      await writeFile(path, file.buffer);
      return path;
    });
    const text = (await Promise.all(paths)).join("\n");
    const element = await this.element();
    await this.owner.session.post(`element/${element[ELEMENT]}/value`, { text });
  }
}
