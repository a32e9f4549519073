/** `merivaht officer`: who acts on this node. Each person has a key that a passphrase locks; neither is ever printed. */
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { addOfficer, checkOfficer, listOfficers } from '../storage/officers.ts';
import { askHidden, type Keyboard, passphraseFromFile } from './ask-passphrase.ts';
import type { Command, Terminal } from './command.ts';

const DEFAULT_DATA = 'merivaht-data';

const HELP = `merivaht officer add NAME : makes a person with a key of their own, who can act on the watch
merivaht officer list     : who there is
merivaht officer check ID : proves that a passphrase opens the key

  --data DIR              the data folder of the watch (default ${DEFAULT_DATA})
  --observer              of add: looks, and does not act
  --passphrase-file FILE  the passphrase is the first line of FILE; else it is asked for on the terminal (twice, to add)

The passphrase has at least 12 characters. Nobody can bring it back: without it the key is lost, and the person is added anew.
Exit status: 0 it ran, 2 wrong arguments or passphrase.
`;

export const officerCommand: Command = {
  name: 'officer',
  summary: 'adds and lists the people who act on the watch',
  help: HELP,
  run: (args, terminal) => runOfficer(args, terminal, process.stdin),
};

/** As above, with a keyboard of choice. */
export async function runOfficer(args: readonly string[], terminal: Terminal, keyboard: Keyboard): Promise<number> {
  const { values, positionals } = parsed(args);
  const [what, ...rest] = positionals;
  const file = values['passphrase-file'];
  if (what !== 'add' && values.observer) throw wrong('--observer belongs to officer add');
  switch (what) {
    case 'add': {
      if (rest.length === 0) throw wrong('officer add needs a NAME');
      const passphrase = file === undefined ? await askTwice(keyboard, terminal) : passphraseFromFile(file);
      // A name of several words is one name, quoted or not.
      const toAdd = { name: rest.join(' '), observer: values.observer, passphrase };
      const { officerId, name, observer } = await addOfficer(values.data, toAdd);
      terminal.out.write(`${officerId}: ${name}${observer ? ', observer' : ''}, added in ${values.data}\n`);
      return 0;
    }
    case 'list':
      if (rest.length > 0 || file !== undefined) throw wrong('officer list takes only --data');
      return list(values.data, terminal);
    case 'check': {
      if (rest.length !== 1) throw wrong('officer check needs one ID');
      const passphrase = file === undefined ? await ask('Passphrase: ', keyboard, terminal) : passphraseFromFile(file);
      const { officerId } = await checkOfficer(values.data, rest[0]!, passphrase);
      terminal.out.write(`${officerId}: the passphrase opens the key\n`);
      return 0;
    }
    default:
      throw wrong(`officer takes add, list or check, not ${what ?? 'nothing'}`);
  }
}

const wrong = (what: string): MerivahtError => new MerivahtError('MV-ARGUMENTS', what);

async function list(folder: string, terminal: Terminal): Promise<number> {
  const { officers, damaged } = await listOfficers(folder);
  const width = Math.max(0, ...officers.map((o) => o.officerId.length));
  for (const { officerId, name, observer, addedAt } of officers)
    terminal.out.write(`${officerId.padEnd(width)}  ${observer ? 'observer' : 'officer '}  ${addedAt}  ${name}\n`);
  if (officers.length === 0) terminal.out.write(`no officer in ${folder}: add one with merivaht officer add NAME\n`);
  for (const { file, because } of damaged) terminal.err.write(`${file}: nobody acts by this file: ${because}\n`);
  return 0;
}

async function askTwice(keyboard: Keyboard, terminal: Terminal): Promise<string> {
  const first = await ask('Passphrase (12 characters at least): ', keyboard, terminal);
  const again = await ask('The same again: ', keyboard, terminal);
  if (first !== again) throw new MerivahtError('MV-PASSPHRASE', 'the two are not the same');
  return first;
}

function ask(question: string, keyboard: Keyboard, terminal: Terminal): Promise<string> {
  if (keyboard.isTTY !== true)
    throw new MerivahtError('MV-PASSPHRASE', 'standard input is no terminal to ask on: give --passphrase-file FILE');
  return askHidden(question, keyboard, terminal.err);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: DEFAULT_DATA },
        observer: { type: 'boolean', default: false },
        'passphrase-file': { type: 'string' },
      },
    });
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
