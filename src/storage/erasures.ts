/** What was erased from a data folder, by whom and why: `erasures/THEATRE.json`. One that was begun and not finished says so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MerivahtError } from '../contract/errors.ts';
import { makeFolderDurably, realDisk } from './disk.ts';

const whole = z.int().min(0);
const erasure = z.strictObject({
  mmsi: z.int().min(1).max(999_999_999),
  begunAt: z.iso.datetime(),
  /** Absent while it is not finished. */
  finishedAt: z.iso.datetime().optional(),
  by: z.string(),
  because: z.string(),
  /** Sentences, rows and objects of the journal; rows of the archive and of the store. */
  removed: z
    .strictObject({
      lines: whole,
      positions: whole,
      crossings: whole,
      alerts: whole,
      alertVersions: whole,
      queueVersions: whole,
    })
    .optional(),
  /** What still tells of the vessel, in words. */
  remains: z.array(z.string()),
});
export type Erasure = z.infer<typeof erasure>;
const erasuresFile = z.object({ schema: z.literal('merivaht.erasures/1'), erasures: z.array(erasure) });

export const erasuresFolder = (data: string): string => join(data, 'erasures');
const pathOf = (data: string, theatreId: string): string => join(erasuresFolder(data), `${theatreId}.json`);

export function readErasures(data: string, theatreId: string): Erasure[] {
  const path = pathOf(data, theatreId);
  if (!existsSync(path)) return [];
  try {
    return erasuresFile.parse(JSON.parse(readFileSync(path, 'utf8'))).erasures;
  } catch (cause) {
    throw new MerivahtError('MV-DOCUMENT-INVALID', `${path} is no list of erasures`, { cause });
  }
}

/** On disk when it returns, whole or as it was. */
export function writeErasures(data: string, theatreId: string, erasures: readonly Erasure[]): void {
  makeFolderDurably(realDisk, erasuresFolder(data));
  const path = pathOf(data, theatreId);
  const file = realDisk.open(`${path}.tmp`);
  try {
    file.truncate(0);
    file.write(
      new TextEncoder().encode(`${JSON.stringify({ schema: 'merivaht.erasures/1', erasures }, null, 1)}\n`),
      0,
    );
    file.sync('folder-made');
  } finally {
    file.close();
  }
  realDisk.rename(`${path}.tmp`, path);
  realDisk.syncFolder(erasuresFolder(data), 'folder-made');
}

/** MV-ERASE-UNFINISHED: a watch would go on from a snapshot that still knows the vessel. */
export function refuseUnfinishedErasures(data: string): void {
  const folder = erasuresFolder(data);
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.endsWith('.json')) continue;
    const theatreId = name.slice(0, -5);
    const open = readErasures(data, theatreId).find((e) => e.finishedAt === undefined);
    if (open !== undefined)
      throw new MerivahtError('MV-ERASE-UNFINISHED', `${open.mmsi} in ${theatreId}, begun at ${open.begunAt}`);
  }
}
