/**
 * How a replay was set, in a small file of its theatre: whether it plays, how fast, where it was on its way to. Where it stands
 * the journal knows. A replay that an officer stopped must not run off because the process was killed.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type ReplayState, replayState } from '../contract/live.ts';
import { diskTrouble } from './disk-trouble.ts';

const SCHEMA = 'merivaht.replay-setting/1';
const setting = replayState.pick({ playing: true, speed: true, slowsAtHigh: true, seekingTo: true });
const file = setting.extend({ schema: z.literal(SCHEMA) });

export type ReplaySetting = z.infer<typeof setting>;

export class ReplaySettingFile {
  readonly #path: string;
  #kept = '';
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#path = join(folder, 'replay.json');
  }

  /** Undefined where there is none, or one that nobody can read: then the replay runs as it is started. */
  async read(): Promise<ReplaySetting | undefined> {
    const text = await readFile(this.#path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      const { schema: _schema, ...kept } = file.parse(JSON.parse(text));
      return kept;
    } catch {
      return undefined;
    }
  }

  /** On disk when it resolves; one after the other. MV-OUTPUT-FAILED where the disk refuses, and the old one stays. */
  keep({ playing, speed, slowsAtHigh, seekingTo }: ReplayState): Promise<void> {
    const kept = { schema: SCHEMA, playing, speed, slowsAtHigh, ...(seekingTo === undefined ? {} : { seekingTo }) };
    const text = `${JSON.stringify(kept)}\n`;
    const written = this.#writing.then(async () => {
      if (text === this.#kept) return;
      await this.#write(text);
      this.#kept = text;
    });
    this.#writing = written.catch(() => {});
    return written;
  }

  /** Nothing is being written any more; what comes next is written whatever was before: the folder may be another one. */
  async settle(): Promise<void> {
    await this.#writing;
    this.#kept = '';
  }

  async #write(text: string): Promise<void> {
    try {
      const draft = await open(`${this.#path}.tmp`, 'w', 0o600);
      try {
        await draft.writeFile(text);
        await draft.sync();
      } finally {
        await draft.close();
      }
      await rename(`${this.#path}.tmp`, this.#path);
      await syncFolder(dirname(this.#path));
    } catch (error) {
      throw diskTrouble(error, this.#path);
    }
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no sync of a folder: NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
