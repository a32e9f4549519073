/** What a backup says it holds: each file with its length and SHA-256. Written last: a backup without it is not whole. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

export const MANIFEST_NAME = 'manifest.json';
const CHUNK_BYTES = 1 << 20;

/** Relative, with /, and nowhere out of the folder. */
const path = z.string().regex(/^(?!\.{1,2}(\/|$))[^/\\\0]+(\/(?!\.{1,2}(\/|$))[^/\\\0]+)*$/);

const backupFile = z.strictObject({ path, bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type BackupFile = z.infer<typeof backupFile>;

export const backupManifest = z.object({
  schema: z.literal('merivaht.backup/1'),
  dataVersion: z.int().min(1),
  madeAt: z.iso.datetime(),
  files: z.array(backupFile),
});
export type BackupManifest = z.infer<typeof backupManifest>;

/**
 * Copies the first `length` bytes of a file, or all of it, and syncs the copy. Without `to` it only reads. Throws what the
 * disk throws.
 */
export function copyHashed(
  from: string,
  to: string | undefined,
  length = Number.POSITIVE_INFINITY,
): { readonly bytes: number; readonly sha256: string } {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK_BYTES);
  const source = openSync(from, 'r');
  let target: number | undefined;
  let bytes = 0;
  try {
    if (to !== undefined) {
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      target = openSync(to, 'wx', 0o600);
    }
    while (bytes < length) {
      const got = readSync(source, chunk, 0, Math.min(CHUNK_BYTES, length - bytes), bytes);
      if (got === 0) break;
      hash.update(chunk.subarray(0, got));
      for (let done = 0; target !== undefined && done < got; ) done += writeSync(target, chunk, done, got - done);
      bytes += got;
    }
    if (target !== undefined) fsyncSync(target);
  } finally {
    closeSync(source);
    if (target !== undefined) closeSync(target);
  }
  return { bytes, sha256: hash.digest('hex') };
}
