/**
 * The log of `kill-federation.long.ts`: its keys, what is said in it by number, and the check of what a killed process left, which
 * computes the tree by itself: leaves from entries and padding, roots from the leaves.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesOfHex, equalBytes, hexOf } from '../src/evidence/bytes.ts';
import { openCheckpoint } from '../src/evidence/checkpoint.ts';
import { commitmentOf, paddingLeaf, padKeyOf } from '../src/evidence/commitment.ts';
import { seededSigner } from '../src/evidence/crypto.contract.ts';
import type { LoggedEntry } from '../src/evidence/keeping.ts';
import { verifyConsistency } from '../src/evidence/merkle.ts';
import { NodeLog } from '../src/evidence/node-log.ts';
import { NOTE_KEY, verifierKeyOf } from '../src/evidence/signed-note.ts';
import type { InboundEntry, PeerRow } from '../src/federation/keeping.ts';
import { SqliteFederationKeeping } from '../src/storage/federation-store.ts';
import { nodeCrypto } from '../src/storage/node-crypto.ts';

export const KILLED_LOG = {
  origin: 'merivaht/EE/1',
  crypto: nodeCrypto,
  signer: seededSigner(41),
  padKey: new Uint8Array(32).fill(5),
};
const PADDING = padKeyOf(nodeCrypto, KILLED_LOG.padKey, KILLED_LOG.origin);
const LOG_KEY = verifierKeyOf(nodeCrypto, KILLED_LOG.origin, NOTE_KEY, KILLED_LOG.signer.publicKey);
/** Some are long, so that a transaction covers many pages. */
export const recordText = (number: number): string => `{"n":${number},"x":"${'x'.repeat((number * 7919) % 1500)}"}`;

const PEER = 'merivaht/FI/1';
const hash = (text: string): Uint8Array => nodeCrypto.sha256(new TextEncoder().encode(text));
export const inboundOf = (index: number): InboundEntry => ({
  origin: PEER,
  nodeId: 'FI',
  index,
  salt: hash(`salt ${index}`),
  jws: `a.${index}.b`,
  commitment: hash(`commitment ${index}`),
  receivedAtMs: index,
});
export const peerAt = (size: number): PeerRow => ({
  nodeId: 'FI',
  origin: PEER,
  size,
  root: hash(`root ${size}`),
  note: `note ${size}`,
  cursor: `c${size}`,
  verifiedAtMs: size,
});

/** What lives before said is kept: the most of each, and every checkpoint. */
export interface Acknowledged {
  said: number;
  taken: number;
  readonly published: Map<number, string>;
}

/** RFC 6962 section 2.1 by a stack of perfect subtrees; knows nothing of tiles. */
class PlainTree {
  #size = 0;
  readonly #peaks: Uint8Array[] = [];

  push(data: Uint8Array): void {
    let top: Uint8Array = createHash('sha256').update(Uint8Array.of(0)).update(data).digest();
    for (let n = this.#size++; n % 2 === 1; n = (n - 1) / 2) top = joined(this.#peaks.pop()!, top);
    this.#peaks.push(top);
  }

  get size(): number {
    return this.#size;
  }

  root(): string {
    return hexOf(this.#peaks.reduceRight((right, left) => joined(left, right)));
  }
}

const joined = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();

/** Goes along with the log from life to life; what it has seen once may never be another. */
export class LogWitness {
  #tree = new PlainTree();
  /** Of all ticks so far. */
  #roots = new Map<number, string>();
  #entries: LoggedEntry[] = [];
  readonly ever: Acknowledged = { said: 0, taken: 0, published: new Map() };
  /** Entries with a leaf, and records that came in. */
  get counts(): { readonly size: number; readonly entries: number; readonly published: number } {
    return { size: this.#tree.size, entries: this.#entries.length, published: this.ever.published.size };
  }

  /** A line of a child. The first contradiction between lives, if there is one. */
  hear(line: string): string | undefined {
    const [what, number, root] = line.split(' ');
    if (what === 'said' || what === 'taken') this.ever[what] = Math.max(this.ever[what], Number(number));
    else if (what === 'published') {
      const before = this.ever.published.get(Number(number));
      if (before !== undefined && before !== root) return `two checkpoints of size ${number}`;
      this.ever.published.set(Number(number), root!);
    }
    return undefined;
  }

  /** From the first leaf, with nothing remembered but what was acknowledged. */
  forget(): void {
    this.#tree = new PlainTree();
    this.#roots = new Map();
    this.#entries = [];
  }

  /** Why what lies there is not what was acknowledged; undefined where it is. */
  problemOf(data: string, sample: (most: number) => number): string | undefined {
    let keeping: SqliteFederationKeeping | undefined;
    try {
      keeping = SqliteFederationKeeping.open(data);
      const log = NodeLog.open({ ...KILLED_LOG, keeping });
      this.#checkRecords(keeping);
      this.#checkInbound(keeping);
      this.#checkTree(keeping, log);
      this.#checkProofs(log, sample);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      keeping?.close();
    }
  }

  /** Each number once, with what was said under it, at a leaf or waiting for one. */
  #checkRecords(keeping: SqliteFederationKeeping): void {
    const entries = keeping.entries(0, Number.MAX_SAFE_INTEGER);
    const waiting = keeping.waiting();
    const found = new Map<number, string>();
    const ordinals = new Map<number, number>();
    entries.forEach(({ number, jws, lane, ordinal, salt, commitment }, i) => {
      found.set(number, jws);
      assert.equal(ordinal, (ordinals.get(lane) ?? 0) + 1, `lane ${lane} has a gap`);
      ordinals.set(lane, ordinal);
      // An older one is compared with what it was, below.
      if (i < this.#entries.length) return;
      assert.ok(equalBytes(commitment, commitmentOf(nodeCrypto, salt, recordText(number))), `leaf of ${number}`);
    });
    for (const { number, jws } of waiting) found.set(number, jws);
    assert.equal(found.size, entries.length + waiting.length, 'a record is there twice');
    for (let number = 1; number <= found.size; number++)
      assert.equal(found.get(number), `a.${recordText(number)}.b`, `record ${number}`);
    assert.ok(found.size >= this.ever.said, `${found.size} records, ${this.ever.said} acknowledged`);
    this.#entries.forEach((entry, i) => {
      const now = entries[i];
      assert.ok(
        now?.index === entry.index && equalBytes(now.commitment, entry.commitment),
        `leaf ${entry.index} changed`,
      );
    });
    this.#entries = [...entries];
  }

  /** What was taken in and how far it was read belong together. */
  #checkInbound(keeping: SqliteFederationKeeping): void {
    const inbound = [...keeping.inbound()];
    assert.ok(inbound.length >= this.ever.taken, `${inbound.length} taken in, ${this.ever.taken} acknowledged`);
    inbound.forEach((entry, i) => {
      const { salt, commitment, ...rest } = inboundOf(i);
      assert.ok(equalBytes(entry.salt, salt) && equalBytes(entry.commitment, commitment), `taken in ${i}`);
      assert.equal(entry.jws, rest.jws);
      assert.equal(entry.index, i);
    });
    assert.deepEqual(keeping.peers(), inbound.length === 0 ? [] : [peerAt(inbound.length)]);
  }

  #checkTree(keeping: SqliteFederationKeeping, log: NodeLog): void {
    const kept = keeping.checkpoint();
    const newest = Math.max(0, ...this.ever.published.keys());
    assert.ok(log.size >= newest, `the log has ${log.size} leaves, ${newest} were published`);
    const byIndex = new Map(this.#entries.map((entry) => [entry.index, entry]));
    while (this.#tree.size < log.size) {
      const index = this.#tree.size;
      this.#tree.push(byIndex.get(index)?.commitment ?? paddingLeaf(nodeCrypto, PADDING, index));
      if (this.#tree.size % 48 === 0) this.#roots.set(this.#tree.size, this.#tree.root());
    }
    for (const [size, root] of this.ever.published)
      if (this.#roots.get(size) !== root) assert.fail(`the checkpoint of size ${size} is contradicted`);
    if (log.size > 0) assert.equal(hexOf(log.root), this.#roots.get(log.size), 'the root of the log');
    if (kept === undefined) return;
    assert.equal(hexOf(kept.root), this.#roots.get(kept.size), 'the root of the kept checkpoint');
    assert.ok(openCheckpoint(kept.note, LOG_KEY, nodeCrypto).ok, 'the kept note');
  }

  /** The log proves by itself that it goes on from what earlier lives have said. */
  #checkProofs(log: NodeLog, sample: (most: number) => number): void {
    const published = [...this.ever.published];
    for (const at of new Set([published.length - 1, sample(published.length - 1)])) {
      const said = published[at];
      if (said === undefined) continue;
      const [size, root] = said;
      const proof = log.consistency(size, log.size);
      assert.ok(proof !== undefined, `no proof from ${size}`);
      const isGood = verifyConsistency(nodeCrypto, size, log.size, proof, bytesOfHex(root)!, log.root);
      assert.ok(isGood, `the proof from ${size} to ${log.size}`);
    }
  }
}
