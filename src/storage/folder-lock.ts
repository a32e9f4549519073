/**
 * One process a data folder: a file `lock` with the process and when it began. What a dead process left is taken over. Among
 * the processes of one machine; two containers that share a folder do not see each other.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';

interface Holder {
  readonly pid: number;
  /** Clock ticks from the machine's start to the process's: numbers of processes come again. Absent where unknown. */
  readonly startedTicks?: number | undefined;
}

export class FolderLock {
  readonly #path: string;
  readonly #text: string;

  private constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  static take(folder: string): FolderLock {
    const path = join(folder, 'lock');
    const text = JSON.stringify({ pid: process.pid, startedTicks: startedTicks(process.pid) } satisfies Holder);
    if (!created(path, text)) takeOver(folder, path, text);
    return new FolderLock(path, text);
  }

  release(): void {
    if (contents(this.#path) === this.#text) rmSync(this.#path);
  }
}

/** Whoever makes this second file looks again: two that find the same dead lock do not both take it. */
function takeOver(folder: string, path: string, text: string): void {
  refuseIfHeld(folder, path);
  const turn = `${path}.turn`;
  if (!created(turn, text)) {
    refuseIfHeld(folder, turn);
    rmSync(turn, { force: true });
    throw locked(folder, 'another process is taking over the lock of a dead one; start again');
  }
  try {
    refuseIfHeld(folder, path);
    rmSync(path, { force: true });
    if (!created(path, text)) throw locked(folder, 'another process was faster');
  } finally {
    rmSync(turn, { force: true });
  }
}

function refuseIfHeld(folder: string, path: string): void {
  const holder = parsed(contents(path));
  if (holder !== undefined && isAlive(holder)) throw locked(folder, `process ${holder.pid} holds it`);
}

function isAlive({ pid, startedTicks: then }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // It is there and belongs to somebody else.
    if ((error as { code?: string }).code !== 'EPERM') return false;
  }
  const now = startedTicks(pid);
  return then === undefined || now === undefined || then === now;
}

/** Field 22 of /proc/PID/stat, see proc_pid_stat(5); the name in field 2 may hold spaces and brackets. */
function startedTicks(pid: number): number | undefined {
  const text = contents(`/proc/${pid}/stat`);
  const value = Number(text?.slice(text.lastIndexOf(')') + 2).split(' ')[19]);
  return Number.isFinite(value) ? value : undefined;
}

/** Whether it was not there before. A link, so that nobody sees it half written. */
function created(path: string, text: string): boolean {
  const mine = `${path}.${process.pid}`;
  try {
    writeFileSync(mine, text, { mode: 0o600 });
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function contents(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parsed(text: string | undefined): Holder | undefined {
  try {
    const holder = JSON.parse(text ?? '') as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    // Nothing this program wrote whole: nobody holds it.
    return undefined;
  }
}

const locked = (folder: string, why: string): MerivahtError => new MerivahtError('MV-DATA-LOCKED', `${folder}: ${why}`);
