/** Progress on the terminal for anything longer than a second: a line that is rewritten, or one line every ten seconds in a log. */
import type { Terminal } from './command.ts';

const TTY_INTERVAL_MS = 120;
const LOG_INTERVAL_MS = 10_000;

export class Progress {
  readonly #err: Terminal['err'];
  readonly #isQuiet: boolean;
  #shownAtMs = performance.now();
  #width = 0;

  constructor(err: Terminal['err'], isQuiet = false) {
    this.#err = err;
    this.#isQuiet = isQuiet;
  }

  show(text: string): void {
    if (this.#isQuiet) return;
    const nowMs = performance.now();
    if (nowMs - this.#shownAtMs < (this.#err.isTTY === true ? TTY_INTERVAL_MS : LOG_INTERVAL_MS)) return;
    this.#shownAtMs = nowMs;
    if (this.#err.isTTY === true) {
      this.#err.write(`\r${text.padEnd(this.#width)}`);
      this.#width = text.length;
    } else this.#err.write(`${text}\n`);
  }

  /** Clears the line; what follows begins at its start. */
  done(): void {
    if (this.#width > 0) this.#err.write(`\r${' '.repeat(this.#width)}\r`);
    this.#width = 0;
  }
}

export function bar(share: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, share)) * 24);
  return `[${'#'.repeat(filled)}${'.'.repeat(24 - filled)}] ${String(Math.round(share * 100)).padStart(3)} %`;
}
