/**
 * Journal records as bytes: received chunks as they are behind a few numbers, all else as JSON. A run of records is the
 * same whether it travels to the storage thread or lies in a frame: length, type, body, one after the other.
 */
import { MerivahtError } from '../contract/errors.ts';
import type { JournalRecord, NumberedRecord } from '../pipeline/journal-record.ts';

const LENGTH_BYTES = 4;
const JSON_TYPE = 0;
const CHUNK_TYPE = 1;
const CHUNK_HEAD_BYTES = 1 + 4 + 8;

export interface RecordRun {
  readonly first: number;
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Gathers records into one run of bytes. */
export class RecordRunWriter {
  #buffer = new Uint8Array(16_384);
  #length = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#length;
  }

  /** Bytes it took. */
  add(record: JournalRecord): number {
    const before = this.#length;
    if (record.kind === 'chunk') {
      const head = this.#room(CHUNK_HEAD_BYTES + record.bytes.length);
      const view = new DataView(this.#buffer.buffer);
      view.setUint8(head, CHUNK_TYPE);
      view.setUint32(head + 1, record.source, true);
      view.setFloat64(head + 5, record.receivedAtMs, true);
      this.#buffer.set(record.bytes, head + CHUNK_HEAD_BYTES);
    } else {
      const text = encoder.encode(JSON.stringify(record));
      const head = this.#room(1 + text.length);
      this.#buffer[head] = JSON_TYPE;
      this.#buffer.set(text, head + 1);
    }
    this.#count++;
    return this.#length - before;
  }

  /** What was gathered, in a buffer of its own; empty after it. */
  take(first: number): RecordRun {
    const run = { first, count: this.#count, bytes: this.#buffer.slice(0, this.#length) };
    this.#length = 0;
    this.#count = 0;
    return run;
  }

  #room(bodyBytes: number): number {
    const end = this.#length + LENGTH_BYTES + bodyBytes;
    if (end > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    new DataView(this.#buffer.buffer).setUint32(this.#length, bodyBytes, true);
    this.#length = end;
    return end - bodyBytes;
  }
}

/** Chunks share memory with the run. */
export function decodeRecords(run: RecordRun, afterSeq = 0): NumberedRecord[] {
  const { bytes } = run;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: NumberedRecord[] = [];
  let at = 0;
  for (let seq = run.first; seq < run.first + run.count; seq++) {
    if (at + LENGTH_BYTES >= bytes.length) throw broken(seq);
    const start = at + LENGTH_BYTES;
    at = start + view.getUint32(at, true);
    if (at > bytes.length) throw broken(seq);
    if (seq > afterSeq) records.push({ seq, record: decoded(bytes.subarray(start, at), seq) });
  }
  if (at !== bytes.length) throw broken(run.first + run.count);
  return records;
}

function decoded(body: Uint8Array, seq: number): JournalRecord {
  if (body[0] === CHUNK_TYPE && body.length >= CHUNK_HEAD_BYTES) {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    return {
      kind: 'chunk',
      source: view.getUint32(1, true),
      receivedAtMs: view.getFloat64(5, true),
      bytes: body.subarray(CHUNK_HEAD_BYTES),
    };
  }
  if (body[0] !== JSON_TYPE) throw broken(seq);
  return JSON.parse(decoder.decode(body.subarray(1))) as JournalRecord;
}

const broken = (seq: number): MerivahtError =>
  new MerivahtError('MV-JOURNAL-BROKEN', `record ${seq} is not as it was written`);
