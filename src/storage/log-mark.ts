/**
 * A mark beside the database of the log: which publication was the newest. The database alone cannot tell that an older copy of
 * it was put back, and a log that goes on from an older copy contradicts what partners have verified. The next mark is on disk
 * before the database commits and takes its name after it, so the mark is never older than one publication, and never ahead.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import { realDisk } from './disk.ts';
import { writeDurably } from './write-durably.ts';

const MARK = 'checkpoint';
const NEXT = 'checkpoint.next';

const logMark = z.strictObject({
  schema: z.literal('merivaht.log-mark/1'),
  /** Publications so far. */
  commits: z.int().min(1),
  reservedThrough: z.int().min(0),
  /** The signed checkpoint. */
  note: z.string().max(8000),
});
export type LogMark = Omit<z.infer<typeof logMark>, 'schema'>;

export class LogMarkFile {
  readonly #folder: string;
  /** Prepared, and the name not yet taken. */
  #prepared: LogMark | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Before the commit of `mark`, which follows `kept`. Throws MV-OUTPUT-FAILED, and then nothing has happened. */
  prepare(mark: LogMark, kept: LogMark | undefined): void {
    // The commit before this one stands, but its mark could not take its name.
    if (this.#prepared !== undefined && kept !== undefined && same(this.#prepared, kept)) this.confirm();
    this.#prepared = mark;
    writeDurably(this.#folder, NEXT, `${JSON.stringify({ schema: 'merivaht.log-mark/1', ...mark })}\n`);
  }

  /** After the commit. */
  confirm(): void {
    realDisk.rename(join(this.#folder, NEXT), join(this.#folder, MARK));
    this.#prepared = undefined;
    realDisk.syncFolder(this.#folder, 'folder-made');
  }

  /**
   * At start: finishes what a crash between commit and name has left, and throws MV-LOG-OLDER where the database is not the one
   * that the mark is of. `kept` is undefined before the first publication.
   */
  check(kept: LogMark | undefined): void {
    const next = this.#read(NEXT);
    if (kept !== undefined && next !== undefined && same(next, kept)) this.confirm();
    else if (next !== undefined) rmSync(join(this.#folder, NEXT));
    const mark = this.#read(MARK);
    if (kept === undefined && mark === undefined) return;
    if (kept !== undefined && mark !== undefined && same(mark, kept)) return;
    throw new MerivahtError('MV-LOG-OLDER', difference(kept, mark, join(this.#folder, MARK)));
  }

  /** Of a log that is put away. */
  remove(): void {
    for (const name of [NEXT, MARK]) rmSync(join(this.#folder, name), { force: true });
    realDisk.syncFolder(this.#folder, 'folder-made');
  }

  #read(name: string): LogMark | undefined {
    const path = join(this.#folder, name);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new MerivahtError('MV-INPUT-MISSING', `${path} cannot be read`, { cause });
    }
    try {
      const { commits, reservedThrough, note } = logMark.parse(JSON.parse(text));
      return { commits, reservedThrough, note };
    } catch (cause) {
      throw new MerivahtError('MV-LOG-OLDER', `${path} is damaged, so nothing says which log is the newest`, { cause });
    }
  }
}

const same = (a: LogMark, b: LogMark): boolean =>
  a.commits === b.commits && a.reservedThrough === b.reservedThrough && a.note === b.note;

function difference(kept: LogMark | undefined, mark: LogMark | undefined, path: string): string {
  if (mark === undefined) return `the log was published ${kept!.commits} times, and ${path} is gone`;
  const found = kept === undefined ? 'the log was never published' : `the log was published ${kept.commits} times`;
  return `${found}; ${path} is of publication ${mark.commits}`;
}
