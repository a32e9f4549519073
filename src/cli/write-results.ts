/** Puts a scan's results into a directory: each file under a temporary name first, so that none is ever half written. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';

/** File names and texts. MV-OUTPUT-FAILED when the directory cannot be made or written. */
export function writeResults(folder: string, files: Readonly<Record<string, string>>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      writeFileSync(`${path}.tmp`, text);
      renameSync(`${path}.tmp`, path);
    }
  } catch (cause) {
    throw new MerivahtError(
      'MV-OUTPUT-FAILED',
      `${folder}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
