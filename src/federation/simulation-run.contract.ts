/** Runs simulated worlds, in threads, and says which seed failed and how to play it again. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { fastCrypto, realCrypto } from './fast-crypto.contract.ts';
import { World } from './simulation.contract.ts';
import { checkWorld } from './simulation-invariants.contract.ts';

export interface Seeds {
  readonly from: number;
  readonly count: number;
  readonly crypto: 'fast' | 'ed25519';
}

export interface Figures {
  worlds: number;
  events: number;
  crashes: number;
  heldRecords: number;
  /** Answers that a hostile partner changed. */
  lies: number;
  /** Worlds with an equivocator; where two compared what it told; pairs of those. */
  equivocators: number;
  observed: number;
}

interface Share extends Seeds {
  readonly step: number;
}

type Said = { readonly figures: Figures } | { readonly failed: number; readonly because: string };

const nothing = (): Figures => ({
  worlds: 0, events: 0, crashes: 0, heldRecords: 0, lies: 0, equivocators: 0, observed: 0,
}); // biome-ignore format: a list reads better in lines

export function runSeed(seed: number, crypto: ReturnType<typeof fastCrypto>, figures: Figures): void {
  const world = new World(seed, crypto);
  world.run();
  const { heldRecords, observed } = checkWorld(world);
  figures.worlds++;
  figures.events += world.events;
  figures.crashes += world.crashes;
  figures.heldRecords += heldRecords;
  figures.lies += world.mutations;
  if (world.equivocator !== undefined) figures.equivocators++;
  if (observed > 0) figures.observed++;
}

function runShare({ from, count, step, crypto: name }: Share): Said {
  const crypto = name === 'fast' ? fastCrypto() : realCrypto();
  const figures = nothing();
  for (let seed = from; seed < from + count; seed += step)
    try {
      runSeed(seed, crypto, figures);
    } catch (error) {
      return { failed: seed, because: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  return { figures };
}

/** In as many threads. Throws for the first seed that failed. */
export async function runSeeds(seeds: Seeds, threads: number): Promise<Figures> {
  const shares = Array.from({ length: threads }, (_, i) => ({
    ...seeds, from: seeds.from + i, count: seeds.count - i, step: threads, isShare: true,
  })); // biome-ignore format: one thing in a few lines
  const said = await Promise.all(shares.map(runInThread));
  const all = nothing();
  for (const each of said) {
    if ('failed' in each) throw new Error(`${replay(each.failed, seeds.crypto)}\n${each.because}`);
    for (const name of Object.keys(all) as (keyof Figures)[]) all[name] += each.figures[name];
  }
  return all;
}

const replay = (seed: number, crypto: string): string =>
  `seed ${seed} (${crypto}) fails; play it again: MERIVAHT_SIM_FROM=${seed} MERIVAHT_SIM_SEEDS=1 MERIVAHT_SIM_CRYPTO=${crypto} node --test src/federation/federation-simulation.test.ts`;

function runInThread(share: Share): Promise<Said> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

if (parentPort !== null && (workerData as { isShare?: boolean } | null)?.isShare === true)
  parentPort.postMessage(runShare(workerData as Share));
