// What can go wrong: a code to act on, and a message in English.

export class SegueError extends Error {
  name = "SegueError";

  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
