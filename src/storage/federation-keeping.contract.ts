/**
 * What every place must do in which a log, or all of federation, is kept: compared with plain lists over random changes, with a
 * new start at any moment. The log's part can be run alone.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkpointText } from '../evidence/checkpoint.ts';
import type { CheckpointRow, LogCommit, LoggedEntry, LogKeeping, WaitingEntry } from '../evidence/keeping.ts';
import type { FederationKeeping, InboundEntry, PeerRow } from '../federation/keeping.ts';
import { type SeededRandom, seededRandom } from '../lib/seeded-random.ts';

const SEEDS = [1, 2, 3, 4];
const STEPS = 120;
const TICK = 48;
const ORIGIN = 'merivaht/EE/1';

/** A keeping, and what a program that starts now finds in its place. */
export interface Kept<K> {
  readonly keeping: K;
  reopen(): Kept<K>;
}

const bytesOf = (random: SeededRandom): Uint8Array => Uint8Array.from({ length: 32 }, () => random.integer(0, 255));

export const madeWaiting = (number: number, lane: number, random: SeededRandom): WaitingEntry => ({
  number,
  lane,
  recordText: `{"n":${number}}`,
  jws: `a.${number}.b`,
  salt: bytesOf(random),
});

export function madeCheckpoint(size: number, random: SeededRandom, origin = ORIGIN): CheckpointRow {
  const root = bytesOf(random);
  return { origin, size, root, note: `${checkpointText({ origin, size, root })}\n— ${origin} AAAAAAA=\n` };
}

/** The log as plain lists. */
class Model {
  checkpoint: (CheckpointRow & { reservedThrough: number }) | undefined;
  waiting: WaitingEntry[] = [];
  entries: LoggedEntry[] = [];
  tiles = new Map<string, Uint8Array>();
  lastNumber = 0;

  /** Two of each lane that waits, at random leaves of the next tick. */
  next(random: SeededRandom): LogCommit {
    const followsSize = this.checkpoint?.size ?? 0;
    const first = Math.max(followsSize, this.checkpoint?.reservedThrough ?? 0);
    const size = first + TICK;
    const entries: LoggedEntry[] = [];
    const ordinals = new Map<number, number>();
    for (const { number, lane, salt, jws } of this.waiting.slice(0, random.integer(0, TICK))) {
      const ordinal = (ordinals.get(lane) ?? this.entries.filter((e) => e.lane === lane).length) + 1;
      ordinals.set(lane, ordinal);
      entries.push({ index: first + entries.length, lane, ordinal, number, salt, jws, commitment: bytesOf(random) });
    }
    const tileRoots = [];
    for (let index = Math.floor(followsSize / 256); index < Math.floor(size / 256); index++)
      tileRoots.push({ level: 1, index, hash: bytesOf(random) });
    const reservedThrough = size + TICK * random.integer(0, 3);
    return { followsSize, checkpoint: madeCheckpoint(size, random), entries, tileRoots, reservedThrough };
  }

  apply({ checkpoint, entries, tileRoots, reservedThrough }: LogCommit): void {
    this.checkpoint = { ...checkpoint, reservedThrough };
    const taken = new Set(entries.map((e) => e.number));
    this.waiting = this.waiting.filter((w) => !taken.has(w.number));
    this.entries.push(...entries);
    for (const { level, index, hash } of tileRoots) this.tiles.set(`${level}/${index}`, hash);
  }

  newWaiting(random: SeededRandom): WaitingEntry[] {
    return Array.from({ length: random.integer(0, 20) }, () =>
      madeWaiting(++this.lastNumber, random.integer(-1, 3), random),
    );
  }
}

function sameLog(keeping: LogKeeping, model: Model, random: SeededRandom): void {
  assert.deepEqual(keeping.checkpoint(), model.checkpoint);
  assert.deepEqual(keeping.waiting(), model.waiting);
  const size = model.checkpoint?.size ?? 0;
  const from = random.integer(0, size);
  const to = random.integer(from, size);
  assert.deepEqual(keeping.entries(from, to), model.entries.filter((e) => e.index >= from && e.index < to)); // biome-ignore format: one thought
  assert.deepEqual(keeping.entry(from), model.entries.find((e) => e.index === from)); // biome-ignore format: one thought
  const lane = random.integer(-1, 4);
  const after = random.integer(0, 12);
  const limit = random.integer(1, 9);
  const ofLane = model.entries.filter((e) => e.lane === lane && e.ordinal > after).slice(0, limit);
  assert.deepEqual(keeping.lane(lane, after, limit), ofLane);
  const tile = random.integer(0, 12);
  assert.deepEqual(keeping.tileRoot(1, tile), model.tiles.get(`1/${tile}`));
  assert.equal(keeping.tileRoot(2, tile), undefined);
}

export function logKeepingContract(name: string, make: () => Kept<LogKeeping>): void {
  describe(`a log kept in ${name}`, () => {
    for (const seed of SEEDS)
      it(`is what was committed, after every new start (seed ${seed})`, () => {
        const random = seededRandom(seed);
        const model = new Model();
        let kept = make();
        for (let step = 0; step < STEPS; step++) {
          if (random.next() < 0.6) {
            const waiting = model.newWaiting(random);
            kept.keeping.addWaiting(waiting);
            model.waiting.push(...waiting);
          } else {
            const commit = model.next(random);
            kept.keeping.commit(commit);
            model.apply(commit);
          }
          if (random.next() < 0.1) kept = kept.reopen();
          sameLog(kept.keeping, model, random);
        }
        assert.ok(model.entries.length > 100 && model.tiles.size > 10, `seed ${seed}: too little happened`);
      });

    it('compares and swaps: what follows another size is refused whole', () => {
      const random = seededRandom(9);
      const model = new Model();
      const { keeping } = make();
      const waiting = model.newWaiting(random);
      keeping.addWaiting(waiting);
      model.waiting.push(...waiting);
      const first = model.next(random);
      keeping.commit(first);
      model.apply(first);
      for (const followsSize of [0, first.checkpoint.size - TICK, first.checkpoint.size + TICK])
        assert.throws(() => keeping.commit({ ...model.next(random), followsSize }), { code: 'MV-LOG-FORKED' });
      sameLog(keeping, model, random);
    });

    it('takes no record out of its order, and no leaf twice', () => {
      const random = seededRandom(10);
      const model = new Model();
      const { keeping } = make();
      model.waiting.push(...[1, 2].map((n) => madeWaiting(n, 0, random)));
      keeping.addWaiting(model.waiting);
      assert.throws(() => keeping.addWaiting([madeWaiting(2, 0, random)]));
      assert.throws(() => keeping.addWaiting([madeWaiting(4, 0, random)]));
      const commit = model.next(random);
      const [one, two] = model.waiting;
      const entry = (waits: WaitingEntry, index: number, ordinal: number): LoggedEntry => {
        const { number, lane, salt, jws } = waits;
        return { index, lane, ordinal, number, salt, jws, commitment: bytesOf(random) };
      };
      for (const entries of [
        [entry(one!, 0, 1), entry(two!, 0, 2)],
        [entry(one!, 0, 1), entry(two!, 1, 1)],
        [entry(one!, TICK, 1)],
      ])
        assert.throws(() => make0(waitingOf(model)).commit({ ...commit, entries }));
      const entries = [entry(one!, 0, 1), entry(two!, 1, 2)];
      keeping.commit({ ...commit, entries });
      model.apply({ ...commit, entries });
      sameLog(keeping, model, random);

      function make0(waiting: readonly WaitingEntry[]): LogKeeping {
        const fresh = make().keeping;
        fresh.addWaiting(waiting);
        return fresh;
      }
    });
  });
}

const waitingOf = (model: Model): WaitingEntry[] => [...model.waiting];

const madeInbound = (index: number, random: SeededRandom): InboundEntry => ({
  origin: random.pick(['merivaht/FI/1', 'merivaht/JP/1']),
  nodeId: 'FI',
  index,
  salt: bytesOf(random),
  jws: `a.${index}.b`,
  commitment: bytesOf(random),
  receivedAtMs: 1_700_000_000_000 + index,
});

const madePeer = (nodeId: string, size: number, random: SeededRandom): PeerRow => ({
  nodeId,
  origin: `merivaht/${nodeId}/1`,
  size,
  root: bytesOf(random),
  note: `note of ${size}`,
  cursor: `c${size}`,
  verifiedAtMs: size,
});

export function federationKeepingContract(name: string, make: () => Kept<FederationKeeping>): void {
  logKeepingContract(name, make);

  describe(`what federation keeps in ${name}`, () => {
    for (const seed of SEEDS)
      it(`is all that was changed, after every new start (seed ${seed})`, () => {
        const random = seededRandom(seed);
        let kept = make();
        const log = new Model();
        let inbound: InboundEntry[] = [];
        const cards: { nodeId: string; jws: string }[] = [];
        const peers = new Map<string, PeerRow>();
        const recorded = new Map<string, number>();
        const served = new Map<string, number>();
        const done: string[] = [];
        for (let step = 1; step <= STEPS; step++) {
          const isIn = (): boolean => random.next() < 0.4;
          const waiting = isIn() ? log.newWaiting(random) : [];
          const arrived = isIn() ? [madeInbound(2 * step, random), madeInbound(2 * step + 1, random)] : [];
          const forget = isIn() && inbound.length > 0 ? [random.pick(inbound)] : [];
          const taken = isIn() ? [{ nodeId: random.pick(['FI', 'JP']), jws: `card.${step}.x` }] : [];
          const peer = isIn() ? madePeer(random.pick(['FI', 'JP']), step, random) : undefined;
          const theatreId = random.pick(['gulf', 'strait']);
          const mark = isIn() ? { theatreId, seq: step } : undefined;
          const through = isIn() ? { nodeId: random.pick(['FI', 'JP']), throughOrdinal: step } : undefined;
          const act = isIn() ? { actId: `act-${step}`, made: `case-${step}` } : undefined;
          kept.keeping.change({
            waiting,
            inbound: arrived,
            forget: forget.map(({ origin, index }) => ({ origin, index })),
            cards: taken,
            ...(peer && { peer }),
            ...(mark && { recordedThrough: mark }),
            ...(through && { served: through }),
            ...(act && { done: act }),
          });
          log.waiting.push(...waiting);
          inbound = [...inbound.filter((e) => !forget.includes(e)), ...arrived];
          cards.push(...taken);
          if (peer) peers.set(peer.nodeId, peer);
          if (mark) recorded.set(mark.theatreId, mark.seq);
          if (through) served.set(through.nodeId, through.throughOrdinal);
          if (act) done.push(act.actId);
          if (random.next() < 0.1) kept = kept.reopen();
          const { keeping } = kept;
          assert.deepEqual(keeping.waiting(), log.waiting);
          assert.deepEqual([...keeping.inbound()], inbound);
          assert.deepEqual(keeping.cards(), cards);
          assert.deepEqual(new Map(keeping.peers().map((p) => [p.nodeId, p])), peers);
          for (const id of ['gulf', 'strait']) assert.equal(keeping.recordedThrough(id), recorded.get(id) ?? 0);
          for (const id of ['FI', 'JP']) assert.equal(keeping.servedThrough(id), served.get(id) ?? 0);
          assert.equal(keeping.done('act-0'), undefined);
        }
        for (const actId of done)
          assert.deepEqual(kept.keeping.done(actId), { actId, made: actId.replace('act', 'case') });
        assert.ok(inbound.length > 20 && cards.length > 20 && peers.size === 2, `seed ${seed}: too little happened`);
      });

    it('changes all or nothing', () => {
      const random = seededRandom(11);
      const { keeping } = make();
      const peer = madePeer('FI', 5, random);
      assert.throws(() => keeping.change({ peer, inbound: [madeInbound(1, random)], waiting: [madeWaiting(7, 0, random)] })); // biome-ignore format: one thought
      assert.deepEqual(keeping.peers(), []);
      assert.deepEqual([...keeping.inbound()], []);
      assert.deepEqual(keeping.waiting(), []);
    });

    it('keeps a partner that has changed its log, with both', () => {
      const random = seededRandom(12);
      const { keeping } = make();
      const older = madePeer('FI', 5, random);
      const newer = { ...madePeer('FI', 1, random), origin: 'merivaht/FI/2' };
      keeping.change({ peer: older });
      keeping.change({ peer: newer });
      assert.deepEqual(keeping.peers(), [older, newer]);
    });
  });
}
