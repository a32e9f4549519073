/** `merivaht backup`: a data folder to a copy that can be checked, while a watch may be running on it. */
import { existsSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { makeBackup } from '../storage/make-backup.ts';
import { packTar } from '../storage/tar.ts';
import type { Command } from './command.ts';

const HELP = `merivaht backup --data DIR --out OUT : copies a data folder, also while a watch runs on it

  --data DIR        the data folder
  --out OUT         a folder that is missing or empty, or a file whose name ends in .tar

The copy holds the journal up to a moment, snapshots, archive, store, officers, and of a node with partners its log and its keys,
and a manifest with the SHA-256 of each file; \`merivaht restore\` checks them all. All keys are in it as they lie in the data
folder: those of the node in the clear. Who has the copy can speak as this node: keep it as a key is kept.
Exit status: 0 it is whole, 1 it could not be written, 2 wrong arguments, 3 there is no data folder.
`;

export const backupCommand: Command = {
  name: 'backup',
  summary: 'copies a data folder, also while a watch runs on it',
  help: HELP,
  run: async (args, terminal) => {
    const { data, out } = parsed(args);
    const isFile = out.endsWith('.tar');
    if (isFile && existsSync(out)) throw new MerivahtError('MV-ARGUMENTS', `--out ${out} is there already`);
    const folder = isFile ? `${out}.partial` : out;
    try {
      const manifest = makeBackup(data, folder, new Date().toISOString());
      if (isFile) packTar(folder, out);
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      terminal.out.write(`${manifest.files.length} files, ${bytes} bytes in ${out}\n`);
      return 0;
    } catch (cause) {
      if (cause instanceof MerivahtError) throw cause;
      throw new MerivahtError('MV-OUTPUT-FAILED', cause instanceof Error ? cause.message : String(cause), { cause });
    } finally {
      if (isFile) rmSync(folder, { recursive: true, force: true });
    }
  },
};

function parsed(args: readonly string[]): { readonly data: string; readonly out: string } {
  let values: { data?: string | undefined; out?: string | undefined };
  try {
    values = parseArgs({ args: [...args], options: { data: { type: 'string' }, out: { type: 'string' } } }).values;
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
  if (values.data === undefined) throw new MerivahtError('MV-ARGUMENTS', '--data DIR is missing');
  if (values.out === undefined) throw new MerivahtError('MV-ARGUMENTS', '--out FOLDER or FILE.tar is missing');
  return { data: values.data, out: values.out };
}
