/** A disk of a few megabytes for tests: a tmpfs, where the user may mount one. It is filled with one file, and freed again. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const NO_SMALL_DISK = 'no small disk can be mounted';

export class SmallDisk {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Undefined where the user may not mount, or the machine has no tmpfs. */
  static mount(path: string, sizeMb: number): SmallDisk | undefined {
    mkdirSync(path, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', path]);
    return mounted.status === 0 ? new SmallDisk(path) : undefined;
  }

  /** Until only so many pages of 4096 bytes fit. */
  fill(pagesLeft = 0): void {
    for (let bytes = 1 << 20; bytes >= 1; bytes >>= 2)
      try {
        for (;;) writeFileSync(this.#filler, new Uint8Array(bytes), { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    if (pagesLeft > 0) truncateSync(this.#filler, statSync(this.#filler).size - pagesLeft * 4096);
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.path]);
  }

  get #filler(): string {
    return join(this.path, 'filler');
  }
}
