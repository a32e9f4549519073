/**
 * Bytes in chunks of any size to whole lines, so that lines of several senders do not mix. A line has a bound: what is longer is
 * left out to its end, and told.
 */
const NEWLINE = 10;
export const MAX_LINE_BYTES = 64 * 1024;

export class LineCutter {
  readonly #lines: (lines: Uint8Array) => void;
  readonly #tooLong: () => void;
  readonly #maxBytes: number;
  #carry: Uint8Array[] = [];
  #carried = 0;
  #isSkipping = false;

  /** `lines` gets one or more whole lines, each with its newline; `tooLong` is told once a line. */
  constructor(lines: (lines: Uint8Array) => void, tooLong: () => void, maxBytes: number = MAX_LINE_BYTES) {
    this.#lines = lines;
    this.#tooLong = tooLong;
    this.#maxBytes = maxBytes;
  }

  push(bytes: Uint8Array): void {
    let rest = bytes;
    if (this.#isSkipping || this.#carried > 0) {
      const first = rest.indexOf(NEWLINE);
      const end = first < 0 ? rest.length : first + 1;
      if (!this.#isSkipping) this.#keep(rest.subarray(0, end));
      if (first < 0) return;
      if (!this.#isSkipping) this.#giveCarry();
      this.#isSkipping = false;
      rest = rest.subarray(end);
    }
    const last = rest.lastIndexOf(NEWLINE);
    if (last >= 0) this.#lines(rest.slice(0, last + 1));
    if (last + 1 < rest.length) this.#keep(rest.subarray(last + 1));
  }

  /** The sender is gone: its last line may lack its end, and gets one. */
  end(): void {
    if (this.#carried > 0) this.#keep(Uint8Array.of(NEWLINE));
    if (this.#carried > 0) this.#giveCarry();
    this.#isSkipping = false;
  }

  #keep(part: Uint8Array): void {
    if (this.#carried + part.length > this.#maxBytes) {
      this.#carry = [];
      this.#carried = 0;
      this.#isSkipping = true;
      this.#tooLong();
      return;
    }
    // A copy: a small part must not hold on to the whole chunk.
    this.#carry.push(part.slice());
    this.#carried += part.length;
  }

  #giveCarry(): void {
    const line = new Uint8Array(this.#carried);
    let at = 0;
    for (const part of this.#carry) {
      line.set(part, at);
      at += part.length;
    }
    this.#carry = [];
    this.#carried = 0;
    this.#lines(line);
  }
}
