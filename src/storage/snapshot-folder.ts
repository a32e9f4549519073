/**
 * Snapshots of a theatre's core: bytes as the state after a record, under a temporary name, synced, then renamed. The newest
 * three are kept; a broken one is passed over for the one before.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Disk, makeFolderDurably } from './disk.ts';

const MAGIC = 'MVSNAP01';
const HEAD_BYTES = 8 + 8 + 8 + 32;
export const SNAPSHOTS_KEPT = 3;

export interface Snapshot {
  readonly seq: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class SnapshotFolder {
  readonly #disk: Disk;
  readonly #folder: string;
  /** Passed over as broken, since it was opened. */
  broken = 0;

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
    makeFolderDurably(disk, folder);
    for (const name of disk.list(folder)) if (name.endsWith('.tmp')) disk.remove(join(folder, name));
  }

  /** On disk when it returns. */
  save(snapshot: Snapshot): void {
    const path = join(this.#folder, snapshotName(snapshot.seq));
    const file = this.#disk.open(`${path}.tmp`);
    try {
      file.truncate(0);
      file.write(encodeSnapshot(snapshot), 0);
      file.sync('snapshot');
    } finally {
      file.close();
    }
    this.#disk.rename(`${path}.tmp`, path);
    this.#disk.syncFolder(this.#folder, 'snapshot-folder');
    for (const seq of this.#seqs().slice(SNAPSHOTS_KEPT)) this.#disk.remove(join(this.#folder, snapshotName(seq)));
  }

  /** The newest whole one that the journal reaches. */
  newest(through: number): Snapshot | undefined {
    for (const seq of this.#seqs()) {
      if (seq > through) continue;
      const snapshot = decodeSnapshot(this.#disk.read(join(this.#folder, snapshotName(seq))));
      if (snapshot?.seq === seq) return snapshot;
      this.broken++;
    }
    return undefined;
  }

  /** Number of the oldest that is kept. */
  get oldestSeq(): number | undefined {
    return this.#seqs().at(-1);
  }

  /** Newest first. */
  #seqs(): number[] {
    return this.#disk
      .list(this.#folder)
      .filter((name) => /^\d{16}\.mvs$/.test(name))
      .map((name) => Number(name.slice(0, 16)))
      .sort((a, b) => b - a);
  }
}

export const snapshotName = (seq: number): string => `${String(seq).padStart(16, '0')}.mvs`;

function encodeSnapshot({ seq, bytes }: Snapshot): Uint8Array {
  const payload = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  const file = Buffer.alloc(HEAD_BYTES + payload.length);
  file.write(MAGIC, 'latin1');
  file.writeBigUInt64LE(BigInt(seq), 8);
  file.writeBigUInt64LE(BigInt(bytes.length), 16);
  file.set(payload, HEAD_BYTES);
  file.set(hashOf(file), 24);
  return file;
}

export function decodeSnapshot(file: Uint8Array): Snapshot | undefined {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (buffer.length < HEAD_BYTES || buffer.toString('latin1', 0, 8) !== MAGIC) return undefined;
  if (!hashOf(buffer).equals(buffer.subarray(24, HEAD_BYTES))) return undefined;
  const rawBytes = Number(buffer.readBigUInt64LE(16));
  const raw = zstdDecompressSync(buffer.subarray(HEAD_BYTES), { maxOutputLength: Math.max(1, rawBytes) });
  return { seq: Number(buffer.readBigUInt64LE(8)), bytes: new Uint8Array(raw) };
}

/** Of the numbers and the payload. */
const hashOf = (file: Buffer): Buffer =>
  createHash('sha256').update(file.subarray(0, 24)).update(file.subarray(HEAD_BYTES)).digest();
