/** The log machine against a plain list of leaves, through random records, ticks, failed writes and crashes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MerivahtError } from '../contract/errors.ts';
import { LANES, LEAVES_A_TICK } from '../contract/partner-wire.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';
import { equalBytes, hexOf } from './bytes.ts';
import { openCheckpoint } from './checkpoint.ts';
import { commitmentOf, paddingLeaf, padKeyOf } from './commitment.ts';
import { nodeHashing as hashing, nodeCrypto, nodeVerifying, seededSigner } from './crypto.contract.ts';
import type { CheckpointRow, Lane, LoggedEntry } from './keeping.ts';
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
import { NodeLog, RESERVED_TICKS } from './node-log.ts';
import { NOTE_KEY, verifierKeyOf } from './signed-note.ts';
import { laneOf, slotsOf } from './slot.ts';
import { entriesOfBundle, hashesOfTile } from './tile.ts';

const origin = 'merivaht/EE/1';
const signer = seededSigner(7);
const padKey = new Uint8Array(32).fill(9);
const logPadKey = padKeyOf(hashing, padKey, origin);
const logKey = verifierKeyOf(hashing, origin, NOTE_KEY, signer.publicKey);

const open = (keeping: MemoryLogKeeping, seed = 1, reservedTicks = RESERVED_TICKS): NodeLog =>
  NodeLog.open({ origin, crypto: nodeCrypto(seed), signer, padKey, keeping, reservedTicks });

const hexes = (hashes: readonly Uint8Array[] | undefined): string[] | undefined => hashes?.map(hexOf);
const isCode =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof MerivahtError && error.code === code;

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

describe("a node's log", () => {
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

  it('has the same sizes and padding whatever is said in other lanes', () => {
    const quiet = open(new MemoryLogKeeping());
    const loud = open(new MemoryLogKeeping());
    for (let tick = 0; tick < 30; tick++) {
      quiet.add(3, `{"t":${tick}}`, 'x');
      for (let i = 0; i < 10; i++) loud.add(i % 3, `{"secret":${i}}`, 'y');
      loud.add(3, `{"t":${tick}}`, 'x');
      assert.equal(quiet.publish(tick).size, loud.publish(tick).size);
    }
    const place = (log: NodeLog) => log.lane(3, 0, 1000).map((entry) => [entry.index, entry.ordinal]);
    assert.equal(place(quiet).length, 30);
    assert.deepEqual(place(quiet), place(loud));
    const { first } = slotsOf(9);
    const empty = (log: NodeLog) => entriesOfBundle(log.tile(-1, 0, 48)!)!.slice(first, first + 2);
    assert.deepEqual(hexes(empty(quiet)), hexes(empty(loud)));
  });

  it('has other padding in another log of the same node', () => {
    const leaves = ['merivaht/EE/1', 'merivaht/EE/2'].map((name) => {
      const log = NodeLog.open({
        origin: name,
        crypto: nodeCrypto(1),
        signer,
        padKey,
        keeping: new MemoryLogKeeping(),
      });
      log.publish(0);
      return hexes(entriesOfBundle(log.tile(-1, 0, 48)!)!)!;
    });
    assert.equal(new Set(leaves.flat()).size, 96);
  });

  it('gives a lane two leaves a tick and the own node eighteen; what does not fit waits in order', () => {
    const log = open(new MemoryLogKeeping());
    for (let i = 0; i < 40; i++) log.add(-1, `{"own":${i}}`, `own ${i}`);
    for (let i = 0; i < 5; i++) log.add(14, `{"last":${i}}`, `last ${i}`);
    for (let tick = 0; tick < 3; tick++) log.publish(tick);
    const own = log.lane(-1, 0, 100).map((entry) => entry.index);
    assert.deepEqual(
      own.slice(0, 18),
      Array.from({ length: 18 }, (_, i) => i),
    );
    assert.deepEqual(
      own.slice(18, 36),
      Array.from({ length: 18 }, (_, i) => 48 + i),
    );
    assert.deepEqual(own.slice(36), [96, 97, 98, 99]);
    assert.deepEqual(
      log.lane(14, 0, 100).map((entry) => entry.index),
      [46, 47, 94, 95, 142],
    );
    assert.deepEqual(
      log.lane(14, 3, 1).map((entry) => [entry.ordinal, entry.jws]),
      [[4, 'last 3']],
    );
  });

  it('writes nothing for a tick with nothing to say, but the reservation once a minute', () => {
    const keeping = new MemoryLogKeeping();
    const log = open(keeping);
    for (let tick = 0; tick <= RESERVED_TICKS; tick++) log.publish(tick);
    assert.equal(keeping.writes, 1);
    log.publish(0);
    assert.equal(keeping.writes, 2);
    assert.equal(log.size, (RESERVED_TICKS + 2) * LEAVES_A_TICK);
  });

  it('opens with the reserved padding published, and the same however often it is opened', () => {
    const keeping = new MemoryLogKeeping();
    const log = open(keeping);
    log.add(-1, '{}', 'x');
    log.publish(0);
    const seen = log.publish(1);
    const notes = [1, 2, 3].map((seed) => open(keeping.copy(), seed).checkpoint());
    assert.equal(new Set(notes.map((row) => row.note)).size, 1);
    assert.equal(notes[0]!.size, (RESERVED_TICKS + 1) * LEAVES_A_TICK);
    const again = open(keeping.copy());
    const proof = again.consistency(seen.size, again.size)!;
    assert.ok(verifyConsistency(hashing, seen.size, again.size, proof, seen.root, again.root));
  });

  it('stops for good where another process has written the log', () => {
    const keeping = new MemoryLogKeeping();
    const one = open(keeping, 1);
    one.add(-1, '{"by":1}', 'x');
    const two = open(keeping, 2);
    two.publish(0);
    assert.throws(() => one.publish(0), isCode('MV-LOG-FORKED'));
    assert.throws(() => one.publish(1), isCode('MV-LOG-FORKED'));
    assert.throws(() => one.add(-1, '{}', 'x'), isCode('MV-LOG-FORKED'));
    assert.equal(one.size, 0);
    two.publish(1);
  });

  it('does not open what does not agree with its checkpoint', () => {
    const whole = new MemoryLogKeeping();
    const log = open(whole);
    for (let tick = 0; tick < 12; tick++) {
      log.add(-1, `{"t":${tick}}`, 'x');
      log.add(2, `{"t":${tick}}`, 'x');
      log.publish(tick);
    }
    const refuses = (spoil: (keeping: MemoryLogKeeping) => void): void => {
      const keeping = whole.copy();
      spoil(keeping);
      assert.throws(() => open(keeping), isCode('MV-LOG-BROKEN'));
    };
    open(whole.copy());
    const last = whole.kept.entries.at(-1)!;
    refuses((k) => k.kept.byIndex.set(last.index, { ...last, commitment: new Uint8Array(32) }));
    refuses((k) => k.kept.byIndex.delete(last.index));
    refuses((k) => k.kept.tileRoots.delete('1/0'));
    refuses((k) => k.kept.tileRoots.set('1/1', new Uint8Array(32)));
    refuses((k) => k.kept.byLane.get(2)!.splice(3, 1));
    refuses((k) => {
      k.kept.checkpoint = undefined;
    });
    const row = whole.kept.checkpoint!;
    refuses((k) => {
      k.kept.checkpoint = { ...row, size: row.size - LEAVES_A_TICK };
    });
    refuses((k) => {
      k.kept.checkpoint = { ...row, root: new Uint8Array(32) };
    });
    refuses((k) => {
      k.kept.checkpoint = { ...row, note: row.note.replace('EE', 'FI') };
    });
    refuses((k) => {
      k.kept.checkpoint = { ...row, reservedThrough: row.size - LEAVES_A_TICK };
    });
    assert.throws(
      () => NodeLog.open({ origin: 'merivaht/EE/2', crypto: nodeCrypto(1), signer, padKey, keeping: whole.copy() }),
      isCode('MV-LOG-BROKEN'),
    );
  });

  it('notices a changed leaf in an old tile when it is used, and by computing the tile again', () => {
    const keeping = new MemoryLogKeeping();
    const log = open(keeping);
    for (let tick = 0; tick < 20; tick++) {
      log.add(0, `{"t":${tick}}`, 'x');
      log.publish(tick);
    }
    const early = keeping.kept.entries[1]!;
    keeping.kept.byIndex.set(early.index, { ...early, commitment: new Uint8Array(32) });
    assert.equal(log.isTileSound(0, 0), false);
    assert.equal(log.isTileSound(0, 1), true);
    assert.throws(() => log.inclusion(early.index, log.size), isCode('MV-LOG-BROKEN'));
  });

  it('answers nothing beyond what it has published', () => {
    const log = open(new MemoryLogKeeping());
    log.publish(0);
    for (const bad of [-1, 0.5, 48, Number.NaN, 1e17]) assert.equal(log.inclusion(bad, 48), undefined);
    assert.equal(log.inclusion(0, 49), undefined);
    assert.equal(log.consistency(0, 49), undefined);
    assert.equal(log.consistency(48, 47), undefined);
    assert.deepEqual(log.consistency(0, 48), []);
    assert.equal(log.tile(0, 0, 49), undefined);
    assert.equal(log.tile(1, 0, 1), undefined);
    assert.equal(log.tile(-2, 0, 1), undefined);
    assert.equal(log.tile(0, 0, 48)?.length, 48 * 32);
    assert.throws(() => log.add(15, '{}', 'x'));
  });

  it('keeps records that became durable together with something else', () => {
    const keeping = new MemoryLogKeeping();
    const log = open(keeping);
    const prepared = log.prepare([
      { lane: 0, recordText: '{"a":1}', jws: 'a' },
      { lane: -1, recordText: '{"b":1}', jws: 'b' },
    ]);
    keeping.addWaiting(prepared);
    log.doubt();
    log.publish(0);
    assert.deepEqual(
      log.lane(0, 0, 9).map((entry) => entry.jws),
      ['a'],
    );
    const next = log.prepare([{ lane: 0, recordText: '{"c":1}', jws: 'c' }]);
    assert.equal(next[0]!.number, 3);
    keeping.addWaiting(next);
    log.admit(next);
    log.publish(1);
    assert.deepEqual(
      log.lane(0, 0, 9).map((entry) => entry.jws),
      ['a', 'c'],
    );
  });
});
