/** `merivaht erase`: takes a vessel out of what a stopped node keeps, and says what of it remains elsewhere. */
import { existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { DataFolder, theatreFolder } from '../storage/data-folder.ts';
import { eraseVessel } from '../storage/erase-vessel.ts';
import type { Command } from './command.ts';

const HELP = `merivaht erase --mmsi N --data DIR --because TEXT : takes a vessel out of what a stopped node keeps

  --mmsi N          the vessel
  --theatre ID      one theatre of the folder; else all of them
  --data DIR        the data folder; no watch may run on it
  --because TEXT    why, for the record
  --by NAME         who, for the record (default the user of this machine)

Its sentences and rows go from the journal, its positions from the archive, its crossings and its alerts that are over from the
store, and the snapshots, which hold its track; the next start judges the journal again. A vessel with an open alert is refused:
close that first. What remains elsewhere is printed and recorded in erasures/. Needs room for the journal a second time. Exit
status: 0 it is gone, 1 it could not be written, 2 it was refused, 3 there is no data folder or theatre.
`;

interface Asked {
  readonly mmsi: number;
  readonly theatre: string | undefined;
  readonly data: string;
  readonly because: string;
  readonly by: string;
}

export const eraseCommand: Command = {
  name: 'erase',
  summary: 'takes a vessel out of what a stopped node keeps',
  help: HELP,
  run: async (args, terminal) => {
    const asked = parsed(args);
    if (!existsSync(join(asked.data, 'version.json')))
      throw new MerivahtError('MV-INPUT-MISSING', `${asked.data} is no data folder: it has no version.json`);
    const folder = DataFolder.open(asked.data);
    try {
      for (const theatreId of theatresOf(asked)) {
        const nowIso = (): string => new Date().toISOString();
        const { mmsi, by, because } = asked;
        const { removed, remains } = await eraseVessel(folder, { theatreId, mmsi, by, because, nowIso });
        const { lines, positions, crossings, alerts } = removed!;
        terminal.out.write(
          `${theatreId}: ${mmsi}: ${lines} records of the journal, ${positions} positions, ${crossings} crossings, ${alerts} alerts erased\n` +
            `What remains:\n${remains.map((what) => `  - ${what}\n`).join('')}`,
        );
      }
      return 0;
    } catch (cause) {
      if (cause instanceof MerivahtError) throw cause;
      throw new MerivahtError('MV-OUTPUT-FAILED', cause instanceof Error ? cause.message : String(cause), { cause });
    } finally {
      folder.close();
    }
  },
};

function theatresOf({ data, theatre }: Asked): string[] {
  if (theatre === undefined) return readdirSync(join(data, 'theatres')).sort();
  if (!existsSync(theatreFolder(data, theatre)))
    throw new MerivahtError('MV-INPUT-MISSING', `${data} has no theatre ${theatre}`);
  return [theatre];
}

function parsed(args: readonly string[]): Asked {
  const text = { type: 'string' } as const;
  let values: Record<'mmsi' | 'theatre' | 'data' | 'because' | 'by', string | undefined>;
  try {
    const options = { mmsi: text, theatre: text, data: text, because: text, by: text };
    values = { ...NOTHING, ...parseArgs({ args: [...args], options }).values };
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const { mmsi, theatre, data, because, by } = values;
  if (mmsi === undefined || !/^[1-9]\d{0,8}$/.test(mmsi))
    throw new MerivahtError('MV-ARGUMENTS', '--mmsi takes a number of up to nine digits');
  if (data === undefined) throw new MerivahtError('MV-ARGUMENTS', '--data DIR is missing');
  if (because === undefined || because.trim() === '')
    throw new MerivahtError('MV-ARGUMENTS', '--because TEXT is missing: an erasure is recorded with its reason');
  return { mmsi: Number(mmsi), theatre, data, because, by: by ?? userInfo().username };
}

const NOTHING = { mmsi: undefined, theatre: undefined, data: undefined, because: undefined, by: undefined };
