/**
 * A node's log: records wait, each tick takes what fits into its slots, fills the rest with padding and signs what the log now
 * is. A tick with nothing to say is not even written down: a reservation, kept beforehand, says how far padding may have been
 * published, and after a crash the log goes on behind it. So a published checkpoint is never contradicted, and nobody can tell
 * from sizes and times whether there was anything to say.
 */
import { MerivahtError } from '../contract/errors.ts';
import { LEAVES_A_TICK } from '../contract/partner-wire.ts';
import { assert } from '../lib/assert.ts';
import { equalBytes } from './bytes.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { commitmentOf, paddingLeaf, padKeyOf, SALT_BYTES } from './commitment.ts';
import type {
  CheckpointRow,
  Hashing,
  Lane,
  LogCommit,
  LoggedEntry,
  LogKeeping,
  Randomness,
  Signer,
  Verifying,
  WaitingEntry,
} from './keeping.ts';
import { LogTree } from './log-tree.ts';
import { consistencyProof, emptyRoot, inclusionProof, leafHash, rootOf } from './merkle.ts';
import { NOTE_KEY, verifierKeyOf } from './signed-note.ts';
import { ALL_LANES, isTickSize, slotsOf } from './slot.ts';
import { ENTRIES_LEVEL, entryBundle, isTileIn } from './tile.ts';

/** How far ahead padding is reserved: one write a minute where there is nothing to say. */
export const RESERVED_TICKS = 120;
/** Records that wait for a leaf; own ones leave at 36 a second. */
export const MAX_WAITING = 50_000;

export interface NodeLogOptions {
  /** `merivaht/NODE/N`; the name of the log's key. */
  readonly origin: string;
  readonly crypto: Hashing & Verifying & Randomness;
  readonly signer: Signer;
  /** The node's secret, 32 bytes: makes padding that nobody else can tell from commitments. Each origin has a key derived from it. */
  readonly padKey: Uint8Array;
  readonly keeping: LogKeeping;
  /** RESERVED_TICKS unless another is given. */
  readonly reservedTicks?: number;
}

/** What is to be said, and in whose lane. */
export interface Saying {
  readonly lane: Lane;
  /** The record's canonical JSON. */
  readonly recordText: string;
  readonly jws: string;
}

interface LaneState {
  /** Ordinal of the last entry that has a leaf. */
  ordinal: number;
  waiting: WaitingEntry[];
}

/** All that a publication changes in memory; replaced whole. */
interface LogState {
  readonly tree: LogTree;
  readonly row: CheckpointRow;
  /** Size of the checkpoint in storage. */
  readonly keptSize: number;
  readonly reservedThrough: number;
}

export class NodeLog {
  readonly #options: NodeLogOptions;
  readonly #padKey: Uint8Array;
  #state: LogState;
  readonly #lanes = new Map<Lane, LaneState>();
  #lastNumber = 0;
  #publishedAtMs: number | undefined;
  /** A write failed, so what is stored is not known. */
  #inDoubt = false;
  /** The size that a failed write would have had. */
  #triedSize: number | undefined;
  #isForked = false;

  private constructor(options: NodeLogOptions) {
    this.#options = options;
    this.#padKey = padKeyOf(options.crypto, options.padKey, options.origin);
    this.#state = this.#load();
    this.#loadLanes();
  }

  /** New, or as it was kept, padded up to what may have been published. Throws MV-LOG-BROKEN where what is kept does not agree. */
  static open(options: NodeLogOptions): NodeLog {
    return new NodeLog(options);
  }

  get origin(): string {
    return this.#options.origin;
  }
  get size(): number {
    return this.#state.row.size;
  }
  get root(): Uint8Array {
    return this.#state.row.root;
  }
  get waitingCount(): number {
    let count = 0;
    for (const lane of this.#lanes.values()) count += lane.waiting.length;
    return count;
  }
  waitingIn(lane: Lane): number {
    return this.#lane(lane).waiting.length;
  }
  /** Of this run of the program. */
  get publishedAtMs(): number | undefined {
    return this.#publishedAtMs;
  }

  checkpoint(): CheckpointRow {
    return this.#state.row;
  }
  /** Signed by the log's key; without cosignatures. */
  checkpointNote(): string {
    return this.#state.row.note;
  }

  /** One record, durable when it returns. */
  add(lane: Lane, recordText: string, jws: string): WaitingEntry {
    const entries = this.prepare([{ lane, recordText, jws }]);
    this.#inDoubt = true;
    this.#options.keeping.addWaiting(entries);
    this.#inDoubt = false;
    this.admit(entries);
    return entries[0]!;
  }

  /**
   * For a record that becomes durable together with something else: numbers and salts it. Once it is durable, `admit` it; if
   * that failed, say `doubt`.
   */
  prepare(sayings: readonly Saying[]): readonly WaitingEntry[] {
    this.#settle();
    if (this.waitingCount + sayings.length > MAX_WAITING)
      throw new MerivahtError('MV-BUSY', `${MAX_WAITING} records wait for their place in the log.`);
    return sayings.map((saying, i) => {
      slotsOf(saying.lane);
      return { number: this.#lastNumber + 1 + i, ...saying, salt: this.#options.crypto.bytes(SALT_BYTES) };
    });
  }

  admit(entries: readonly WaitingEntry[]): void {
    for (const entry of entries) {
      assert(entry.number === this.#lastNumber + 1, 'entries are admitted in the order in which they were prepared');
      this.#lane(entry.lane).waiting.push(entry);
      this.#lastNumber = entry.number;
    }
  }

  /** After a write that failed: what is stored is read again before anything else is written. */
  doubt(): void {
    this.#inDoubt = true;
  }

  /** One tick. Durable before it returns where that is needed; after an exception the last checkpoint still stands. */
  publish(nowMs: number): CheckpointRow {
    this.#settle();
    const { keeping, crypto } = this.#options;
    const { keptSize, reservedThrough } = this.#state;
    const tree = this.#state.tree.fork();
    const first = tree.size;
    const entries = this.#take(first);
    const bySlot = new Map(entries.map((entry) => [entry.index, entry]));
    for (let index = first; index < first + LEAVES_A_TICK; index++)
      tree.append(leafHash(crypto, bySlot.get(index)?.commitment ?? paddingLeaf(crypto, this.#padKey, index)));
    const row = this.#sign(tree.size, tree.root());
    if (entries.length === 0 && row.size <= reservedThrough) {
      this.#state = { tree, row, keptSize, reservedThrough };
    } else {
      const reserve =
        row.size <= reservedThrough
          ? reservedThrough
          : row.size + (this.#options.reservedTicks ?? RESERVED_TICKS) * LEAVES_A_TICK;
      const commit: LogCommit = {
        followsSize: keptSize,
        checkpoint: row,
        entries,
        tileRoots: tree.unstoredRoots(),
        reservedThrough: reserve,
      };
      this.#inDoubt = true;
      this.#triedSize = row.size;
      try {
        keeping.commit(commit);
      } catch (error) {
        // Somebody else goes on with this log: what we would say now could contradict him.
        if (error instanceof MerivahtError && error.code === 'MV-LOG-FORKED') this.#isForked = true;
        throw error;
      }
      this.#inDoubt = false;
      tree.rootsAreStored();
      for (const entry of entries) {
        const lane = this.#lane(entry.lane);
        lane.waiting.shift();
        lane.ordinal = entry.ordinal;
      }
      this.#state = { tree, row, keptSize: row.size, reservedThrough: reserve };
    }
    this.#publishedAtMs = nowMs;
    return row;
  }

  /** What a C2SP tile or entry bundle holds; undefined where the published log has not all of it. */
  tile(level: number, index: number, width: number): Uint8Array | undefined {
    if (!isTileIn({ level, index, width }, this.size)) return undefined;
    if (level === ENTRIES_LEVEL) return entryBundle(this.#leaves(index * 256, index * 256 + width));
    const bytes = new Uint8Array(32 * width);
    this.#state.tree.tileHashes(level, index, width).forEach((hash, i) => {
      bytes.set(hash, 32 * i);
    });
    return bytes;
  }

  /** Undefined where the published log has not such a leaf or size. */
  inclusion(index: number, size: number): Uint8Array[] | undefined {
    if (!isCount(index) || !isCount(size) || index >= size || size > this.size) return undefined;
    return inclusionProof(this.#options.crypto, this.#state.tree, index, size);
  }

  consistency(from: number, to: number): Uint8Array[] | undefined {
    if (!isCount(from) || !isCount(to) || from > to || to > this.size) return undefined;
    return consistencyProof(this.#options.crypto, this.#state.tree, from, to);
  }

  /** Published entries of a lane, oldest first. */
  lane(lane: Lane, afterOrdinal: number, limit: number): readonly LoggedEntry[] {
    return this.#options.keeping.lane(lane, afterOrdinal, limit).filter((entry) => entry.index < this.size);
  }

  entry(index: number): LoggedEntry | undefined {
    return index < this.size ? this.#options.keeping.entry(index) : undefined;
  }

  /** Computes a whole tile again from what it stands on: false where that does not give the stored root. */
  isTileSound(level: number, index: number): boolean {
    if (!isTileIn({ level, index, width: 256 }, this.size)) return false;
    try {
      // A tree of its own, so that nothing comes from a cache.
      LogTree.load(this.#options.crypto, this.#storage(), 0).checkTile(level, index);
      return true;
    } catch (error) {
      if (error instanceof MerivahtError && error.code === 'MV-LOG-BROKEN') return false;
      throw error;
    }
  }

  #lane(lane: Lane): LaneState {
    return this.#lanes.get(lane)!;
  }

  /** What goes into the tick that begins at this leaf, by leaf. */
  #take(firstLeaf: number): LoggedEntry[] {
    const entries: LoggedEntry[] = [];
    for (const [lane, state] of this.#lanes) {
      const { first, count } = slotsOf(lane);
      state.waiting.slice(0, count).forEach((entry, i) => {
        const { number, salt, jws, recordText } = entry;
        const commitment = commitmentOf(this.#options.crypto, salt, recordText);
        const ordinal = state.ordinal + 1 + i;
        entries.push({ index: firstLeaf + first + i, lane, ordinal, number, salt, jws, commitment });
      });
    }
    return entries;
  }

  #sign(size: number, root: Uint8Array): CheckpointRow {
    const { origin, crypto, signer } = this.#options;
    return { origin, size, root, note: signCheckpoint(crypto, { origin, size, root }, signer) };
  }

  /** Leaf data of [from, to), real and padding. */
  #leaves(from: number, to: number): Uint8Array[] {
    const { keeping, crypto } = this.#options;
    const real = new Map(keeping.entries(from, to).map((entry) => [entry.index, entry.commitment]));
    const leaves: Uint8Array[] = [];
    for (let index = from; index < to; index++)
      leaves.push(real.get(index) ?? paddingLeaf(crypto, this.#padKey, index));
    return leaves;
  }

  #storage() {
    return {
      leafHashes: (from: number, to: number) =>
        this.#leaves(from, to).map((leaf) => leafHash(this.#options.crypto, leaf)),
      tileRoot: (level: number, index: number) => this.#options.keeping.tileRoot(level, index),
    };
  }

  #settle(): void {
    if (this.#isForked) throw forked();
    if (!this.#inDoubt) return;
    const before = this.#state;
    const after = this.#load();
    const isOurs = after.keptSize === before.keptSize || after.keptSize === this.#triedSize;
    const prefix = before.row.size <= after.row.size && rootOf(this.#options.crypto, after.tree, before.row.size);
    if (!isOurs || prefix === false || !equalBytes(prefix, before.row.root)) {
      this.#isForked = true;
      throw forked();
    }
    this.#state = after;
    this.#loadLanes();
    this.#inDoubt = false;
  }

  #load(): LogState {
    const { keeping, crypto, signer, origin } = this.#options;
    const kept = keeping.checkpoint();
    if (kept === undefined) {
      const tree = LogTree.load(crypto, this.#storage(), 0);
      return { tree, row: this.#sign(0, emptyRoot(crypto)), keptSize: 0, reservedThrough: 0 };
    }
    const { size, reservedThrough } = kept;
    const isCounted = isTickSize(size) && size > 0 && isTickSize(reservedThrough) && reservedThrough >= size;
    if (!isCounted) throw broken(`The kept checkpoint has a size that no tick gives: ${size}, ${reservedThrough}.`);
    if (kept.origin !== origin) throw broken(`The kept log is ${kept.origin}, not ${origin}.`);
    const opened = openCheckpoint(kept.note, verifierKeyOf(crypto, origin, NOTE_KEY, signer.publicKey), crypto);
    if (!opened.ok || opened.checkpoint.size !== size || !equalBytes(opened.checkpoint.root, kept.root))
      throw broken('The kept checkpoint is not the one that was signed.');
    const tree = LogTree.load(crypto, this.#storage(), size);
    if (!equalBytes(tree.root(), kept.root))
      throw broken(`The kept entries do not give the root of the checkpoint of size ${size}.`);
    for (let index = size; index < reservedThrough; index++)
      tree.append(leafHash(crypto, paddingLeaf(crypto, this.#padKey, index)));
    const row = this.#sign(reservedThrough, tree.root());
    return { tree, row, keptSize: size, reservedThrough };
  }

  #loadLanes(): void {
    const { keeping } = this.#options;
    this.#lastNumber = 0;
    for (const lane of ALL_LANES) {
      const last = lastOfLane(keeping, lane);
      if (last !== undefined && last.index >= this.#state.keptSize)
        throw broken(`Entry ${last.index} lies behind the kept checkpoint of size ${this.#state.keptSize}.`);
      this.#lanes.set(lane, { ordinal: last?.ordinal ?? 0, waiting: [] });
      this.#lastNumber = Math.max(this.#lastNumber, last?.number ?? 0);
    }
    for (const entry of keeping.waiting()) {
      this.#lane(entry.lane).waiting.push(entry);
      this.#lastNumber = Math.max(this.#lastNumber, entry.number);
    }
  }
}

/** Ordinals of a lane have no gaps, so the last is found by doubling and halving. */
function lastOfLane(keeping: LogKeeping, lane: Lane): LoggedEntry | undefined {
  const after = (ordinal: number): LoggedEntry | undefined => {
    const found = keeping.lane(lane, ordinal, 1)[0];
    if (found !== undefined && found.ordinal !== ordinal + 1)
      throw broken(`Lane ${lane} has no entry ${ordinal + 1}, but a later one.`);
    return found;
  };
  let step = 1;
  while (after(step - 1) !== undefined) step *= 2;
  // Entry `step` is missing; entry `low` is there, or low is 0.
  let low = Math.floor(step / 2);
  let high = step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (after(middle - 1) !== undefined) low = middle;
    else high = middle;
  }
  return low === 0 ? undefined : after(low - 1);
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const broken = (what: string): MerivahtError => new MerivahtError('MV-LOG-BROKEN', what);
const forked = (): MerivahtError =>
  new MerivahtError('MV-LOG-FORKED', 'What is stored is not the log that this process has written.');
