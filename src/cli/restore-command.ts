/** `merivaht restore`: a backup to an empty data folder, every hash checked. */
import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { rotateIdentity } from '../storage/node-identity.ts';
import { refuseUnlessEmpty, restoreBackup } from '../storage/restore-backup.ts';
import { unpackTar } from '../storage/tar.ts';
import { passphraseFromFile } from './ask-passphrase.ts';
import type { Command } from './command.ts';

const HELP = `merivaht restore --from BACKUP --data DIR : puts a backup into an empty data folder

  --from BACKUP     a folder or a .tar file that \`merivaht backup\` made
  --data DIR        a folder that is missing or empty
  --root-key FILE --root-passphrase-file FILE
                    of a node with partners: the root key, to make the card that names its new log

A node with partners begins a new log, which cites the old one: what it published after the backup was made is not in it, and an
old log that goes on would contradict what partners have seen. Hand the new card to every partner. Without the root key the watch
runs, and nobody is spoken with until there is such a card.

The SHA-256 of every file is checked first; the folder appears whole or not at all. Exit status: 0 it is there, 1 it could not
be written, 2 the backup is not whole or the folder is not empty, 3 there is no backup.
`;

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'puts a backup into an empty data folder',
  help: HELP,
  run: async (args, terminal) => {
    const { from, data, root } = parsed(args);
    if (!existsSync(from)) throw new MerivahtError('MV-INPUT-MISSING', `there is no ${from}`);
    refuseUnlessEmpty(data);
    const isFile = statSync(from).isFile();
    const folder = isFile ? `${resolve(data)}.unpacked` : from;
    try {
      if (isFile) {
        rmSync(folder, { recursive: true, force: true });
        unpackTar(from, folder);
      }
      const nowMs = Date.now();
      const { manifest, newLog } = restoreBackup(folder, data, nowMs);
      terminal.out.write(`${manifest.files.length} files of ${manifest.madeAt} in ${data}\n`);
      if (newLog === undefined) return 0;
      if (root !== undefined) await rotateIdentity({ folder: data, keys: 'kept', nowMs, ...root });
      terminal.out.write(
        root === undefined
          ? `its log begins anew as ${newLog}: make a card for it with the root key before partners are spoken with\n`
          : `its log begins anew as ${newLog}, with a new card: hand it to every partner\n`,
      );
      return 0;
    } catch (cause) {
      if (cause instanceof MerivahtError) throw cause;
      throw new MerivahtError('MV-OUTPUT-FAILED', cause instanceof Error ? cause.message : String(cause), { cause });
    } finally {
      if (isFile) rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Parsed {
  readonly from: string;
  readonly data: string;
  readonly root: { readonly rootKeyFile: string; readonly rootPassphrase: string } | undefined;
}

const text = { type: 'string' } as const;
const OPTIONS = { from: text, data: text, 'root-key': text, 'root-passphrase-file': text };

function parsed(args: readonly string[]): Parsed {
  let values: { [name in keyof typeof OPTIONS]?: string | undefined };
  try {
    values = parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const { from, data, 'root-key': rootKeyFile, 'root-passphrase-file': file } = values;
  if (from === undefined) throw new MerivahtError('MV-ARGUMENTS', '--from BACKUP is missing');
  if (data === undefined) throw new MerivahtError('MV-ARGUMENTS', '--data DIR is missing');
  if (rootKeyFile === undefined && file === undefined) return { from, data, root: undefined };
  if (rootKeyFile === undefined || file === undefined)
    throw new MerivahtError('MV-ARGUMENTS', '--root-key and --root-passphrase-file belong together');
  return { from, data, root: { rootKeyFile, rootPassphrase: passphraseFromFile(file) } };
}
