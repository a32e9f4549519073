/**
 * Equivocation: a log that says two things. Two checkpoints that it signed convict it, by themselves where they are of one size,
 * else with a proof that leads from the later root to another root at the earlier size than the one it signed. Such a proof is
 * portable: whoever has the log's key verifies it, without trusting who brings it.
 */
import type { RecordBody } from '../contract/record.ts';
import { bytesOfHex, equalBytes, hexOf } from '../evidence/bytes.ts';
import { type Checkpoint, openCheckpoint } from '../evidence/checkpoint.ts';
import type { Hashing, Verifying } from '../evidence/keeping.ts';
import { prefixRootFromConsistency } from '../evidence/merkle.ts';
import { type SignedNote, signatureBy, type VerifierKey } from '../evidence/signed-note.ts';

export type EquivocationProof = Pick<Extract<RecordBody, { kind: 'equivocation' }>, 'notes' | 'prefixRoot' | 'proof'>;

/** A checkpoint whose signature by its log was verified. */
export interface SignedCheckpoint extends Checkpoint {
  /** With the log's own signature alone, so that it fits into a record whoever cosigned it. */
  readonly bareNote: string;
}

export function bareNote(note: SignedNote, key: VerifierKey): string {
  return `${note.text}\n${signatureBy(note, key)!.line}\n`;
}

/** Undefined where the log's key did not sign it. */
export function signedCheckpoint(note: string, key: VerifierKey, crypto: Verifying): SignedCheckpoint | undefined {
  const opened = openCheckpoint(note, key, crypto);
  return opened.ok ? { ...opened.checkpoint, bareNote: bareNote(opened.note, key) } : undefined;
}

/** Of one log. `consistency` leads from the smaller to the bigger; undefined where nothing convicts. */
export function equivocationOf(
  a: SignedCheckpoint,
  b: SignedCheckpoint,
  consistency: readonly Uint8Array[],
  hashing: Pick<Hashing, 'sha256'>,
): EquivocationProof | undefined {
  const [older, newer] = a.size <= b.size ? [a, b] : [b, a];
  const notes: EquivocationProof['notes'] = [older.bareNote, newer.bareNote];
  if (older.size === newer.size) return equalBytes(older.root, newer.root) ? undefined : { notes, proof: [] };
  const prefix = prefixRootFromConsistency(hashing, older.size, newer.size, consistency, newer.root);
  if (prefix === undefined || equalBytes(prefix, older.root)) return undefined;
  return { notes, prefixRoot: hexOf(prefix), proof: consistency.map(hexOf) };
}

/** Stands alone: needs the proof and the log's key, as it is in the node's card, and nothing that this node knows. */
export function verifyEquivocation(
  { notes, prefixRoot, proof }: EquivocationProof,
  logKey: VerifierKey,
  crypto: Pick<Hashing, 'sha256'> & Verifying,
): boolean {
  const older = signedCheckpoint(notes[0], logKey, crypto);
  const newer = signedCheckpoint(notes[1], logKey, crypto);
  if (older === undefined || newer === undefined || older.size > newer.size) return false;
  if (older.size === newer.size)
    return proof.length === 0 && prefixRoot === undefined && !equalBytes(older.root, newer.root);
  const hashes = proof.map(bytesOfHex);
  if (prefixRoot === undefined || hashes.some((hash) => hash?.length !== 32)) return false;
  const found = equivocationOf(older, newer, hashes as Uint8Array[], crypto);
  return found?.prefixRoot === prefixRoot;
}
