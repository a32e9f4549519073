/** Who waits for which record to be on disk, and how many bytes are on their way there. */
interface Wait {
  readonly seq: number;
  resolve(): void;
  reject(error: Error): void;
}

export class DurableWaits {
  #waits: Wait[] = [];
  /** Ends of stretches of records with their bytes, so that a long wait costs little. */
  readonly #stretches: { last: number; bytes: number }[] = [];
  bytes = 0;

  add(seq: number, bytes: number): void {
    this.bytes += bytes;
    const newest = this.#stretches.at(-1);
    if (newest !== undefined && newest.bytes < 4096) {
      newest.last = seq;
      newest.bytes += bytes;
    } else this.#stretches.push({ last: seq, bytes });
  }

  until(seq: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waits.push({ seq, resolve, reject });
    });
  }

  reached(durableThrough: number): void {
    const behind = this.#stretches.findIndex((s) => s.last > durableThrough);
    for (const { bytes } of this.#stretches.splice(0, behind < 0 ? this.#stretches.length : behind))
      this.bytes -= bytes;
    const done = this.#waits.filter((w) => w.seq <= durableThrough);
    if (done.length === 0) return;
    this.#waits = this.#waits.filter((w) => w.seq > durableThrough);
    for (const wait of done) wait.resolve();
  }

  refuse(error: Error): void {
    const waits = this.#waits;
    this.#waits = [];
    for (const wait of waits) wait.reject(error);
  }
}
