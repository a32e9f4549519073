/** Kills a process that appends to a log and reads a partner, at any moment; nothing acknowledged is lost, nothing is contradicted. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { LogWitness } from './killed-log.contract.ts';

const KILLS = 200;
/** Folders that are written at the same time: what one waits for its disk, another computes. */
const FOLDERS = 4;
/** All is computed again from the first leaf after so many. */
const AFRESH_EVERY = 25;
/** A fault must be found within so many. */
const KILLS_OF_A_FAULT = 40;
const CHILD = fileURLToPath(new URL('./kill-federation-child.ts', import.meta.url));

/** Runs until it has said so many things, then a little longer; kills it. What is wrong with what it said, if anything is. */
async function killedRun(data: string, seed: number, witness: LogWitness, fault: string): Promise<string | undefined> {
  const random = seededRandom(seed);
  const child = spawn(process.execPath, [CHILD, data, String(seed), fault], { stdio: ['ignore', 'pipe', 'inherit'] });
  let left = random.integer(0, 40);
  const laterMs = random.between(0, 20);
  const exit = once(child, 'exit');
  let problem: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    problem ??= witness.hear(line);
    if (left-- === 0) setTimeout(() => child.kill('SIGKILL'), laterMs);
  }
  const [, signal] = await exit;
  return problem ?? (signal === 'SIGKILL' ? undefined : 'the process ended by itself');
}

/** The first problem, and with which seed. */
async function firstProblem(data: string, witness: LogWitness, seeds: readonly number[], fault: string) {
  for (const [i, seed] of seeds.entries()) {
    const random = seededRandom(1000 + seed);
    if ((i + 1) % AFRESH_EVERY === 0) witness.forget();
    const said = await killedRun(data, seed, witness, fault);
    const problem = said ?? witness.problemOf(data, (most) => random.integer(0, Math.max(0, most)));
    if (problem !== undefined) return { problem, seed };
  }
  return undefined;
}

const seedsFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

describe('a federation whose process is killed', () => {
  const root = mkdtempSync(join(tmpdir(), 'merivaht-kill-federation-'));
  after(() => rmSync(root, { recursive: true }));

  it(`keeps all that was acknowledged and contradicts nothing, ${KILLS} times`, async (t) => {
    const startedMs = Date.now();
    const witnesses = Array.from({ length: FOLDERS }, () => new LogWitness());
    const each = KILLS / FOLDERS;
    const found = await Promise.all(
      witnesses.map((witness, i) => firstProblem(join(root, `data-${i}`), witness, seedsFrom(1 + i * each, each), '')),
    );
    for (const one of found) assert.equal(one, undefined, `seed ${one?.seed}: ${one?.problem}`);
    const sum = (count: (witness: LogWitness) => number): number => witnesses.reduce((n, w) => n + count(w), 0);
    const [said, taken] = [sum((w) => w.ever.said), sum((w) => w.ever.taken)];
    const [published, leaves] = [sum((w) => w.counts.published), sum((w) => w.counts.size)];
    t.diagnostic(
      `seeds 1 to ${KILLS} in ${FOLDERS} folders, ${Math.round((Date.now() - startedMs) / 1000)} s: ${said} records and ${taken} of a partner acknowledged, ${published} checkpoints published, ${leaves} leaves`,
    );
    assert.ok(said > 1000 && taken > 200 && published > 1000, 'too little happened');
  });

  for (const [fault, message] of [
    ['early', /records, \d+ acknowledged/],
    ['unreserved', /were published|is contradicted|two checkpoints/],
  ] as const)
    it(`is caught where it is at fault: ${fault}`, async (t) => {
      const found = await firstProblem(join(root, fault), new LogWitness(), seedsFrom(1, KILLS_OF_A_FAULT), fault);
      assert.match(found?.problem ?? 'nothing was found', message);
      t.diagnostic(`after ${found?.seed} kills: ${found?.problem.split('\n')[0]}`);
    });
});
