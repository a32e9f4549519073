/**
 * A recorded file of sentences, given out by the replay's clock instead of the machine's: all lines up to a data time, as they
 * stand in the file. Lines are put into the order of their times; a line without one stays behind the line before it.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MerivahtError } from '../contract/errors.ts';
import { HOUR_MS } from '../geo/units.ts';
import { lineTimeMs } from './line-time.ts';
import { listInputs, openInput } from './open-input.ts';

/** Unpacked, it is held in memory. */
const MAX_BYTES = 1024 * 1024 * 1024;
/** Fewer lines than this, more than a day away from all others at either end, have a wrong time: they would stretch the replay. */
const FEW_LINES = 20;
const NEWLINE = 10;

export class ReplaySource {
  readonly address: string;
  /** SHA-256 of the bytes, unpacked, hexadecimal. */
  readonly hash: string;
  /** A whole second before the first line, and one not before the last. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Lines with a time; those without, that stand before the first with one, and those with a wrong time, are left out. */
  readonly lines: number;
  readonly leftOut: number;
  readonly #bytes: Uint8Array;
  /** Of each group of a timed line and the untimed ones after it, in order of time: when, and where it begins and ends. */
  readonly #timeMs: Float64Array;
  readonly #begin: Float64Array;
  readonly #end: Float64Array;
  #next = 0;

  private constructor(address: string, bytes: Uint8Array, index: Index) {
    this.address = address;
    this.#bytes = bytes;
    this.hash = createHash('sha256').update(bytes).digest('hex');
    this.#timeMs = index.timeMs;
    this.#begin = index.begin;
    this.#end = index.end;
    this.lines = index.timeMs.length;
    this.leftOut = index.leftOut;
    this.fromMs = Math.ceil(index.timeMs[0]! / 1000) * 1000 - 1000;
    this.toMs = Math.ceil(index.timeMs.at(-1)! / 1000) * 1000;
  }

  /** Reads and indexes the file; gzip and zstd are unpacked. MV-INPUT-MISSING, MV-INPUT-UNTIMED, MV-SOURCE-INVALID if too large. */
  static async open(path: string, address = `replay:${path}`): Promise<ReplaySource> {
    return ReplaySource.of(await readWhole(path), address);
  }

  /** Of bytes in memory. MV-INPUT-UNTIMED where no line has a time. */
  static of(bytes: Uint8Array, address: string): ReplaySource {
    const index = indexOf(bytes);
    if (index.timeMs.length === 0)
      throw new MerivahtError('MV-INPUT-UNTIMED', `${address} holds no sentence with a time, which a replay goes by`);
    return new ReplaySource(address, bytes, index);
  }

  /** The bytes of all lines after the last place and up to this data time; none where it lies behind. */
  advance(toMs: number): Uint8Array {
    const first = this.#next;
    this.#next = Math.max(first, this.#after(toMs));
    let length = 0;
    for (let i = first; i < this.#next; i++) length += this.#end[i]! - this.#begin[i]!;
    const out = new Uint8Array(length);
    for (let i = first, at = 0; i < this.#next; i++) {
      out.set(this.#bytes.subarray(this.#begin[i]!, this.#end[i]!), at);
      at += this.#end[i]! - this.#begin[i]!;
    }
    return out;
  }

  /** As if it had run up to this time: lines at it and before it are not given. Forward or back. */
  seek(ms: number): void {
    this.#next = this.#after(ms);
  }

  /** Index of the first group later than `ms`. */
  #after(ms: number): number {
    let low = 0;
    let high = this.#timeMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#timeMs[middle]! <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

interface Index {
  readonly timeMs: Float64Array;
  readonly begin: Float64Array;
  readonly end: Float64Array;
  readonly leftOut: number;
}

async function readWhole(path: string): Promise<Uint8Array> {
  const [input] = listInputs([path]).inputs;
  if (input === undefined || input.path !== path)
    throw new MerivahtError('MV-INPUT-MISSING', `${path} is no file that can be replayed`);
  const opened = openInput(input, Readable.from([]));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of opened.chunks) {
    length += chunk.length;
    if (length > MAX_BYTES)
      throw new MerivahtError('MV-SOURCE-INVALID', `${path} is larger than 1 GiB unpacked: cut it into pieces`);
    chunks.push(chunk);
  }
  // A last line without its end must not run into another one when lines are put in order.
  return Buffer.concat([...chunks, Uint8Array.of(NEWLINE)], length + 1);
}

function indexOf(bytes: Uint8Array): Index {
  const groups = groupsOf(bytes);
  const order = inOrder(groups.timeMs);
  const [from, to] = withoutStrays(groups.timeMs, order);
  const kept = order.subarray(from, to);
  const pick = (column: readonly number[]): Float64Array => Float64Array.from(kept, (i) => column[i]!);
  return {
    timeMs: pick(groups.timeMs),
    begin: pick(groups.begin),
    end: pick(groups.end),
    leftOut: groups.leftOut + order.length - kept.length,
  };
}

function groupsOf(bytes: Uint8Array): { timeMs: number[]; begin: number[]; end: number[]; leftOut: number } {
  const timeMs: number[] = [];
  const begin: number[] = [];
  const end: number[] = [];
  let leftOut = 0;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const next = newline < 0 ? bytes.length : newline + 1;
    const ms = lineTimeMs(bytes, at, next);
    if (!Number.isNaN(ms)) {
      timeMs.push(ms);
      begin.push(at);
      end.push(next);
    } else if (end.length > 0) end[end.length - 1] = next;
    else if (next - at > 2) leftOut++;
    at = next;
  }
  return { timeMs, begin, end, leftOut };
}

/** Places in order of time; equal times stay in the order of the file. */
function inOrder(timeMs: readonly number[]): Uint32Array {
  const order = Uint32Array.from(timeMs, (_, i) => i);
  if (timeMs.every((ms, i) => i === 0 || ms >= timeMs[i - 1]!)) return order;
  return order.sort((a, b) => timeMs[a]! - timeMs[b]! || a - b);
}

/** From where to where in `order`, without the few at either end that lie more than a day apart from the rest. */
function withoutStrays(timeMs: readonly number[], order: Uint32Array): readonly [number, number] {
  const gapAfter = (i: number): boolean => timeMs[order[i + 1]!]! - timeMs[order[i]!]! > 24 * HOUR_MS;
  let from = 0;
  let to = order.length;
  // A recording that is itself so short is taken as it is.
  if (to <= 2 * FEW_LINES) return [from, to];
  for (let i = 0; i < FEW_LINES; i++) if (gapAfter(i)) from = i + 1;
  for (let i = to - 2; i >= order.length - 1 - FEW_LINES; i--) if (gapAfter(i)) to = i + 1;
  return [from, to];
}
