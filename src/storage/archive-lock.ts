/** One at a time, in the order they came. */
export class ArchiveLock {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    // What went wrong is told to who asked; the next in line does not care.
    this.#last = result.catch(() => undefined);
    return result;
  }
}
