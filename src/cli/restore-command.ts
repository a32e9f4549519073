/** `merivaht restore`: a backup to an empty data folder, every hash checked. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { refuseUnlessEmpty, restoreBackup } from '../storage/restore-backup.ts';
import { unpackTar } from '../storage/tar.ts';
import type { Command } from './command.ts';

const HELP = `merivaht restore --from BACKUP --data DIR : puts a backup into an empty data folder

  --from BACKUP     a folder or a .tar file that \`merivaht backup\` made
  --data DIR        a folder that is missing or empty

The SHA-256 of every file is checked first; the folder appears whole or not at all. Exit status: 0 it is there, 1 it could not
be written, 2 the backup is not whole or the folder is not empty, 3 there is no backup.
`;

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty data folder',
  help: HELP,
  run: async (args, terminal) => {
    const { from, data } = parsed(args);
    if (!existsSync(from)) throw new MerivahtError('MV-INPUT-MISSING', `there is no ${from}`);
    refuseUnlessEmpty(data);
    const isFile = statSync(from).isFile();
    const folder = isFile ? `${resolve(data)}.unpacked` : from;
    try {
      if (isFile) {
        rmSync(folder, { recursive: true, force: true });
        unpackTar(from, folder);
      }
      const manifest = restoreBackup(folder, data);
      terminal.out.write(`${manifest.files.length} files of ${manifest.madeAt} in ${data}\n`);
      return 0;
    } catch (cause) {
      if (cause instanceof MerivahtError) throw cause;
      throw new MerivahtError('MV-OUTPUT-FAILED', cause instanceof Error ? cause.message : String(cause), { cause });
    } finally {
      if (isFile) rmSync(folder, { recursive: true, force: true });
    }
  },
};

function parsed(args: readonly string[]): { readonly from: string; readonly data: string } {
  let values: { from?: string | undefined; data?: string | undefined };
  try {
    values = parseArgs({ args: [...args], options: { from: { type: 'string' }, data: { type: 'string' } } }).values;
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
  if (values.from === undefined) throw new MerivahtError('MV-ARGUMENTS', '--from BACKUP is missing');
  if (values.data === undefined) throw new MerivahtError('MV-ARGUMENTS', '--data DIR is missing');
  return { from: values.from, data: values.data };
}
