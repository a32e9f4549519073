/** The log machine against a plain list of leaves, through random records, ticks, failed writes and crashes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANES, LEAVES_A_TICK } from '../contract/partner-wire.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { equalBytes, hexOf } from './bytes.ts';
import { openCheckpoint } from './checkpoint.ts';
import { commitmentOf, paddingLeaf } from './commitment.ts';
import { nodeHashing as hashing, nodeVerifying } from './crypto.contract.ts';
import type { CheckpointRow, Lane, LoggedEntry } from './keeping.ts';
import { logPadKey, openLog as open, origin, signer } from './made-log.contract.ts';
import { MemoryLogKeeping } from './memory-keeping.contract.ts';
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodesOfLeaves,
  rootOf,
  type TreeNodes,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import { type NodeLog, RESERVED_TICKS } from './node-log.ts';
import { NOTE_KEY, verifierKeyOf } from './signed-note.ts';
import { laneOf } from './slot.ts';
import { entriesOfBundle, hashesOfTile } from './tile.ts';

const logKey = verifierKeyOf(hashing, origin, NOTE_KEY, signer.publicKey);
const hexes = (hashes: readonly Uint8Array[] | undefined): string[] | undefined => hashes?.map(hexOf);
/** The leaves that a log of that size must have, from the entries alone. */
function plainLeaves(entries: Iterable<LoggedEntry>, size: number): Uint8Array[] {
  const leaves = Array.from({ length: size }, (_, index) => paddingLeaf(hashing, logPadKey, index));
  for (const entry of entries) if (entry.index < size) leaves[entry.index] = entry.commitment;
  return leaves;
}

const treeOf = (leaves: readonly Uint8Array[]): TreeNodes =>
  nodesOfLeaves(
    hashing,
    leaves.map((leaf) => leafHash(hashing, leaf)),
  );

interface Said {
  readonly lane: Lane;
  readonly text: string;
}

/** One life of a log: what was said and published is remembered outside of it. */
class World {
  readonly random: SeededRandom;
  keeping = new MemoryLogKeeping();
  log: NodeLog;
  readonly said: Said[] = [];
  readonly published: CheckpointRow[] = [];
  /** Said, but the write failed: it may be there or not. */
  readonly maybe = new Set<string>();
  restarts = 0;
  readonly #seed: number;
  readonly #reservedTicks: number;

  constructor(seed: number, reservedTicks = RESERVED_TICKS) {
    this.#seed = seed;
    this.#reservedTicks = reservedTicks;
    this.random = seededRandom(seed);
    this.log = open(this.keeping, seed, reservedTicks);
  }

  say(lane: Lane): void {
    const text = `{"n":${this.said.length + this.maybe.size}}`;
    try {
      this.log.add(lane, text, `jws of ${text}`);
      this.said.push({ lane, text });
    } catch {
      this.maybe.add(text);
    }
  }

  publish(): void {
    try {
      this.published.push(this.log.publish(this.published.length * 500));
    } catch {
      // The tick is lost; the next one goes on.
    }
  }

  restart(): void {
    this.restarts++;
    this.keeping = this.keeping.crash();
    this.log = open(this.keeping, this.#seed + 1000 * this.restarts, this.#reservedTicks);
    this.published.push(this.log.checkpoint());
  }

  /** The next write fails, before or after it happened. */
  breakNextWrite(): void {
    const moment = this.random.pick(['before', 'after'] as const);
    const { keeping } = this;
    keeping.fault = (_write, at) => {
      if (at !== moment) return;
      keeping.fault = undefined;
      throw new Error(`the disk failed ${moment} the write`);
    };
  }

  live(steps: number): void {
    for (let step = 0; step < steps; step++) {
      const dice = this.random.next();
      if (dice < 0.35) this.say(this.random.integer(-1, LANES - 1));
      else if (dice < 0.37) for (let i = 0; i < 30; i++) this.say(this.random.integer(-1, 1));
      else if (dice < 0.4) this.breakNextWrite();
      else if (dice < 0.43) this.restart();
      else this.publish();
    }
    this.keeping.fault = undefined;
    while (this.log.waitingCount > 0) this.publish();
    this.publish();
  }
}

function check(world: World, at: string): void {
  const { log, keeping } = world;
  const entries = keeping.kept.entries;
  const leaves = plainLeaves(entries, log.size);
  const tree = treeOf(leaves);
  // Each published checkpoint, also those before a crash, is that of a beginning of the list, and one size has one note.
  for (const row of world.published) {
    assert.equal(row.size % LEAVES_A_TICK, 0, at);
    assert.equal(hexOf(row.root), hexOf(rootOf(hashing, tree, row.size)), `${at}: root of ${row.size}`);
    const opened = openCheckpoint(row.note, logKey, nodeVerifying);
    assert.ok(opened.ok && opened.checkpoint.size === row.size && equalBytes(opened.checkpoint.root, row.root), at);
  }
  for (let i = 1; i < world.published.length; i++)
    assert.ok(world.published[i]!.size >= world.published[i - 1]!.size, `${at}: the log went back`);
  // What was acknowledged is there once, in its lane, in order; nothing is there that nobody said.
  for (let lane = -1; lane < LANES; lane++) {
    const texts = log.lane(lane, 0, 1e6).map((entry) => entry.jws.replace('jws of ', ''));
    const sure = texts.filter((text) => !world.maybe.has(text));
    const wanted = world.said.filter((said) => said.lane === lane).map((said) => said.text);
    assert.deepEqual(sure, wanted, `${at}: lane ${lane}`);
    assert.equal(new Set(texts).size, texts.length, `${at}: twice in lane ${lane}`);
  }
  for (const entry of entries) {
    assert.equal(laneOf(entry.index), entry.lane, at);
    const text = entry.jws.replace('jws of ', '');
    assert.equal(hexOf(entry.commitment), hexOf(commitmentOf(hashing, entry.salt, text)), at);
  }
  const salts = entries.map((entry) => hexOf(entry.salt));
  assert.equal(new Set(salts).size, salts.length, `${at}: a salt twice`);
  checkProofs(world, leaves, tree, at);
}

function checkProofs(world: World, leaves: readonly Uint8Array[], tree: TreeNodes, at: string): void {
  const { log, random } = world;
  for (let trial = 0; trial < 20; trial++) {
    const size = world.random.pick(world.published).size;
    const later = random.pick(world.published.filter((row) => row.size >= size));
    const consistency = log.consistency(size, later.size);
    assert.deepEqual(hexes(consistency), hexes(consistencyProof(hashing, tree, size, later.size)), at);
    assert.ok(verifyConsistency(hashing, size, later.size, consistency!, rootOf(hashing, tree, size), later.root), at);
    if (size === 0) continue;
    const index = random.integer(0, size - 1);
    const inclusion = log.inclusion(index, size);
    assert.deepEqual(hexes(inclusion), hexes(inclusionProof(hashing, tree, index, size)), at);
    const leaf = leafHash(hashing, leaves[index]!);
    assert.ok(verifyInclusion(hashing, index, size, leaf, inclusion!, rootOf(hashing, tree, size)), at);
  }
  const count = Math.ceil(log.size / 256);
  const tile = random.integer(0, count - 1);
  const width = random.integer(1, Math.min(256, log.size - tile * 256));
  const bundle = entriesOfBundle(log.tile(-1, tile, width)!);
  assert.deepEqual(hexes(bundle), hexes(leaves.slice(tile * 256, tile * 256 + width)), at);
  const hashes = hashesOfTile(log.tile(0, tile, width)!);
  const wanted = Array.from({ length: width }, (_, i) => tree.node(0, tile * 256 + i));
  assert.deepEqual(hexes(hashes), hexes(wanted), at);
  const whole = Math.floor(log.size / 256);
  if (whole > 0) {
    const above = hashesOfTile(log.tile(1, 0, Math.min(256, whole))!);
    const roots = Array.from({ length: Math.min(256, whole) }, (_, i) => tree.node(8, i));
    assert.deepEqual(hexes(above), hexes(roots), at);
    assert.ok(log.isTileSound(0, random.integer(0, whole - 1)), at);
  }
}

describe('the lives of a log', () => {
  it('equals a plain list through random records, ticks, failed writes and crashes', (t) => {
    let restarts = 0;
    let leaves = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const world = new World(seed, seed % 15 === 0 ? RESERVED_TICKS : seed % 4);
      world.live(120);
      check(world, `seed ${seed}`);
      restarts += world.restarts;
      leaves += world.log.size;
    }
    t.diagnostic(`30 lives, ${restarts} restarts, ${leaves} leaves`);
    assert.ok(restarts > 60);
  });

  it('goes on across tiles of the second level', () => {
    const world = new World(1000);
    const ticks = Math.ceil(65_536 / LEAVES_A_TICK) + 8;
    for (let tick = 0; tick < ticks; tick++) {
      if (tick % 50 === 0) world.say(tick % LANES);
      world.publish();
      if (tick % 400 === 399) world.restart();
    }
    world.publish();
    check(world, 'long life');
    assert.ok(world.log.size > 65_536);
    assert.equal(world.log.tile(2, 0, 1)?.length, 32);
    assert.ok(world.log.isTileSound(1, 0));
    assert.equal(world.log.isTileSound(1, 1), false);
  });
});
