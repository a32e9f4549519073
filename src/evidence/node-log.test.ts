/** What the log machine promises: places, sizes, writes, refusals. Random lives are in `node-log-lives.test.ts`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MerivahtError } from '../contract/errors.ts';
import { LEAVES_A_TICK } from '../contract/partner-wire.ts';
import { hexOf } from './bytes.ts';
import { nodeHashing as hashing, nodeCrypto } from './crypto.contract.ts';
import { openLog as open, padKey, signer } from './made-log.contract.ts';
import { MemoryLogKeeping } from './memory-keeping.contract.ts';
import { verifyConsistency } from './merkle.ts';
import { MAX_WAITING, NodeLog, RESERVED_TICKS } from './node-log.ts';
import { slotsOf } from './slot.ts';
import { entriesOfBundle } from './tile.ts';

const hexes = (hashes: readonly Uint8Array[] | undefined): string[] | undefined => hashes?.map(hexOf);
const isCode =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof MerivahtError && error.code === code;

describe("a node's log", () => {
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

  it('takes no more records than may wait', () => {
    const log = open();
    const saying = { lane: 0, recordText: '{}', jws: 'x' };
    const half = Array.from({ length: MAX_WAITING / 2 }, () => saying);
    log.admit(log.prepare(half));
    log.admit(log.prepare(half));
    assert.equal(log.waitingCount, MAX_WAITING);
    assert.throws(() => log.add(-1, '{}', 'x'), isCode('MV-BUSY'));
  });

  it('goes on after a write that failed, whether it had happened or not', () => {
    for (const moment of ['before', 'after'] as const)
      for (const broken of ['addWaiting', 'commit'] as const) {
        const keeping = new MemoryLogKeeping();
        const log = open(keeping);
        log.publish(0);
        keeping.fault = (write, at) => {
          if (write === broken && at === moment) throw new Error('the disk failed');
        };
        const seen = log.checkpoint();
        assert.throws(() => {
          log.add(-1, '{"first":1}', 'first');
          log.publish(1);
        }, /the disk failed/);
        assert.deepEqual(log.checkpoint(), seen);
        keeping.fault = undefined;
        log.add(-1, '{"second":1}', 'second');
        log.publish(2);
        const isFirstKept = broken === 'commit' || moment === 'after';
        const jwss = log.lane(-1, 0, 9).map((entry) => entry.jws);
        assert.deepEqual(jwss, isFirstKept ? ['first', 'second'] : ['second'], `${broken} ${moment}`);
        const proof = log.consistency(seen.size, log.size)!;
        assert.ok(verifyConsistency(hashing, seen.size, log.size, proof, seen.root, log.root));
      }
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
