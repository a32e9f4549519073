/** The officers of a node: one file each in `officers/` of the data folder. Public parts are read freely; keys need a passphrase. */
import { type KeyObject, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';
import type { Officer } from '../contract/views.ts';
import { checkPassphrase } from './locked-key.ts';
import {
  isOwnKey,
  makeOfficerFile,
  type OfficerFile,
  officerFile,
  problemOfOfficer,
  unlockOfficer,
} from './officer-file.ts';
import { writeDurably } from './write-durably.ts';

export const DEMO_OFFICER = 'Demonstration Officer';
const MAX_OFFICERS = 1000;
const MAX_NAME = 80;

export interface OfficerList {
  readonly officers: readonly Officer[];
  /** Files that are no officer, or were changed: they are told, and nobody acts by them. */
  readonly damaged: readonly { readonly file: string; readonly because: string }[];
}

/** Those that can act or look, in the order in which they were added. */
export async function readOfficers(folder: string): Promise<Officer[]> {
  return [...(await listOfficers(folder)).officers];
}

export async function listOfficers(folder: string): Promise<OfficerList> {
  const names = await readdir(join(folder, 'officers')).catch(noneIfAbsent);
  const officers: Officer[] = [];
  const damaged: { file: string; because: string }[] = [];
  // What begins with a dot is a file that was never finished.
  for (const name of names
    .filter((n) => n.endsWith('.json') && !n.startsWith('.'))
    .sort()
    .slice(0, MAX_OFFICERS)) {
    const read = parsed(await readFile(join(folder, 'officers', name), 'utf8').catch(() => undefined));
    if (typeof read === 'string') damaged.push({ file: name, because: read });
    else if (`${read.officer.officerId}.json` !== name) damaged.push({ file: name, because: 'its name is not its id' });
    else officers.push(read.officer);
  }
  const when = (a: Officer, b: Officer): number => (a.addedAt < b.addedAt ? -1 : a.addedAt > b.addedAt ? 1 : 0);
  return { officers: officers.sort(when), damaged };
}

export interface OfficerToAdd {
  readonly name: string;
  readonly observer: boolean;
  readonly passphrase: string;
  readonly nowMs?: number;
}

/** MV-ARGUMENTS for a name that is none, MV-OFFICER-EXISTS, MV-PASSPHRASE. On disk when it resolves. */
export async function addOfficer(folder: string, toAdd: OfficerToAdd): Promise<Officer> {
  const name = toAdd.name.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (name === '' || [...name].length > MAX_NAME || /\p{C}/u.test(name))
    throw new MerivahtError('MV-ARGUMENTS', `an officer's name has 1 to ${MAX_NAME} characters that can be printed`);
  checkPassphrase(toAdd.passphrase);
  const { officers } = await listOfficers(folder);
  const same = officers.find((o) => o.name.toLowerCase() === name.toLowerCase());
  if (same !== undefined) throw new MerivahtError('MV-OFFICER-EXISTS', `${same.name} is ${same.officerId} already`);
  if (officers.length >= MAX_OFFICERS)
    throw new MerivahtError('MV-ARGUMENTS', `a node has ${MAX_OFFICERS} officers at most`);
  const addedAtMs = toAdd.nowMs ?? Date.now();
  const file = await makeOfficerFile({ name, observer: toAdd.observer, addedAtMs }, toAdd.passphrase);
  writeDurably(join(folder, 'officers'), `${file.officer.officerId}.json`, `${JSON.stringify(file, null, 2)}\n`);
  return file.officer;
}

export interface OpenedOfficer {
  readonly officer: Officer;
  readonly privateKey: KeyObject;
}

/** Opens an officer's key. MV-OFFICER-UNKNOWN, MV-DOCUMENT-INVALID or MV-PASSPHRASE if not. */
export async function openOfficer(folder: string, officerId: string, passphrase: string): Promise<OpenedOfficer> {
  const isId = /^[a-z0-9-]{1,80}$/.test(officerId);
  const text = isId
    ? await readFile(join(folder, 'officers', `${officerId}.json`), 'utf8').catch(undefinedIfAbsent)
    : undefined;
  if (text === undefined) {
    const known = (await readOfficers(folder)).map((o) => o.officerId).join(', ');
    throw new MerivahtError('MV-OFFICER-UNKNOWN', `${officerId} is not among ${known === '' ? 'none' : known}`);
  }
  const file = parsed(text);
  if (typeof file === 'string' || file.officer.officerId !== officerId)
    throw new MerivahtError(
      'MV-DOCUMENT-INVALID',
      `the file of ${officerId}: ${typeof file === 'string' ? file : 'it is the one of another officer'}`,
    );
  const privateKey = await unlockOfficer(file, passphrase);
  if (!isOwnKey(file, privateKey))
    throw new MerivahtError('MV-DOCUMENT-INVALID', `the file of ${officerId} holds the key of another officer`);
  return { officer: file.officer, privateKey };
}

/** Proves that the passphrase opens the officer's key; throws as `openOfficer` does. */
export async function checkOfficer(folder: string, officerId: string, passphrase: string): Promise<Officer> {
  return (await openOfficer(folder, officerId, passphrase)).officer;
}

/**
 * The officer of the demonstration: made once, with a passphrase that nobody ever sees. Acting on this machine names an officer
 * and needs no passphrase; what needs the key cannot be done by this one.
 */
export async function demoOfficer(folder: string): Promise<Officer> {
  const known = (await readOfficers(folder)).find((o) => o.name === DEMO_OFFICER);
  if (known !== undefined) return known;
  return addOfficer(folder, { name: DEMO_OFFICER, observer: false, passphrase: randomBytes(32).toString('base64url') });
}

/** The file, or what is wrong with it. */
function parsed(text: string | undefined): OfficerFile | string {
  if (text === undefined) return 'it cannot be read';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  const result = officerFile.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    return `it does not fit its schema: ${issue.path.join('.')}: ${issue.message}`;
  }
  return problemOfOfficer(result.data) ?? result.data;
}

function noneIfAbsent(error: unknown): string[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}

function undefinedIfAbsent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
