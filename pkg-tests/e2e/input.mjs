// Keyboard and mouse by WebDriver's actions, under Playwright's names.

/** How the standard writes keys that are no letters. */
const KEYS = {
  Alt: "\uE00A",
  ArrowDown: "\uE015",
  ArrowLeft: "\uE012",
  ArrowRight: "\uE014",
  ArrowUp: "\uE013",
  ControlOrMeta: "\uE009",
  End: "\uE010",
  Enter: "\uE007",
  Escape: "\uE00C",
  Home: "\uE011",
  PageDown: "\uE00F",
  PageUp: "\uE00E",
  Space: " ",
  Tab: "\uE004",
};

export class Keyboard {
  constructor(session) {
    this.session = session;
  }

  /** Presses keys together: "Enter", "Alt+ArrowUp". */
  async press(keys) {
    const values = keys.split("+").map((key) => KEYS[key] ?? key);
    const down = values.map((value) => ({ type: "keyDown", value }));
    const up = values.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.session.perform({ type: "key", id: "keyboard", actions: [...down, ...up] });
  }
}

export class Mouse {
  constructor(session) {
    this.session = session;
    this.at = [0, 0];
  }

  async move(x, y, { steps = 1 } = {}) {
    const [fromX, fromY] = this.at;
    const moves = Array.from({ length: steps }, (_, i) => {
      const share = (i + 1) / steps;
      return {
        type: "pointerMove",
        duration: 0,
        x: Math.round(fromX + (x - fromX) * share),
        y: Math.round(fromY + (y - fromY) * share),
      };
    });
    this.at = [x, y];
    await this.#perform(moves);
  }

  down() {
    return this.#perform([{ type: "pointerDown", button: 0 }]);
  }

  up() {
    return this.#perform([{ type: "pointerUp", button: 0 }]);
  }

  async click(x, y) {
    await this.move(x, y);
    await this.down();
    await this.up();
  }

  async wheel(deltaX, deltaY) {
    const [x, y] = this.at.map(Math.round);
    const actions = [{ type: "scroll", x, y, deltaX, deltaY, duration: 0 }];
    await this.session.perform({ type: "wheel", id: "wheel", actions });
  }

  #perform(actions) {
    const parameters = { pointerType: "mouse" };
    return this.session.perform({ type: "pointer", id: "mouse", parameters, actions });
  }
}
